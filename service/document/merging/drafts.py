"""A start for somebody's own words where two sides clash: as much of both as fits together."""

from service.document.merging.hunks import together
from service.document.merging.pieces import Piece, plain
from service.document.merging.words import edits, tokens


def draft(piece: Piece) -> str:
    """Our words with theirs where these do not overlap; one after the other where both are new."""
    base, ours, theirs = map(tokens, piece[:3])
    mine, other = edits(base, ours), edits(base, theirs)
    made, at = "", 0
    for stretch in together(mine, other, lambda end, start: False):
        both = ["".join(side) for side in (base[stretch.base], ours[stretch.ours], theirs[stretch.theirs])]
        found = plain(*both)
        made += "".join(base[at : stretch.base.start])
        made += both[1] + ("" if both[0].strip() else both[2]) if found.text is None else found.text
        at = stretch.base.stop
    return made + "".join(base[at:])
