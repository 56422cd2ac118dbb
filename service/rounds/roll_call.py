"""The roll-call: who was asked, and how far everybody is, by person and by organisation."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from service.accounts import read as accounts
from service.accounts.model import Actor
from service.accounts.permissions import Permission
from service.clock import LONDON
from service.comments import read as comments
from service.library import read as library
from service.rounds import point_store, read, response_store
from service.rounds.audience import insides
from service.rounds.kinds import ResponseKind, Standing
from service.rounds.model import Participant, Response, Round
from service.rounds.standing import SETTLED, is_over, standing_of, standing_together
from service.storage.database import ReadDb


@dataclass(frozen=True, slots=True, kw_only=True)
class Called:
    """Somebody in the roll-call."""

    #: The participant.
    participant: Participant
    #: Their name.
    name: str
    #: Their address; empty once it was erased.
    email: str
    #: The name of the organisation that they answer for; empty: themselves.
    organisation: str
    #: Where they stand.
    standing: Standing
    #: The day in London on which they last did anything; None for never, or where names are
    #: withheld.
    active_on: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """Those who answer as one: an organisation, or somebody who answers for themselves."""

    #: Whose response it is, as `Participant.party`.
    id: str
    #: The name of the organisation, or of the person.
    name: str
    #: Who is in it, whoever answers for it first.
    people: tuple[Called, ...]
    #: Where they stand together.
    standing: Standing
    #: What they submitted, and stands; None for nothing, or where names are withheld.
    response: Response | None
    #: How many points of theirs stand; None while there is no response, or names are withheld.
    points: int | None
    #: How many questions they answered; None likewise.
    answers: int | None

    @property
    def lead(self) -> Called:
        """Who answers for it."""
        return self.people[0]

    @property
    def alone(self) -> bool:
        """Whether somebody answers for themselves."""
        return not self.lead.organisation

    @property
    def settled(self) -> bool:
        """Whether nothing is owed any more."""
        return self.standing in SETTLED

    @property
    def finished(self) -> bool:
        """Whether they have answered, be it that they have no comments."""
        return self.standing in (Standing.RESPONDED, Standing.NIL_RETURN)

    @property
    def active_on(self) -> date | None:
        """The day on which any of them last did anything."""
        return max((each.active_on for each in self.people if each.active_on), default=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class RollCall:
    """Everybody who was asked in a round."""

    #: The round.
    round: Round
    #: Those who answer as one, by name.
    parties: tuple[Party, ...]

    @property
    def people(self) -> tuple[Called, ...]:
        """Everybody, by their parties."""
        return tuple(each for party in self.parties for each in party.people)

    def count(self, *standings: Standing) -> int:
        """Return how many parties have one of these standings."""
        return sum(each.standing in standings for each in self.parties)

    @property
    def finished(self) -> int:
        """How many parties have answered, be it that they have no comments."""
        return sum(each.finished for each in self.parties)

    @property
    def waiting(self) -> int:
        """How many parties owe an answer."""
        return sum(not each.settled for each in self.parties)


def roll_call(db: ReadDb, actor: Actor, found: Round) -> RollCall:
    """Return the roll-call of a round; Forbidden for all but those who write the strategy.

    Where names are withheld it says who has responded, and nothing of anybody that points could
    be told by: no counts, and no days.
    """
    library.strategy(db, actor, found.strategy, Permission.ANSWER)
    people = read.participants(db, found)
    responses = {each.party: each for each in response_store.responses_in(db, found.id)}
    called: dict[str, list[Called]] = {}
    for each in _call(db, found, people, responses):
        called.setdefault(each.participant.party, []).append(each)
    points, answers = _counts(db, found, responses)
    parties = (
        _party(found, members, responses.get(party), points.get(party, 0), answers.get(party, 0))
        for party, members in called.items()
    )
    return RollCall(round=found, parties=tuple(sorted(parties, key=_by_name)))


def _call(
    db: ReadDb, found: Round, people: Sequence[Participant], responses: Mapping[str, Response]
) -> Iterable[Called]:
    names = accounts.names(db, [each.person for each in people])
    organisations = {each.id: each.name for each in accounts.organisations(db)}
    said = comments.last_said(db, insides(found, {each.party for each in people}))
    over = is_over(found)
    for each in people:
        spoke = said.get(each.speaker)
        yield Called(
            participant=each,
            name=names[each.person].name,
            email=names[each.person].email or "",
            organisation=organisations.get(each.organisation or "", ""),
            standing=standing_of(
                each, responses.get(each.party), spoke=spoke is not None, over=over
            ),
            active_on=_day(spoke, each.active_at, each.opened_at) if found.names_shown else None,
        )


def _counts(
    db: ReadDb, found: Round, responses: Mapping[str, Response]
) -> tuple[Mapping[str, int], Mapping[str, int]]:
    """Return how many points stand, and how many questions are answered, by party."""
    points: dict[str, int] = {}
    for point in point_store.points_of(db, found.id):
        if not point.withdrawn_at and not point.carried_from:
            points[point.party] = points.get(point.party, 0) + 1
    parties = {each.id: party for party, each in responses.items()}
    answers: dict[str, int] = {}
    for answer in response_store.answers_in(db, parties):
        party = parties[answer.response]
        answers[party] = answers.get(party, 0) + 1
    return points, answers


def _party(
    found: Round, members: Sequence[Called], response: Response | None, points: int, answers: int
) -> Party:
    ordered = tuple(sorted(members, key=lambda each: (not each.participant.lead, each.name)))
    told = response if found.names_shown else None
    spoke = told is not None and told.kind is not ResponseKind.DECLINED
    return Party(
        id=ordered[0].participant.party,
        name=ordered[0].organisation or ordered[0].name,
        people=ordered,
        standing=standing_together(response, [each.standing for each in ordered]),
        response=told,
        points=points if spoke else None,
        answers=answers if spoke else None,
    )


def _day(*moments: datetime | None) -> date | None:
    last = max((each for each in moments if each), default=None)
    return last.astimezone(LONDON).date() if last else None


def _by_name(party: Party) -> tuple[str, str]:
    return party.name.casefold(), party.id
