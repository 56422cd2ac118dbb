"""Texts to merge: Markdown as chance has it, edited by chance, and real ones."""

from hypothesis import strategies as st

from tests.service.document.reading import documents

_WORDS = st.sampled_from(
    ["plan", "review", "board", "care", "1.5 %", "2026", "**bold**", "[a](https://b.org)", "`x`"]
)
_SENTENCES = st.lists(_WORDS, min_size=1, max_size=7).map(lambda words: " ".join(words) + ".")
_PARAGRAPHS = st.lists(_SENTENCES, min_size=1, max_size=4).map(" ".join)
_ITEMS = st.lists(_SENTENCES, min_size=1, max_size=4).map(
    lambda items: "\n".join(f"- {item}" for item in items)
)
_ROWS = st.lists(st.tuples(_SENTENCES, _WORDS), min_size=1, max_size=4).map(
    lambda rows: "| a | b |\n|---|---|\n" + "\n".join(f"| {a} | {b} |" for a, b in rows)
)
_HEADINGS = st.lists(_WORDS, min_size=1, max_size=3).map(lambda words: "## " + " ".join(words))
_BLOCKS = _PARAGRAPHS | _ITEMS | _ROWS | _HEADINGS | st.text("ab #|-*\n", max_size=20)

#: A document of a few blocks.
markdown = st.lists(_BLOCKS, max_size=6).map(lambda blocks: "\n\n".join(blocks) + "\n")


@st.composite
def edited(draw: st.DrawFn, text: str) -> str:
    """The text with a few of its words, lines or blocks changed, taken out, put in or moved."""
    for _ in range(draw(st.integers(0, 3))):
        apart = draw(st.sampled_from([" ", "\n", "\n\n"]))
        parts = text.split(apart)
        at = draw(st.integers(0, len(parts) - 1))
        match draw(st.sampled_from(["change", "remove", "insert", "move"])):
            case "change":
                parts[at] = draw(_WORDS)
            case "remove":
                del parts[at]
            case "insert":
                parts.insert(at, draw(_SENTENCES))
            case _:
                parts.insert(draw(st.integers(0, len(parts) - 1)), parts.pop(at))
        text = apart.join(parts)
    return text


@st.composite
def threes(draw: st.DrawFn) -> tuple[str, str, str]:
    """A base and what two sides made of it."""
    base = draw(markdown | st.sampled_from([text[:3_000] for text in documents().values()]))
    return base, draw(edited(base)), draw(edited(base))
