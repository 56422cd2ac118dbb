"""Our own safe HTML as a tree: elements that stand on lines of their own, and runs of words."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from html import unescape
from itertools import groupby
from operator import attrgetter
from typing import Final, NamedTuple, TypeAlias

_BLOCKS: Final = (
    "h[1-6]|p|ul|ol|li|blockquote|pre|div|table|thead|tbody|tr|th|td|figure|figcaption|hr"
)
#: The beginning or end of a block, with its name.
_EDGE: Final = re.compile(rf"<(/?)({_BLOCKS})(?: [^>]*)?>")
_PIECE: Final = re.compile(r"<[^>]+>|[^<]+")
_WORD: Final = re.compile(r"&[#\w]+;|\w+(?:['’-]\w+)*|\s+|.", re.S)
_NAME: Final = re.compile(r"</?([a-z0-9]+)")
_ID: Final = re.compile(r'(<[a-z][^<>]*?) id="[^"]*"')
_ALONE: Final = ("<br>", "<img")


class Token(NamedTuple):
    """A word, a sign, a space, an image or the end of a line."""

    #: HTML of it alone.
    html: str
    #: The tags that stand open around it within its block, outermost first.
    around: tuple[str, ...]


_HTML, _AROUND = attrgetter("html"), attrgetter("around")


@dataclass(frozen=True)
class Run:
    """Words in a row, within one block."""

    #: As they were written.
    html: str

    @cached_property
    def tokens(self) -> list[Token]:
        """What it consists of."""
        return list(_tokens(self.html))

    @cached_property
    def text(self) -> str:
        """What it says."""
        return unescape("".join(t.html if t.html[0] != "<" else " " for t in self.tokens))

    @property
    def blank(self) -> bool:
        """Whether it says nothing and stands between blocks."""
        return not self.html or self.html.isspace()


@dataclass(slots=True)
class Element:
    """A block with what it holds."""

    #: Its name.
    name: str
    #: Its opening tag.
    opening: str
    #: Blocks and runs of words.
    children: list["Node"] = field(default_factory=list)
    #: As it was written, from its opening to its closing tag.
    html: str = ""

    @property
    def closing(self) -> str:
        """Its closing tag; empty for a rule."""
        return "" if self.name == "hr" else f"</{self.name}>"

    @property
    def text(self) -> str:
        """What it says, a space between blocks."""
        return " ".join(child.text for child in self.children)


Node: TypeAlias = Element | Run


def parsed(html: str) -> list[Node]:
    """The blocks of HTML that our renderer wrote."""
    open_blocks = [(Element("", ""), 0)]
    at = 0
    for edge in _EDGE.finditer(html):
        if edge.start() > at:
            open_blocks[-1][0].children.append(Run(html[at : edge.start()]))
        at = edge.end()
        if edge[1]:
            block, start = open_blocks.pop()
            block.html = html[start:at]
        else:
            block = Element(edge[2], edge[0], html=edge[0])
            open_blocks[-1][0].children.append(block)
            if block.name != "hr":
                open_blocks.append((block, edge.start()))
    if at < len(html):
        open_blocks[0][0].children.append(Run(html[at:]))
    return open_blocks[0][0].children


def without_ids(html: str) -> str:
    """The HTML without the ids of its elements."""
    return _ID.sub(r"\1", html) if " id=" in html else html


def _tokens(html: str) -> Iterator[Token]:
    around: tuple[str, ...] = ()
    for piece in _PIECE.findall(html):
        if piece[0] != "<":
            for word in _WORD.findall(piece):
                yield Token(word, around)
        elif piece.startswith(_ALONE):
            yield Token(piece, around)
        else:
            around = around[:-1] if piece[1] == "/" else (*around, piece)


def written(tokens: Sequence[Token]) -> str:
    """Tokens as HTML, every tag around them opened and closed."""
    return "".join(_written(tokens))


def _written(tokens: Sequence[Token]) -> Iterator[str]:
    open_tags: tuple[str, ...] = ()
    for around, group in groupby(tokens, key=_AROUND):
        kept = _shared(open_tags, around)
        yield _closed(open_tags[kept:])
        yield from around[kept:]
        yield from map(_HTML, group)
        open_tags = around
    yield _closed(open_tags)


def _shared(first: tuple[str, ...], second: tuple[str, ...]) -> int:
    pairs = zip(first, second, strict=False)
    return next((n for n, (a, b) in enumerate(pairs) if a != b), min(len(first), len(second)))


def _closed(tags: Sequence[str]) -> str:
    names = (_NAME.match(tag) for tag in reversed(tags))
    return "".join(f"</{name[1]}>" for name in names if name)
