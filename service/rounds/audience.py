"""Who sees what is said in a round: the tags, and who holds them."""

from collections.abc import Iterable

from service.accounts.permissions import INSIDE, ROUND
from service.rounds.kinds import Sees
from service.rounds.model import Participant, Round


def inside(found: Round, party: str) -> str:
    """Return the tag of what stays among those who answer as one, until they do."""
    return f"{INSIDE}{found.id}:{party}"


def everybody(found: Round) -> str:
    """Return the tag of what all who may see each other's points see; the writers see it too."""
    return f"{ROUND}{found.strategy}:{found.id}"


def own(found: Round, party: str) -> str:
    """Return the tag of what only those who submitted it see, besides the writers."""
    return f"{ROUND}{found.strategy}:{found.id}:{party}"


def submitted(found: Round, party: str) -> str:
    """Return the audience of a point from the moment it is submitted."""
    shared = found.sees in (Sees.OPEN, Sees.AFTER_SUBMITTING)
    return everybody(found) if shared else own(found, party)


def held_by(found: Round, participant: Participant, *, answered: bool) -> frozenset[str]:
    """Return the tags of a participant; `answered` is whether their party has submitted."""
    tags = {inside(found, participant.party), own(found, participant.party)}
    if found.sees is Sees.OPEN or (found.sees is Sees.AFTER_SUBMITTING and answered):
        tags.add(everybody(found))
    return frozenset(tags)


def insides(found: Round, parties: Iterable[str]) -> tuple[str, ...]:
    """Return the tags of what several parties keep inside, for counting."""
    return tuple(inside(found, each) for each in parties)
