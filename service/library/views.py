"""The library's things as its templates want them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from service.accounts import read as accounts
from service.accounts.model import Person
from service.library.model import Number, Revision, Version
from service.storage.database import ReadDb


@dataclass(frozen=True, slots=True, kw_only=True)
class RevisionRow:
    """A revision in the list of what changed."""

    #: The revision.
    revision: Revision
    #: Who saved it; None where it came with an imported history.
    author: Person | None
    #: The newest version that it was published as.
    number: Number | None

    @property
    def what_changed(self) -> str:
        """What changed: the first line of what the author said."""
        return self.revision.what_changed.strip().partition("\n")[0][:200]


@dataclass(frozen=True, slots=True, kw_only=True)
class VersionRow:
    """A version in the list of versions."""

    #: The version.
    version: Version
    #: Who published it, by name; None where it came with an imported history.
    publisher: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """A link beside a text."""

    #: Where it leads.
    address: str
    #: What people read.
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Editing:
    """What the editor in the browser edits, and how its page speaks of it."""

    #: draft or proposal.
    what: str
    #: Where the editor asks for the text, and saves it.
    doors: str
    #: Under what the browser keeps unsaved work; another for each text.
    keep: str
    #: The heading of the page, where the text has none of its own.
    title: str
    #: What the button for saving says.
    save: str
    #: Where document control is edited.
    control: str
    #: Where else one may want to go.
    ways: tuple[Way, ...] = ()
    #: Where the text belongs, said above it; None for the draft.
    whose: Way | None = None


def revision_rows(
    db: ReadDb, revisions: Sequence[Revision], versions: Sequence[Version] = ()
) -> tuple[RevisionRow, ...]:
    """Return revisions with their authors and the versions that they became."""
    people = accounts.names(db, {each.author for each in revisions})
    numbers = {each.revision: each.number for each in reversed(versions)}
    return tuple(
        RevisionRow(
            revision=each,
            author=people.get(each.author or ""),
            number=numbers.get(each.id),
        )
        for each in revisions
    )


def version_rows(db: ReadDb, versions: Sequence[Version]) -> tuple[VersionRow, ...]:
    """Return versions with those who published them."""
    people = accounts.names(db, {each.published_by for each in versions})
    return tuple(
        VersionRow(version=each, publisher=_name(people.get(each.published_by or "")))
        for each in versions
    )


def in_words(db: ReadDb, people: Iterable[str]) -> str:
    """Return people's names as a sentence takes them; empty where none is known."""
    people = tuple(people)
    known = accounts.names(db, people)
    names = [known[each].name for each in people if each in known]
    return " and ".join([", ".join(names[:-1]), names[-1]]) if names[1:] else "".join(names)


def _name(person: Person | None) -> str | None:
    return person.name if person else None
