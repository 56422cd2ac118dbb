"""Between the browser's offsets (UTF-16 code units) and ours (code points)."""

import re
from typing import Final

from service.errors import Invalid

#: Characters that take two code units.
_ASTRAL: Final = re.compile("[\U00010000-\U0010ffff]")


class OffsetOutside(Invalid):
    """The place {offset} does not lie between two characters of this text."""


def to_code_points(text: str, units: int) -> int:
    """The code points before an offset in code units.

    Raises OffsetOutside for an offset outside the text or inside a character.
    """
    pairs = 0
    for match in _ASTRAL.finditer(text):
        first = match.start() + pairs
        if units == first + 1:
            raise OffsetOutside(offset=units)
        if units <= first:
            break
        pairs += 1
    if not 0 <= units - pairs <= len(text):
        raise OffsetOutside(offset=units)
    return units - pairs


def to_units(text: str, code_points: int) -> int:
    """The code units before an offset in code points. Raises OffsetOutside outside the text."""
    if not 0 <= code_points <= len(text):
        raise OffsetOutside(offset=code_points)
    return code_points + sum(1 for _ in _ASTRAL.finditer(text, 0, code_points))
