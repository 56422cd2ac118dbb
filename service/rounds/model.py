"""Rounds, participants, responses and points, as values."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from service.clock import LONDON
from service.rounds.kinds import (
    Outcome,
    Position,
    QuestionKind,
    ResponseKind,
    ResponseState,
    RoundState,
    Sees,
)


def beginning(day: date) -> datetime:
    """Return the first moment of a day in London, in that zone."""
    return datetime.combine(day, time(), LONDON)


def end(day: date) -> datetime:
    """Return the first moment after a day in London: what closes that day is open before it."""
    return beginning(day + timedelta(days=1))


@dataclass(frozen=True, slots=True, kw_only=True)
class Round:
    """A dated window on one frozen version."""

    #: Its id, 26 characters.
    id: str
    #: The slug of its strategy.
    strategy: str
    #: 1 for the first of its strategy, then one more each.
    number: int
    #: The number of the version under review, such as `0.4`.
    version: str
    #: The revision that it froze.
    revision: str
    #: What it is for, in plain text.
    purpose: str
    #: The day in London at whose beginning it opens.
    opens_on: date
    #: The day in London at whose end it closes.
    closes_on: date
    #: Where it stands.
    state: RoundState
    #: What participants see of each other.
    sees: Sees
    #: Whether the owner sees the names of those who answer.
    names_shown: bool
    #: Whether a response is taken after it closed.
    late_accepted: bool
    #: Days before the closing day on which reminders go out, the most first.
    remind_days: tuple[int, ...]
    #: The number of the questionnaire's edition.
    edition: int
    #: The id of the round that it follows; None for none.
    follows: str | None
    #: The id of the person who made it.
    created_by: str
    #: When it was made.
    created_at: datetime
    #: When it closed; None while it has not.
    closed_at: datetime | None
    #: When every point had its answer and the owner said so.
    completed_at: datetime | None
    #: Until when people may say whether the answers satisfy them; None: no date yet.
    satisfied_until: date | None
    #: When its report was published; None while it was not.
    reported_at: datetime | None
    #: Whether its report names no number of points that is under five.
    small_hidden: bool = False

    @property
    def address(self) -> str:
        """Its permanent address."""
        return f"/s/{self.strategy}/rounds/{self.number}"

    @property
    def opens(self) -> datetime:
        """The moment at which it opens."""
        return beginning(self.opens_on)

    @property
    def closes(self) -> datetime:
        """The moment from which it is closed: the one after the end of its last day."""
        return end(self.closes_on)

    @property
    def due(self) -> date:
        """The day by which its outcome is due: twelve weeks after it closes."""
        return self.closes_on + timedelta(weeks=12)


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """Something that a round asks."""

    #: Its id, 26 characters.
    id: str
    #: The id of its round.
    round: str
    #: The edition of the questionnaire that it is in.
    edition: int
    #: From 1, within its edition.
    position: int
    #: How it is answered.
    kind: QuestionKind
    #: What is asked.
    words: str
    #: What there is to choose; of a scale, the words for its two ends.
    choices: tuple[str, ...]
    #: The id of the section of the text that it is about; None for the whole.
    section: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Participant:
    """Somebody in a round."""

    #: Their id in it, 26 characters.
    id: str
    #: The id of the round.
    round: str
    #: The id of the person.
    person: str
    #: The id of the organisation that they answer for; None: for themselves.
    organisation: str | None
    #: The id of the person who stands for them where names are withheld; None where shown.
    mask: str | None
    #: Whether they answer for their organisation.
    lead: bool
    #: The id of the admission that lets them in.
    admission: str
    #: The id of the participant who passed the review to them; None: the owner invited them.
    delegated_by: str | None
    #: The id of the person who invited them.
    invited_by: str | None
    #: When.
    invited_at: datetime
    #: When the mail server took their invitation.
    delivered_at: datetime | None
    #: What it said when it refused; None where it did not.
    bounced: str | None
    #: When they first opened it, by a click.
    opened_at: datetime | None
    #: When they last said or answered something.
    active_at: datetime | None
    #: When they said that they cannot take part.
    declined_at: datetime | None
    #: When the owner took their invitation back.
    revoked_at: datetime | None

    @property
    def party(self) -> str:
        """Whose response they work on: `o` and the organisation's id, or `p` and their own."""
        return f"o{self.organisation}" if self.organisation else f"p{self.id}"

    @property
    def speaker(self) -> str:
        """The id of the person in whose name they speak."""
        return self.mask or self.person


@dataclass(frozen=True, slots=True, kw_only=True)
class Response:
    """What an organisation, or somebody who answers for themselves, says as one."""

    #: Its id, 26 characters.
    id: str
    #: The id of the round.
    round: str
    #: Whose it is, as `Participant.party`.
    party: str
    #: Where it stands.
    state: ResponseState
    #: What it is; None while it is in preparation.
    kind: ResponseKind | None
    #: Where they stand; None where none was taken.
    position: Position | None
    #: What is said beside the points, in plain text.
    statement: str
    #: When it was begun.
    begun_at: datetime
    #: When it was submitted.
    submitted_at: datetime | None
    #: The id of the participant who submitted it.
    submitted_by: str | None
    #: Whether it came after the round had closed.
    late: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a response says to a question."""

    #: The id of the response.
    response: str
    #: The id of the question.
    question: str
    #: The words, the choice, or 1 to 5.
    value: str
    #: The id of the participant who gave it last.
    participant: str
    #: When.
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """Something that was submitted and is to be answered."""

    #: Its id, 26 characters.
    id: str
    #: The id of the round.
    round: str
    #: From 1 within its round.
    number: int
    #: Whose it is, as `Participant.party`.
    party: str
    #: The id of the thread in which it is said to others.
    thread: str
    #: The id of the same point in the round before; None where it is new.
    carried_from: str | None
    #: When those who made it took it back; None while they did not.
    withdrawn_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Disposition:
    """The owner's answer to a point."""

    #: Its id, 26 characters.
    id: str
    #: The id of the point.
    point: str
    #: What was decided.
    outcome: Outcome
    #: Why, in plain text; never empty.
    response: str
    #: The revision that did what was accepted; None for other outcomes.
    revision: str | None
    #: The id of the point that this one repeats; None for other outcomes.
    duplicate_of: str | None
    #: The id of the person who decided.
    person: str
    #: When.
    at: datetime
