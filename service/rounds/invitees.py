"""Reading whom to invite from what somebody pasted, or from a CSV file."""

import csv
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from service.accounts import naming
from service.accounts import read as accounts
from service.document.source import clean
from service.errors import Invalid, RoundtableError
from service.rounds import store
from service.rounds.invite import Invitee
from service.rounds.model import Round
from service.storage.database import ReadDb

#: The longest line, in characters.
LONGEST: Final = 2_000
#: The most people that are read at once.
MOST: Final = 500

_ADDRESS: Final = re.compile(r"[^\s<>,;\"]+@[^\s<>,;\"]+")
_NAMED: Final = re.compile(r"^\"?(?P<name>[^<\"]*)\"?\s*<(?P<email>[^<>]+)>$")
#: Somebody in a list of addresses: `Name <address>`, or an address alone.
_LISTED: Final = re.compile(r"(?P<name>\"[^\"]*\"|[^<>,;]*)<(?P<email>[^<>]+)>|" + _ADDRESS.pattern)
#: What columns are called, and what is in them.
_COLUMNS: Final[Mapping[str, str]] = {
    "name": "name",
    "full name": "name",
    "email": "email",
    "e-mail": "email",
    "e-mail address": "email",
    "email address": "email",
    "organisation": "organisation",
    "organization": "organisation",
    "trust": "organisation",
    "lead": "lead",
}
_YES: Final = frozenset({"lead", "yes", "y", "x", "true", "1"})


class TooManyInvitees(Invalid):
    """At most 500 people can be invited at once; invite the rest afterwards."""


class LineTooLong(Invalid):
    """This line has {length} characters; 2,000 is the most. Put each person on a line."""


class NoAddress(Invalid):
    """There is no e-mail address in this line."""


class TwiceNamed(Invalid):
    """This address stands in line {line} already."""


class NotText(Invalid):
    """This file is no plain text. Save it as CSV and try again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """What was understood of a line."""

    #: Its number, from 1.
    number: int
    #: What stands in it.
    text: str
    #: Who is meant; None where that cannot be told.
    invitee: Invitee | None
    #: What is wrong with it; empty where nothing is.
    problem: str = ""
    #: Whether they are in the round already, and stay as they are.
    already: bool = False
    #: Whether they are registered, and keep the name that they have.
    known: bool = False


def read_file(content: bytes) -> str:
    """Return a CSV file as text, in UTF-8 or as Excel writes it; NotText."""
    if b"\0" in content:
        raise NotText
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", "replace")


def understood(db: ReadDb, found: Round, text: str) -> tuple[Line, ...]:
    """Return what each line says, compared with whom there is; TooManyInvitees."""
    return tuple(_compared(db, found, each) for each in understand(text))


def understand(text: str) -> tuple[Line, ...]:
    """Return what each line says: name, address, organisation, lead, in any usual form.

    `Name <address>, organisation`; columns with commas, semicolons or tabs between them, with or
    without a line that names them; lists of addresses as mail programs have them.
    Raises TooManyInvitees.
    """
    columns: Sequence[str] = ()
    lines: list[Line] = []
    for number, line in enumerate(clean(text).splitlines(), start=1):
        fields = _fields(line)
        if not any(fields):
            continue
        if named := _header(fields):
            columns = named
            continue
        lines += [_line(number, line, each) for each in _people(line, fields, columns)]
        if len(lines) > MOST:
            raise TooManyInvitees
    return tuple(_without_repeats(lines))


def _people(
    line: str, fields: Sequence[str], columns: Sequence[str]
) -> Iterator[Mapping[str, str]]:
    """Yield the values by name of each person in a line."""
    if columns:
        yield dict(zip(columns, fields, strict=False))
    elif len(_ADDRESS.findall(line)) > 1:
        for each in _LISTED.finditer(line):
            yield {"name": (each["name"] or "").strip(" \"'"), "email": each["email"] or each[0]}
    else:
        yield _without_columns(fields)


def _without_columns(fields: Sequence[str]) -> Mapping[str, str]:
    """Tell which field is which by what is in it: the address first, then the others in order."""
    rest = [each for each in fields if each]
    found = next((each for each in rest if "@" in each), "")
    if not found:
        return {}
    rest.remove(found)
    named = _NAMED.match(found)
    email = named["email"] if named else found
    name = named["name"].strip() if named and named["name"].strip() else ""
    if not name and rest:
        name = rest.pop(0)
    rest += ["", ""]
    return {"name": name, "email": email, "organisation": rest[0], "lead": rest[1]}


def _line(number: int, text: str, values: Mapping[str, str]) -> Line:
    try:
        invitee = _invitee(values)
    except RoundtableError as problem:
        return Line(number=number, text=text, invitee=None, problem=problem.message)
    return Line(number=number, text=text, invitee=invitee)


def _invitee(values: Mapping[str, str]) -> Invitee:
    if not values.get("email"):
        raise NoAddress
    email = naming.email(values["email"].strip("<>"))
    name = values.get("name") or _name_in(email)
    organisation = values.get("organisation")
    return Invitee(
        name=naming.one_line(name),
        email=email,
        organisation=naming.one_line(organisation) if organisation else None,
        lead=values.get("lead", "").strip().lower() in _YES,
    )


def _name_in(email: str) -> str:
    """Return the name that an address suggests: `lena.lead@...` is Lena Lead."""
    words = re.split(r"[._+-]+", email.partition("@")[0])
    return " ".join(each.capitalize() for each in words if each) or email


def _without_repeats(lines: Sequence[Line]) -> Iterator[Line]:
    seen: dict[str, int] = {}
    for each in lines:
        email = each.invitee.email if each.invitee else ""
        if email in seen:
            problem = TwiceNamed(line=seen[email]).message
            yield replace(each, invitee=None, problem=problem)
        else:
            yield each
        if email:
            seen.setdefault(email, each.number)


def _compared(db: ReadDb, found: Round, line: Line) -> Line:
    person = accounts.find_by_email(db, line.invitee.email) if line.invitee else None
    if person is None or line.invitee is None:
        return line
    invitee = replace(
        line.invitee,
        name=person.name,
        organisation=line.invitee.organisation or person.organisation,
    )
    who = store.participant_who(db, found.id, person.id)
    already = who is not None and who.revoked_at is None
    return replace(line, invitee=invitee, known=True, already=already)


def _fields(line: str) -> list[str]:
    """Split a line at what its author put between the columns."""
    if len(line) > LONGEST:
        raise LineTooLong(length=f"{len(line):,}")
    between = "\t" if "\t" in line else ";" if ";" in line and "," not in line else ","
    read = next(csv.reader([line], delimiter=between, skipinitialspace=True), [])
    return [each.strip() for each in read]


def _header(fields: Sequence[str]) -> Sequence[str]:
    """Return the columns that a line names; nothing where it is about somebody."""
    names = [_COLUMNS.get(each.lower(), "") for each in fields]
    return names if "email" in names and not any("@" in each for each in fields) else ()
