"""Who answers: somebody at their place in a round, and the response that their party works on."""

from dataclasses import dataclass, replace

from service import clock, ids
from service.accounts import read as accounts
from service.accounts.model import Actor
from service.errors import Conflict, Forbidden
from service.rounds import read, response_store, store
from service.rounds.deadline import require_taking
from service.rounds.kinds import ResponseState
from service.rounds.model import Participant, Response, Round
from service.storage.database import ReadDb, WriteDb


class LeadOnly(Forbidden):
    """{who} answers for your organisation, and alone may do this."""


class ResponseStands(Conflict):
    """Your response is submitted. Open it again first; until you submit again, it stands."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Seat:
    """A participant at their place in a round."""

    #: The round.
    round: Round
    #: Who it is.
    participant: Participant

    @property
    def party(self) -> str:
        """Whose response they work on."""
        return self.participant.party


def seat(db: ReadDb, actor: Actor, slug: str, number: int) -> Seat:
    """Return somebody's place in a round; RoundMissing, NotInvited."""
    found = read.round_(db, actor, slug, number)
    return Seat(round=found, participant=read.participant_who(db, actor, found))


def party_of(db: ReadDb, seat: Seat) -> tuple[Participant, ...]:
    """Return those who work on the same response, in the order of their invitations."""
    every = read.participants(db, seat.round)
    return tuple(each for each in every if each.party == seat.party)


def require_lead(db: ReadDb, seat: Seat) -> None:
    """Raise LeadOnly, with the name where names may be told, for all but who answers for them."""
    if seat.participant.lead:
        return
    lead = next((each for each in party_of(db, seat) if each.lead), None)
    known = lead and seat.round.names_shown
    raise LeadOnly(who=accounts.person(db, lead.person).name if lead and known else "One of you")


def in_preparation(db: ReadDb, seat: Seat) -> Response | None:
    """Return the response that a party works on, or None where it has none or has begun none."""
    return response_store.in_preparation(db, seat.round.id, seat.party)


def working(db: WriteDb, seat: Seat) -> Response:
    """Return the response that a party works on, begun if there is none.

    Raises ResponseStands where one is submitted and was not opened again, and RoundNotOpen or
    RoundClosed.
    """
    require_taking(seat.round)
    found = in_preparation(db, seat)
    if found:
        return found
    if response_store.live(db, seat.round.id, seat.party):
        raise ResponseStands
    begun = new_response(seat)
    response_store.put_response(db, begun)
    return begun


def new_response(seat: Seat) -> Response:
    """Return an empty response; its id does not tell when it was begun where names are withheld."""
    return Response(
        id=ids.new_id(None if seat.round.names_shown else seat.round.opens),
        round=seat.round.id,
        party=seat.party,
        state=ResponseState.IN_PREPARATION,
        kind=None,
        position=None,
        statement="",
        begun_at=clock.now(),
        submitted_at=None,
        submitted_by=None,
        late=False,
    )


def active(db: WriteDb, seat: Seat) -> None:
    """Note that a participant did something just now."""
    now = store.participant(db, seat.participant.id) or seat.participant
    store.put_participant(db, replace(now, active_at=clock.now()))
