"""What somebody typed on the form for a new review round, read into a `Plan`."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Self

from service import clock
from service.library.model import Number
from service.library.release_form import Day, FieldsMissing
from service.rounds.kinds import QuestionKind, Sees
from service.rounds.open_round import Asked, Plan

#: How many questions the form has room for at first.
ROOM = 3
#: The most that it has room for.
MOST_ROOM = 100
#: Days that a round is open where nothing else is said.
_DAYS = 21
#: The days before the last on which reminders may go out.
REMIND_DAYS = (14, 7, 3, 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class TypedQuestion:
    """A question as it was typed."""

    #: What is asked; empty: this one is left out.
    words: str = ""
    #: How it is answered: text, choice or scale.
    kind: str = QuestionKind.TEXT.value
    #: What there is to choose, or the words for the ends of the scale, a line each.
    choices: str = ""
    #: The id of the section that it is about; empty for the whole.
    section: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Typed:
    """The form as it was typed."""

    #: The number of the version, such as `0.4`.
    version: str = ""
    #: What it is for.
    purpose: str = ""
    #: When it opens.
    opens: Day = field(default_factory=Day)
    #: When it closes.
    closes: Day = field(default_factory=Day)
    #: What participants see of each other: a value of `Sees`.
    sees: str = Sees.OWN_ORGANISATION.value
    #: `shown` or `withheld`.
    names: str = "shown"
    #: `yes` or `no`.
    late: str = "yes"
    #: Days before the last on which reminders go out.
    remind: Sequence[str] = ("7", "1")
    #: The questions, with room for more.
    questions: Sequence[TypedQuestion] = (TypedQuestion(),) * ROOM

    @classmethod
    def first(cls, version: str) -> Self:
        """Return the form as it is first shown."""
        today = clock.today()
        closes = Day.of(today + timedelta(days=_DAYS))
        return cls(version=version, opens=Day.of(today), closes=closes)


def typed_of(fields: Mapping[str, Sequence[str]], *, more: bool = False) -> Typed:
    """Return the form with what was sent in it, with room for one more question if asked for."""
    room = sum(name.startswith("question-") for name in fields)
    count = min(max(ROOM, room + more), MOST_ROOM)
    return Typed(
        version=_one(fields, "version"),
        purpose=_one(fields, "purpose"),
        opens=_typed_day(fields, "opens"),
        closes=_typed_day(fields, "closes"),
        sees=_one(fields, "sees"),
        names=_one(fields, "names"),
        late=_one(fields, "late"),
        remind=tuple(fields.get("remind", ())),
        questions=tuple(_typed_question(fields, number) for number in range(1, count + 1)),
    )


def read_plan(typed: Typed) -> Plan:
    """Return what was typed as a plan; FieldsMissing with `errors` by field. NumberUnusable."""
    errors: dict[str, str] = {}
    opens = day_of(typed.opens, "opens", errors)
    closes = day_of(typed.closes, "closes", errors)
    if not typed.version:
        errors["version"] = "Choose the version that is reviewed."
    if not typed.purpose.strip():
        errors["purpose"] = "Say in a sentence or two what the round is for."
    if typed.sees not in set(Sees):
        errors["sees"] = "Say what participants see of each other."
    if typed.names not in ("shown", "withheld"):
        errors["names"] = "Say whether names are shown."
    if errors or opens is None or closes is None:
        raise FieldsMissing(errors)
    return Plan(
        version=Number.read(typed.version),
        purpose=typed.purpose,
        opens_on=opens,
        closes_on=closes,
        sees=Sees(typed.sees),
        names_shown=typed.names == "shown",
        late_accepted=typed.late == "yes",
        remind_days=tuple(each for each in REMIND_DAYS if str(each) in typed.remind),
        questions=tuple(_asked(each) for each in typed.questions if each.words.strip()),
    )


def day_of(typed: Day, field: str, errors: dict[str, str]) -> date | None:
    """Return the day that was typed; where it is none, say so in `errors` under the field."""
    try:
        found = typed.read()
    except (ValueError, OverflowError):
        found = None
    if found is None:
        errors[field] = "Enter a day, month and year, such as 4 12 2026."
    return found


def _asked(typed: TypedQuestion) -> Asked:
    kind = QuestionKind(typed.kind) if typed.kind in set(QuestionKind) else QuestionKind.TEXT
    choices = tuple(each.strip() for each in typed.choices.splitlines() if each.strip())
    return Asked(
        kind=kind,
        words=typed.words,
        choices=() if kind is QuestionKind.TEXT else choices,
        section=typed.section or None,
    )


def _typed_question(fields: Mapping[str, Sequence[str]], number: int) -> TypedQuestion:
    return TypedQuestion(
        words=_one(fields, f"question-{number}"),
        kind=_one(fields, f"kind-{number}") or QuestionKind.TEXT.value,
        choices=_one(fields, f"choices-{number}"),
        section=_one(fields, f"section-{number}"),
    )


def _typed_day(fields: Mapping[str, Sequence[str]], name: str) -> Day:
    day, month, year = (_one(fields, f"{name}-{part}") for part in ("day", "month", "year"))
    return Day(day, month, year)


def _one(fields: Mapping[str, Sequence[str]], name: str) -> str:
    return next(iter(fields.get(name, ())), "")
