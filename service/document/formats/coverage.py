"""Which characters the shipped fonts can show, read from the fonts' own tables.

typst stops at a character that no font covers, and a strategy with one Chinese name must still
become a PDF: such a character is replaced by a box before typst sees it.
"""

import functools
import re
import struct
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Final

#: Folder of the fonts that belong to the package.
FONTS: Final = Path(__file__).with_name("fonts")
#: What stands in for a character that cannot be shown: a white square.
STAND_IN: Final = "\u25a1"

#: Fonts of which each covers all that it is used for; Inter's four faces count as one.
_WHOLE: Final = ("DejaVuSans.ttf", "NotoSansSymbols-Regular.ttf", "NotoSansSymbols2-Regular.ttf")
_FACES: Final = ("Regular", "Italic", "SemiBold", "SemiBoldItalic")
#: Categories that need no glyph (formats) or that PDF/A forbids (private use, none at all).
_INVISIBLE: Final = "Cf"
_FORBIDDEN: Final = frozenset({"Co", "Cn", "Cs", "Cc"})
#: Dropped without a stand-in: they only choose between emoji and text, or join emoji.
_DROPPED: Final = re.compile("[\ufe00-\ufe0f\u200d\U000e0000-\U000e01ef\U0001f3fb-\U0001f3ff]")


def showable(text: str) -> str:
    """The text with a box in place of each character that no shipped font can show."""
    plain = _DROPPED.sub("", text)
    hidden = {c for c in set(plain) if not _can_show(c)}
    return plain.translate({ord(c): STAND_IN for c in hidden}) if hidden else plain


def _can_show(character: str) -> bool:
    if character in "\n\t":
        return True
    category = unicodedata.category(character)
    if category in _FORBIDDEN:
        return False
    return ord(character) in covered()


@functools.cache
def covered() -> frozenset[int]:
    """Every code point that the shipped fonts have a glyph for."""
    inter = [code_points(FONTS / f"Inter-{face}.otf") for face in _FACES]
    others = [code_points(FONTS / name) for name in (*_WHOLE, "NotoSansMath-Regular.ttf")]
    return frozenset.intersection(*inter).union(*others)


def code_points(font: Path) -> frozenset[int]:
    """The code points that one font file has a glyph for, from its `cmap` table.

    Reads the formats 4 and 12 (OpenType 1.9, chapter cmap), which every font of ours has.
    """
    data = font.read_bytes()
    start = _cmap(data)
    (count,) = struct.unpack_from(">H", data, start + 2)
    found: set[int] = set()
    for n in range(count):
        _, _, offset = struct.unpack_from(">HHL", data, start + 4 + 8 * n)
        found.update(_mapped(data, start + offset))
    return frozenset(found)


def _cmap(data: bytes) -> int:
    (count,) = struct.unpack_from(">H", data, 4)
    for n in range(count):
        tag, _, offset, _ = struct.unpack_from(">4sLLL", data, 12 + 16 * n)
        if tag == b"cmap":
            return int(offset)
    return 0


def _mapped(data: bytes, at: int) -> Iterator[int]:
    (version,) = struct.unpack_from(">H", data, at)
    if version == 4:
        yield from _segments(data, at)
    if version == 12:
        (count,) = struct.unpack_from(">L", data, at + 12)
        for n in range(count):
            first, last, glyph = struct.unpack_from(">LLL", data, at + 16 + 12 * n)
            yield from range(first + (glyph == 0), last + 1)


def _segments(data: bytes, at: int) -> Iterator[int]:
    """Format 4: segments of code points with a shift, or an offset into a table of glyphs."""
    (doubled,) = struct.unpack_from(">H", data, at + 6)
    count = doubled // 2
    ends = struct.unpack_from(f">{count}H", data, at + 14)
    starts = struct.unpack_from(f">{count}H", data, at + 16 + doubled)
    shifts = struct.unpack_from(f">{count}H", data, at + 16 + 2 * doubled)
    table = at + 16 + 3 * doubled
    offsets = struct.unpack_from(f">{count}H", data, table)
    for n in range(count):
        for code in range(starts[n], min(ends[n], 0xFFFE) + 1):
            glyph = code
            if offsets[n]:
                place = table + 2 * n + offsets[n] + 2 * (code - starts[n])
                (glyph,) = struct.unpack_from(">H", data, place)
            if glyph and (glyph + shifts[n]) & 0xFFFF:
                yield code
