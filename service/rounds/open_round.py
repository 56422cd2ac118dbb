"""Planning a review round on a version, and opening it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from service import clock, ids
from service.accounts.model import Actor
from service.accounts.permissions import Permission
from service.document.source import clean
from service.errors import Conflict, Invalid
from service.journal.record import record
from service.library import read as library
from service.library.model import Number
from service.rounds import store
from service.rounds.admission import admit_participant
from service.rounds.kinds import QuestionKind, RoundState, Sees
from service.rounds.model import Question, Round
from service.storage.database import WriteDb

#: The longest purpose, and the longest question with a choice of it, in characters.
LONGEST = 5_000
#: How far from today the days of a round may be.
_FARTHEST = timedelta(days=5 * 365)
#: The most questions, and the most choices of one.
MOST = 100


class PurposeEmpty(Invalid):
    """Say what the round is for."""


class DatesUnusable(Invalid):
    """A round closes on the day it opens or later, not in the past, and within five years.

    Choose other days.
    """


class TooLong(Invalid):
    """{what} has {length} characters; 5,000 is the most. Shorten it."""


class QuestionUnusable(Invalid):
    """Question {position} needs words, and at least two choices where one is to be chosen."""


class TooManyQuestions(Invalid):
    """A round asks at most 100 questions, each with at most 100 choices."""


class RoundNotPlanned(Conflict):
    """This round is {state} already."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A question as the owner wrote it."""

    #: How it is answered.
    kind: QuestionKind
    #: What is asked.
    words: str
    #: What there is to choose, or the words for the two ends of the scale.
    choices: tuple[str, ...] = ()
    #: The id of the section that it is about; None for the whole.
    section: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """A round as the owner describes it."""

    #: The version that it freezes.
    version: Number
    #: What it is for.
    purpose: str
    #: At the beginning of which day in London it opens.
    opens_on: date
    #: At the end of which day in London it closes.
    closes_on: date
    #: What participants see of each other.
    sees: Sees = Sees.OWN_ORGANISATION
    #: Whether the owner sees names.
    names_shown: bool = True
    #: Whether a response is taken after it closed.
    late_accepted: bool = True
    #: Days before the closing day on which reminders go out.
    remind_days: tuple[int, ...] = (7, 1)
    #: What it asks.
    questions: tuple[Asked, ...] = ()


def plan_round(db: WriteDb, actor: Actor, slug: str, plan: Plan) -> Round:
    """Plan a round; it opens by itself when its day comes, or with `open_now`.

    Raises VersionMissing, PurposeEmpty, TooLong, DatesUnusable, QuestionUnusable,
    TooManyQuestions, and Forbidden for all but owners.
    """
    library.strategy(db, actor, slug, Permission.CONSULT)
    version = library.known_version(db, slug, plan.version)
    require_dates(plan.opens_on, plan.closes_on)
    added = Round(
        id=ids.new_id(),
        strategy=slug,
        number=store.next_number(db, slug),
        version=str(version.number),
        revision=version.revision,
        purpose=text_of(plan.purpose, "The purpose") or _no_purpose(),
        opens_on=plan.opens_on,
        closes_on=plan.closes_on,
        state=RoundState.PLANNED,
        sees=plan.sees,
        names_shown=plan.names_shown,
        late_accepted=plan.late_accepted,
        remind_days=tuple(sorted(set(plan.remind_days), reverse=True)),
        edition=1,
        follows=None,
        created_by=actor.id,
        created_at=clock.now(),
        closed_at=None,
        completed_at=None,
        satisfied_until=None,
        reported_at=None,
    )
    asked = edition_of(added, plan.questions)
    store.put_round(db, added)
    store.add_questions(db, asked)
    note(db, actor, added, "planned")
    return added


def require_dates(opens_on: date, closes_on: date) -> None:
    """Raise DatesUnusable unless a round can be held from one day to another, both about now."""
    today = clock.today()
    if not today - _FARTHEST <= opens_on <= closes_on <= today + _FARTHEST or closes_on < today:
        raise DatesUnusable


def open_now(db: WriteDb, actor: Actor | None, found: Round) -> Round:
    """Open a planned round: those invited are let in. RoundNotPlanned.

    `actor` is None where its day has come; the caller has found out that they may.
    """
    if found.state is not RoundState.PLANNED:
        raise RoundNotPlanned(state=found.state.value)
    today = clock.today()
    opened = replace(found, state=RoundState.OPEN, opens_on=min(found.opens_on, today))
    store.put_round(db, opened)
    for participant in store.participants_of(db, found.id):
        admit_participant(db, opened, participant)
    note(db, actor, opened, "opened")
    return opened


def edition_of(found: Round, asked: Sequence[Asked]) -> tuple[Question, ...]:
    """Return questions as an edition of a round; QuestionUnusable, TooManyQuestions, TooLong."""
    if len(asked) > MOST or any(len(each.choices) > MOST for each in asked):
        raise TooManyQuestions
    return tuple(_question(found, position, each) for position, each in enumerate(asked, start=1))


def _question(found: Round, position: int, asked: Asked) -> Question:
    choices = tuple(
        text_of(each, "A choice") for each in dict.fromkeys(asked.choices) if each.strip()
    )
    words = text_of(asked.words, "The question")
    if not words or (asked.kind is QuestionKind.CHOICE and len(choices) < 2):
        raise QuestionUnusable(position=position)
    return Question(
        id=ids.new_id(),
        round=found.id,
        edition=found.edition,
        position=position,
        kind=asked.kind,
        words=words,
        choices=choices,
        section=asked.section,
    )


def note(db: WriteDb, actor: Actor | None, found: Round, what: str) -> None:
    """Record what happened to a round."""
    record(
        db,
        f"rounds:round:{what}",
        actor=actor.id if actor else None,
        strategy=found.strategy,
        subject=found.id,
        detail={"number": found.number},
    )


def text_of(given: str, what: str) -> str:
    """Return what somebody wrote, cleaned; TooLong."""
    text = clean(given).strip()
    if len(text) > LONGEST:
        raise TooLong(what=what, length=f"{len(text):,}")
    return text


def _no_purpose() -> str:
    raise PurposeEmpty
