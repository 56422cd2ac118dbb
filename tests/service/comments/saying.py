"""What tests of comments say: words of a revision commented on, and where a thread stands."""

from service.accounts.model import Actor
from service.comments import read
from service.comments.asked import passage_of_quote
from service.comments.begin import Passage, begin
from service.comments.model import Discussion, Kind
from service.comments.pins import pieces
from service.document.anchors import PlacementState
from service.document.render import Rendered
from service.library import read as library
from service.library.texts import rendered
from service.parts import Parts
from tests.service.comments.conftest import SLUG


def text_of(parts: Parts, revision: str) -> Rendered:
    """Return the rendered text of a revision."""
    return rendered(parts.repositories, SLUG, revision)


def comment(
    parts: Parts,
    actor: Actor,
    revision: str,
    quote: str | None,
    body: str = "A remark.",
    *,
    kind: Kind = Kind.GENERAL,
) -> Discussion:
    """Begin a thread on words of a revision, or (None) on the whole document."""
    passage = passage_of_quote(text_of(parts, revision), quote) if quote else None
    return comment_on(parts, actor, revision, passage, body, kind=kind)


def comment_on(
    parts: Parts,
    actor: Actor,
    revision: str,
    passage: Passage | None,
    body: str = "A remark.",
    *,
    kind: Kind = Kind.GENERAL,
) -> Discussion:
    """Begin a thread on a passage of a revision, or (None) on the whole document."""
    with parts.database.write() as db:
        return begin(
            db,
            parts.repositories,
            actor,
            SLUG,
            revision=revision,
            passage=passage,
            kind=kind,
            body=body,
        )


def stands(parts: Parts, thread: str) -> tuple[PlacementState | None, str]:
    """Return how a thread stands on the draft, and the words that it stands on."""
    with parts.database.read() as db:
        shown = library.draft(db, None, SLUG)
        (found,) = read.discussions(db, parts.repositories, shown, [thread])
    text = text_of(parts, shown.revision.id)
    words = "|".join(
        text.block(piece.block).text[piece.start : piece.end]
        for piece in pieces(found.placement, text)
    )
    return (found.placement.state if found.placement else None), words
