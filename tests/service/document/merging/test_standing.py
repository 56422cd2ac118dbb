"""What stood in a block still stands in it after a clean merge, as a page shows it."""

import re
from html.parser import HTMLParser
from itertools import cycle
from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.document.merging import Choice, Merged, merge, settle
from service.document.render import render

BASE: Final = """# Plan

See [the plan].[^1]

Beta two.

Gamma three.

```
delta
```

Epsilon five.

[^1]: The note.

[the plan]: https://a.org
"""
_WORD: Final = re.compile(r"(?:w|ours|theirs)\d+")
#: What reaches beyond its own lines, with a word of its own where that is put in.
_SHAPES: Final = (
    "{}.",
    "{} first\n{} second.",
    "```\n{}",
    "```\n{}\n```",
    "```",
    "~~~~\n{}\n\n{} after\n~~~~",
    "<!-- {}",
    "-->",
    "<!-- {} -->",
    "<div>\n{}",
    "- {}",
    "- {}\n\n  {} within",
    "1. {}",
    "> {}",
    "> - {}",
    "    {}",
    "  {}",
    "---",
    "## {}",
    "{}\n---",
    "[^n]: {}",
    "[^n]: {}\n\n    {} more",
    "{} has a note.[^n]",
    "[a]: https://a.org",
    "{} is at [a].",
    "| {} |\n|---|\n| x |",
    "| {} |",
)


class _Places(HTMLParser):
    """In which elements each word of a page stands; paragraphs say nothing."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self._open: list[str] = []
        #: The elements around each word, by the word.
        self.found: dict[str, tuple[str, ...]] = {}
        for block in render(text, figures="").blocks:
            self._open = [block.kind]
            self.feed(block.html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Go into an element."""
        del attrs
        if tag not in ("br", "hr", "img", "input", "wbr", "col"):
            self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        """Leave it."""
        while self._open and self._open.pop() != tag:
            pass

    def handle_data(self, data: str) -> None:
        """Note its words."""
        for word in _WORD.findall(data):
            self.found.setdefault(word, tuple(each for each in self._open if each != "p"))


def _places(text: str) -> dict[str, tuple[str, ...]]:
    """In which elements each word stands; in none where it is not shown."""
    return dict.fromkeys(_WORD.findall(text), ()) | _Places(text).found


def _block(shape: str, word: str) -> str:
    return shape.replace("{}", word)


@st.composite
def _threes(draw: st.DrawFn) -> tuple[str, str, str]:
    """A text of blocks, each with a word that it alone has, and what two sides made of it."""
    shapes = st.sampled_from(_SHAPES)
    blocks = [_block(shape, f"w{n}") for n, shape in enumerate(draw(st.lists(shapes, max_size=9)))]
    sides = []
    for side in ("ours", "theirs"):
        made = list(blocks)
        for n in range(draw(st.integers(1, 2))):
            at = draw(st.integers(0, len(made)))
            if draw(st.integers(0, 2)) or at == len(made):
                made.insert(at, _block(draw(shapes), f"{side}{n}"))
            else:
                del made[at]
        sides.append(made)
    apart = draw(st.sampled_from(["\n\n", "\n\n", "\n\n\n"]))
    base, ours, theirs = (apart.join(each) + "\n" for each in (blocks, *sides))
    return base, ours, theirs


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        (("Beta", "```\nBeta"), ("delta", "other")),
        (("Beta", "```\nBeta"), ("Epsilon five.", "Epsilon five.\n\n```\nmore\n```")),
        (("Beta", "<!--\n\nBeta"), ("Epsilon five.", "Epsilon five. -->")),
        (("```\ndelta", "delta"), ("Epsilon five.", "Epsilon five.\n\n```\nmore\n```")),
        (("[^1]: The note.\n\n", ""), ("Gamma three.", "Gamma three.[^1]")),
        (("[the plan]: https://a.org\n", ""), ("Gamma three.", "Gamma is in [the plan].")),
        (("Gamma", "- Gamma"), ("```\ndelta\n```", "    delta")),
        (("Gamma three.", "[^1]: Gamma three."), ("```\ndelta\n```", "    delta")),
    ],
)
def test_what_would_read_otherwise_is_asked_about(
    ours: tuple[str, str], theirs: tuple[str, str]
) -> None:
    """Prose does not become code, nor a note plain words, because somebody else changed a line."""
    merged = merge(BASE, BASE.replace(*ours, 1), BASE.replace(*theirs, 1))
    assert merged.text is None


def test_only_what_would_read_otherwise_is_asked_about() -> None:
    """A fence that was opened is asked about with what it reaches, and nothing above it."""
    ours = BASE.replace("Gamma", "```\nGamma").replace("See", "Read")
    merged = merge(BASE, ours, BASE.replace("delta", "other"))
    (clash,) = merged.clashes
    assert clash.base.startswith("Gamma")
    assert "Epsilon" not in clash.base
    assert [each.kind for each in merged.changed_by("ours")] == ["ours", "clash"]


@given(_threes())
def test_what_nobody_touched_stands_where_it_stood(three: tuple[str, str, str]) -> None:
    """In the elements of the side that changed them; what one side wrote, in those of its text."""
    merged = merge(*three)
    if merged.text is None:
        return
    base, ours, theirs, made = (_places(text) for text in (*three, merged.text))
    for word in ours.keys() & theirs.keys() & base.keys():
        was, left, right = base[word], ours[word], theirs[word]
        assert left == was or right in (was, left), word
        assert made.get(word) == (right if left == was else left), word
    for side, other in ((ours, theirs), (theirs, ours)):
        for word in side.keys() - base.keys() - other.keys():
            assert made.get(word) == side[word], word


@given(_threes(), st.sampled_from(["ours", "theirs", "by turns"]))
def test_no_choice_changes_the_blocks_around_it(three: tuple[str, str, str], keep: str) -> None:
    """Whatever is kept of what clashes, the rest stands in elements that some side has for it."""
    merged = merge(*three)
    turns: dict[str, tuple[Choice, ...]] = {
        "ours": ("ours",),
        "theirs": ("theirs",),
        "by turns": ("ours", "theirs"),
    }
    chosen = zip((clash.id for clash in merged.clashes), cycle(turns[keep]), strict=False)
    made = _places(settle(merged, dict(chosen)))
    sides = [_places(text) for text in three]
    for word in _outside(merged):
        assert made.get(word) in [side.get(word) for side in sides], word


def _outside(merged: Merged) -> set[str]:
    """The words of whole paragraphs that stand in no clash."""
    kept = "".join(each.text for each in merged.segments if each.kind != "clash")
    asked = "".join(each.ours + each.theirs + each.base for each in merged.clashes)
    return set(_WORD.findall(kept)) - set(_WORD.findall(asked))
