"""Which characters the shipped fonts show."""

import pytest
import typst

from service.document.formats.coverage import (
    FONTS,
    STAND_IN,
    covered,
    showable,
    stand_ins_of_markdown,
)

_CHAIN = '("Inter", "DejaVu Sans", "Noto Sans Symbols", "Noto Sans Symbols2", "Noto Sans Math")'


def _typeset(text: str, style: str) -> None:
    """Set `text` as strictly as an export does; a missing glyph is an error."""
    letters = "".join(f"\\u{{{ord(character):x}}}" for character in text)
    settings = f'#set text(lang: "en", fallback: false, font: {_CHAIN}, {style})'
    source = f'#set document(title: [x])\n{settings}\n#"{letters}"'
    fonts = typst.Fonts(include_system_fonts=False, font_paths=[str(FONTS)])
    compiler = typst.Compiler(font_paths=fonts)
    compiler.compile(source.encode(), pdf_standards=["ua-1", "a-2a"])


@pytest.mark.parametrize("style", ["weight: 400", "weight: 600", 'style: "italic", weight: 600'])
def test_every_character_said_to_be_covered_can_be_set(style: str) -> None:
    """What typst says agrees with our reading of the fonts' tables, in each face."""
    known = showable("".join(chr(code) for code in sorted(covered())))

    assert len(known) > 9_000
    _typeset(" ".join(known), style)


def test_a_character_that_is_not_covered_does_stop_typst() -> None:
    """The gate is real, or the test above would prove nothing."""
    with pytest.raises(typst.TypstError, match="could not be displayed"):
        _typeset("漢", "weight: 400")


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Łódź Ελλάδα Київ עברית عربي ≤ → ☐ ☒ 𝐀 😀", "Łódź Ελλάδα Київ עברית عربي ≤ → ☐ ☒ 𝐀 😀"),
        ("漢字 \ue000 \U0010ffff", f"{STAND_IN * 2} {STAND_IN} {STAND_IN}"),
        ("✅ ❌", "✔ ✖"),
        ("☎\ufe0f \ufeff", "☎ "),
        ("abc\u202edef", f"abc{STAND_IN}def"),
    ],
)
def test_what_cannot_be_shown_has_a_stand_in(text: str, shown: str) -> None:
    """A box for letters we have no font for, nothing for what is never seen."""
    assert showable(text) == shown


def test_entities_count_as_the_characters_that_they_become() -> None:
    """An author may write a character by its number; pandoc decodes it."""
    found = stand_ins_of_markdown("&#x6F22; &#23383; &amp; &#1;")

    assert found["漢"] == found["字"] == found["\x01"] == STAND_IN
    assert "&" not in found
