"""A start for somebody's own words where two sides clash: as much of both as fits together."""

from service.document.merging.hunks import together
from service.document.merging.pieces import Piece, plain
from service.document.merging.words import edits, tokens


def draft(piece: Piece) -> str:
    """Our words with theirs where these do not overlap; one after the other where both are new."""
    base, ours, theirs = map(tokens, piece.sides)
    made, at = "", 0
    for found in together(edits(base, ours), edits(base, theirs), lambda _end, _start: False):
        stretches = base[found.base], ours[found.ours], theirs[found.theirs]
        part = plain(*map("".join, stretches))
        added = part.theirs if not part.base.strip() else ""
        made += "".join(base[at : found.base.start])
        made += part.ours + added if part.text is None else part.text
        at = found.base.stop
    return made + "".join(base[at:])
