"""A point that somebody submitted, and a theme that was signed off, in the round of a strategy."""

from service.accounts import read
from service.accounts.model import Actor
from service.comments.begin import begin
from service.comments.model import Kind
from service.parts import Parts
from service.rounds import point_store
from service.rounds.kinds import ResponseKind
from service.rounds.model import Participant, Round
from service.rounds.respond import seat
from service.rounds.submit import submit
from service.rounds.themes import add_theme, word_theme
from service.storage.database import WriteDb


def point_and_theme(
    db: WriteDb, parts: Parts, found: Round, who: Participant, owner: Actor
) -> dict[str, str]:
    """Let somebody submit a point, and the owner sign off a theme; return what is named."""
    guest = read.guest(db, who.admission)
    assert guest
    begin(
        db,
        parts.repositories,
        guest,
        found.strategy,
        revision=found.revision,
        passage=None,
        kind=Kind.GENERAL,
        body="A point.",
    )
    place = seat(db, guest, found.strategy, found.number)
    submit(db, guest, place, ResponseKind.COMMENTS)
    theme = add_theme(db, owner, found, "A theme")
    word_theme(db, owner, found, theme.id, title=theme.title, said="", did="", sign=True)
    point = point_store.points_of(db, found.id)[0]
    return {"point": point.id, "theme": theme.id, "wanted": "docx"}
