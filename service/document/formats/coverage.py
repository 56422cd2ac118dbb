"""Which characters the shipped fonts can show, read from the fonts' own tables.

typst stops at a character that no font covers, and a strategy with one Chinese name must still
become a PDF: such a character is replaced by a box before typst sees it.
"""

import functools
import html
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
#: A character by its number; pandoc reads no more digits than these.
_ENTITY: Final = re.compile(r"&#(?:[xX]([0-9a-fA-F]{1,6})|([0-9]{1,7}));")
#: Categories that PDF/A forbids (private use) or that are no characters.
_FORBIDDEN: Final = frozenset({"Co", "Cn", "Cs", "Cc"})
#: They turn the order of letters round, so that a reader sees other words than were written.
_OVERRIDES: Final = frozenset("\u202d\u202e")
#: Much used, only in emoji fonts, and with a twin that says the same; separators of lines.
_TWINS: Final = {
    "\u2705": "\u2714",
    "\u274c": "\u2716",
    "\u274e": "\u2716",
    "\u2028": " ",
    "\u2029": " ",
}
#: Dropped without a stand-in: they only choose between emoji and text, or join emoji.
_DROPPED: Final = re.compile(
    "[\ufe00-\ufe0f\u200d\U000e0000-\U000e01ef\U0001f3fb-\U0001f3ff\ufeff]"
)


def showable(text: str) -> str:
    """The text with a box in place of each character that no shipped font can show."""
    return text.translate({ord(character): shown for character, shown in stand_ins(text).items()})


def stand_ins(text: str) -> dict[str, str]:
    """What to show for each character of `text` that cannot be shown as it is."""
    return {c: _stand_in(c) for c in set(text) if c in _TWINS or not _can_show(c)}


def stand_ins_of_markdown(text: str) -> dict[str, str]:
    """The same for all that `text` can turn into: entities are characters, too."""
    numbers = {
        int(hexadecimal or decimal, 16 if hexadecimal else 10)
        for hexadecimal, decimal in _ENTITY.findall(text)
    }
    numbered = "".join(chr(number) for number in numbers if 0 < number < 0x110000)
    return stand_ins(text + html.unescape(text) + numbered)


def _stand_in(character: str) -> str:
    """A twin or a box; nothing for what would not be seen in any font."""
    if character in _TWINS:
        return _TWINS[character]
    if _DROPPED.match(character):
        return ""
    invisible = unicodedata.category(character) == "Cf" and character not in _OVERRIDES
    return "" if invisible else STAND_IN


def _can_show(character: str) -> bool:
    if character in "\n\t":
        return True
    if character in _OVERRIDES or _DROPPED.match(character):
        return False
    if unicodedata.category(character) in _FORBIDDEN:
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
