"""The board paper: where organisations stand, who did not answer, and what was decided."""

from collections import Counter
from dataclasses import dataclass

from service.accounts import read as accounts
from service.rounds import read, report_store
from service.rounds.dispositions_in_words import position_words
from service.rounds.kinds import ResponseKind
from service.rounds.model import Participant, Round
from service.rounds.report_store import Submitted
from service.storage.database import ReadDb


@dataclass(frozen=True, slots=True, kw_only=True)
class Stand:
    """Where an organisation, or somebody who answers for themselves, stands."""

    #: Its name, or theirs.
    name: str
    #: Where they stand, or that they had no comments or could not take part.
    position: str
    #: What they said beside their points; may be empty.
    statement: str
    #: Whether their response came after the round had closed.
    late: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class BoardPaper:
    """What a board is told of a round."""

    #: How many were asked: organisations, and people who answer for themselves.
    asked: int
    #: How many of them answered.
    answered: int
    #: How many stand where, the most frequent first.
    positions: tuple[tuple[str, int], ...]
    #: Where each stands, by name; none where names are withheld.
    stands: tuple[Stand, ...]
    #: Who did not answer, by name.
    silent: tuple[str, ...]


def board_paper(db: ReadDb, found: Round) -> BoardPaper:
    """Return what a board is told of a round; the caller may see its roll-call.

    Where names are withheld it says how many stand where, not who.
    """
    names = _names(db, found)
    given = report_store.submitted(db, found.id)
    answered = {each.party for each in given}
    stands = [
        Stand(
            name=names.get(each.party, "No longer invited"),
            position=_position(each),
            statement=each.statement,
            late=each.late,
        )
        for each in given
    ]
    return BoardPaper(
        asked=len(names.keys() | answered),
        answered=len(answered),
        positions=tuple(Counter(each.position for each in stands).most_common()),
        stands=tuple(sorted(stands, key=_by_name)) if found.names_shown else (),
        silent=tuple(sorted((names[each] for each in names.keys() - answered), key=str.lower)),
    )


def _by_name(stand: Stand) -> str:
    return stand.name.lower()


def _names(db: ReadDb, found: Round) -> dict[str, str]:
    """Return the name of each party of a round, by party."""
    everybody = read.participants(db, found)
    organisations = {each.id: each.name for each in accounts.organisations(db)}
    people = accounts.names(db, [each.person for each in everybody])

    def name(each: Participant) -> str:
        if each.organisation:
            return organisations[each.organisation]
        return people[each.person].name if each.person in people else "Somebody"

    return {each.party: name(each) for each in everybody}


def _position(given: Submitted) -> str:
    if given.kind is ResponseKind.DECLINED:
        return "Could not take part"
    if given.kind is ResponseKind.NIL_RETURN and given.position is None:
        return "No comments"
    return position_words(given.position)
