"""Our own safe HTML as a tree: elements that stand on lines of their own, and runs of words."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from html import unescape
from typing import Final, NamedTuple

_PIECE: Final = re.compile(r"<[^>]+>|[^<]+")
_WORD: Final = re.compile(r"&[#\w]+;|\w+(?:['’-]\w+)*|\s+|.", re.S)
_NAME: Final = re.compile(r"</?([a-z0-9]+)")
_ID: Final = re.compile(r'(<[a-z][^<>]*?) id="[^"]*"')
_BLOCKS: Final = frozenset(
    "h1 h2 h3 h4 h5 h6 p ul ol li blockquote pre div table thead tbody tr th td figure figcaption "
    "hr".split()
)
_VOID: Final = frozenset(("br", "hr", "img"))


class Token(NamedTuple):
    """A word, a sign, a space, an image or the end of a line."""

    #: HTML of it alone.
    html: str
    #: The tags that stand open around it within its block, outermost first.
    around: tuple[str, ...]


@dataclass(slots=True)
class Run:
    """Words in a row, within one block."""

    #: Its tokens.
    tokens: list[Token] = field(default_factory=list)

    @property
    def text(self) -> str:
        """What it says."""
        return unescape("".join(t.html if not t.html.startswith("<") else " " for t in self.tokens))


@dataclass(slots=True)
class Element:
    """A block with what it holds."""

    #: Its name.
    name: str
    #: Its opening tag.
    opening: str
    #: Blocks and runs of words.
    children: list["Element | Run"] = field(default_factory=list)

    @property
    def closing(self) -> str:
        """Its closing tag; empty for a rule."""
        return "" if self.name in _VOID else f"</{self.name}>"

    @property
    def text(self) -> str:
        """What it says, a space between blocks."""
        return " ".join(child.text for child in self.children)


def parsed(html: str, *, ids: bool) -> list["Element | Run"]:
    """The blocks of HTML that our renderer wrote; `ids` says whether they keep their ids."""
    top = Element("", "")
    open_blocks, around = [top], list[str]()
    for piece in _PIECE.findall(html if ids else without_ids(html)):
        name = found[1] if (found := _NAME.match(piece)) else ""
        if not piece.startswith("<"):
            words = _WORD.findall(piece)
            _run(open_blocks[-1]).tokens.extend(Token(word, tuple(around)) for word in words)
        elif name in _BLOCKS:
            _block(open_blocks, name, piece)
        elif name in _VOID:
            _run(open_blocks[-1]).tokens.append(Token(piece, tuple(around)))
        elif piece.startswith("</"):
            around.pop()
        else:
            around.append(piece)
    return top.children


def without_ids(html: str) -> str:
    """The HTML without the ids of its elements."""
    return _ID.sub(r"\1", html)


def _block(open_blocks: list[Element], name: str, piece: str) -> None:
    if piece.startswith("</"):
        open_blocks.pop()
        return
    element = Element(name, piece)
    open_blocks[-1].children.append(element)
    if name not in _VOID:
        open_blocks.append(element)


def _run(block: Element) -> Run:
    """The run of words that a block ends in; a new one after another block."""
    if not block.children or not isinstance(block.children[-1], Run):
        block.children.append(Run())
    last = block.children[-1]
    assert isinstance(last, Run)  # noqa: S101 - made so above
    return last


def written(tokens: Sequence[Token]) -> str:
    """Tokens as HTML, every tag around them opened and closed."""
    return "".join(_written(tokens))


def _written(tokens: Sequence[Token]) -> Iterator[str]:
    open_tags: tuple[str, ...] = ()
    for token in tokens:
        if token.around != open_tags:
            kept = _shared(open_tags, token.around)
            yield _closed(open_tags[kept:])
            yield "".join(token.around[kept:])
            open_tags = token.around
        yield token.html
    yield _closed(open_tags)


def _shared(first: tuple[str, ...], second: tuple[str, ...]) -> int:
    pairs = zip(first, second, strict=False)
    return next((n for n, (a, b) in enumerate(pairs) if a != b), min(len(first), len(second)))


def _closed(tags: Sequence[str]) -> str:
    names = (_NAME.match(tag) for tag in reversed(tags))
    return "".join(f"</{name[1]}>" for name in names if name)
