"""Where the threads of a page are painted: offsets as the scripts of a browser count them."""

from collections.abc import Container, Sequence

from service.comments.model import Discussion
from service.document.anchors import Placement
from service.document.render import Rendered, Visible
from service.document.spans import Span
from service.document.utf16 import to_units


def pins(
    discussions: Sequence[Discussion], text: Rendered, suggestions: Container[str] = ()
) -> list[dict[str, object]]:
    """Return where scripts paint: offsets in UTF-16 units of each block's text.

    `suggestions` holds the ids of the threads that suggest other words.
    """
    return [
        {
            "id": each.thread.id,
            "state": "open" if each.thread.open else "resolved",
            "kind": each.thread.kind.value,
            "suggestion": each.thread.id in suggestions,
            "pieces": [_units(text, piece) for piece in pieces(each.placement, text)],
        }
        for each in discussions
        if each.placement and each.placement.start is not None
    ]


def pieces(placement: Placement | None, text: Rendered) -> tuple[Visible, ...]:
    """Return the visible pieces of a placement; a figure's is its block, without characters."""
    if placement is None or placement.start is None or placement.end is None:
        return ()
    found = text.to_visible(Span(placement.start, placement.end))
    return found or tuple(
        Visible(block.id, 0, 0)
        for block in text.blocks
        if block.start <= placement.start < max(block.end, block.start + 1)
    )


def _units(text: Rendered, piece: Visible) -> dict[str, object]:
    words = text.block(piece.block).text
    return {"b": piece.block, "s": to_units(words, piece.start), "e": to_units(words, piece.end)}
