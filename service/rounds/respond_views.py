"""What the page and the API show to somebody who answers: values, ready to be read."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from service.accounts import read as accounts
from service.accounts.model import Actor, Person
from service.rounds import read, response_store
from service.rounds.deadline import is_open, takes_late
from service.rounds.inside import Going, Inside, insides_of, mark
from service.rounds.kinds import RoundState
from service.rounds.model import Answer, Participant, Question, Response
from service.rounds.respond import Seat, in_preparation, party_of
from service.storage.database import ReadDb


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedView:
    """A question, with what the party says to it so far."""

    #: The question.
    question: Question
    #: The answer; empty for none.
    value: str
    #: Who gave it, as it may be told; None for nobody.
    by: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class InsideView:
    """Something that was said inside, as the page has it."""

    #: It.
    inside: Inside
    #: Who said it, as it may be told.
    by: str
    #: What others it may be merged into: id and first words.
    targets: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RespondView:
    """All that somebody sees who answers."""

    #: Their place.
    seat: Seat
    #: The name of the organisation that answers; None for somebody who speaks for themselves.
    organisation: str | None
    #: Who answers for it, as it may be told; None where that is the reader.
    lead: str | None
    #: The names of the others who work on it; empty where names are withheld.
    colleagues: tuple[str, ...]
    #: Whether anything may be changed now.
    may_work: bool
    #: Whether what comes now is late.
    late: bool
    #: Whether what is submitted may be opened again.
    may_reopen: bool
    #: What they work on; None where they have not begun.
    prepared: Response | None
    #: What stands submitted.
    live: Response | None
    #: What was submitted, the newest first.
    history: tuple[Response, ...]
    #: What is asked.
    questions: tuple[AskedView, ...]
    #: What was said inside, the oldest first.
    points: tuple[InsideView, ...]
    #: What somebody who submits says they saw.
    mark: str

    @property
    def answered(self) -> int:
        """How many questions have an answer."""
        return sum(bool(each.value) for each in self.questions)

    @property
    def going(self) -> int:
        """How many points would go out."""
        return sum(each.inside.out for each in self.points)

    @property
    def sent(self) -> int:
        """How many points stand submitted."""
        return sum(each.inside.point is not None for each in self.points)

    @property
    def leads(self) -> bool:
        """Whether the reader answers for all of them."""
        return self.seat.participant.lead

    @property
    def ended(self) -> bool:
        """Whether the round is over."""
        return self.seat.round.state is not RoundState.PLANNED and not is_open(self.seat.round)

    @property
    def shown(self) -> Response | None:
        """What they work on, or else what stands."""
        return self.prepared or self.live


def respond_view(db: ReadDb, actor: Actor, seat: Seat) -> RespondView:
    """Return what somebody sees who answers."""
    prepared = in_preparation(db, seat)
    live = response_store.live(db, seat.round.id, seat.party)
    party, found = party_of(db, seat), insides_of(db, seat)
    late = takes_late(seat.round)
    working = prepared is not None or live is None
    return RespondView(
        seat=seat,
        organisation=_organisation(db, seat),
        lead=_lead(db, seat, party),
        colleagues=_colleagues(db, seat, party),
        may_work=working and (late or is_open(seat.round)),
        late=late,
        may_reopen=live is not None and prepared is None and is_open(seat.round),
        prepared=prepared,
        live=live,
        history=response_store.submissions_of(db, seat.round.id, seat.party),
        questions=_asked(db, actor, seat, prepared or live, party),
        points=_points(db, actor, seat, found),
        mark=mark(db, prepared, found),
    )


def _organisation(db: ReadDb, seat: Seat) -> str | None:
    wanted = seat.participant.organisation
    names = {each.id: each.name for each in accounts.organisations(db)} if wanted else {}
    return names.get(wanted or "")


def _lead(db: ReadDb, seat: Seat, party: Sequence[Participant]) -> str | None:
    lead = next((each for each in party if each.lead), None)
    if lead is None or lead.id == seat.participant.id:
        return None
    return accounts.person(db, lead.person).name if seat.round.names_shown else "One of you"


def _colleagues(db: ReadDb, seat: Seat, party: Sequence[Participant]) -> tuple[str, ...]:
    if not seat.round.names_shown:
        return ()
    others = [each.person for each in party if each.id != seat.participant.id]
    names = accounts.names(db, others)
    return tuple(names[each].name for each in others if each in names)


def _asked(
    db: ReadDb,
    actor: Actor,
    seat: Seat,
    response: Response | None,
    party: Sequence[Participant],
) -> tuple[AskedView, ...]:
    answers = response_store.answers_of(db, response.id) if response else {}
    speakers = {each.id: each.speaker for each in party}
    names = accounts.names(db, speakers.values())

    def by(given: Answer | None) -> str | None:
        return _told(actor, seat, names, speakers.get(given.participant, "")) if given else None

    return tuple(
        AskedView(
            question=each,
            value=answers[each.id].value if each.id in answers else "",
            by=by(answers.get(each.id)),
        )
        for each in read.questions(db, seat.round)
    )


def _points(
    db: ReadDb, actor: Actor, seat: Seat, found: Sequence[Inside]
) -> tuple[InsideView, ...]:
    names = accounts.names(db, [each.thread.author for each in found])
    going = [each for each in found if each.going is Going.OUT]
    titles = [(each.thread.id, _title(each)) for each in going]
    return tuple(
        InsideView(
            inside=each,
            by=_told(actor, seat, names, each.thread.author),
            targets=tuple(one for one in titles if one[0] != each.thread.id),
        )
        for each in found
    )


def _title(found: Inside) -> str:
    words = found.words or (found.suggestion.words if found.suggestion else "")
    level = " ".join(words.split())
    return level if len(level) <= 60 else f"{level[:59]}…"


def _told(actor: Actor, seat: Seat, names: Mapping[str, Person], person: str) -> str:
    """Return who said something, as it may be told."""
    if person == actor.id:
        return "You"
    known = names.get(person) if seat.round.names_shown else None
    return known.name if known else "A colleague"
