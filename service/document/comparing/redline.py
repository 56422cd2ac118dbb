"""Two blocks as one, with what was inserted and deleted marked: items, rows, cells in their place.

A mark always stands around words, inside the innermost block: never between a list and its items
or a row and its cells.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from service.document.comparing.trees import Node, Run, Token, parsed, without_ids, written
from service.document.merging.hunks import Hunk, hunks
from service.document.merging.pairing import by_likeness
from service.document.merging.words import phrases

#: Marks with the words, hidden from the eye, that say what the colours say.
_MARKS: Final = {
    "del": ("deleted: ", " end of deletion "),
    "ins": ("inserted: ", " end of insertion "),
}
#: What holds its like whatever it says.
_FRAMES: Final = frozenset(
    ["table", "thead", "tbody", "tr", "td", "ul", "blockquote", "div", "pre", "figure", "words"]
)
#: Names under which blocks are told apart: a heading stays one at another level.
_FAMILIES: Final = {f"h{level}": "heading" for level in range(1, 7)} | {
    "p": "words",
    "figcaption": "words",
    "ol": "ul",
    "th": "td",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Redline:
    """Two blocks compared."""

    #: The new block with deletions and insertions marked.
    marked: str
    #: The old block with its deletions marked; without ids.
    old: str
    #: The new block with its insertions marked.
    new: str
    #: How many stretches of words were deleted, inserted or replaced.
    edits: int


def redline(old: str, new: str) -> Redline:
    """Compare two blocks of HTML that our renderer wrote; empty for none."""
    writer = _Writer()
    writer.children(parsed(without_ids(old)), parsed(new))
    marked, before, after = ("".join(pieces) for pieces in (writer.marked, writer.old, writer.new))
    return Redline(marked=marked, old=before, new=after, edits=writer.edits)


class _Writer:
    """Writes the three views of two trees side by side."""

    def __init__(self) -> None:
        self.marked: list[str] = []
        self.old: list[str] = []
        self.new: list[str] = []
        self.edits = 0

    def children(self, before: Sequence[Node], after: Sequence[Node]) -> None:
        """The blocks and runs that two elements hold."""
        old, new = _speaking(before), _speaking(after)
        if len(old) == len(new) == 1 and _pairs(old, new):
            self._pair(old[0], new[0])
            return
        old_keys, new_keys = ([without_ids(node.html) for node in nodes] for nodes in (old, new))
        i = j = 0
        for hunk in [*hunks(old_keys, new_keys), Hunk(len(old), len(old), len(new), len(new))]:
            for a, b in zip(old[i : hunk.start], new[j : hunk.first], strict=True):
                self._copy(a, b)
            self._changed(old[hunk.start : hunk.end], new[hunk.first : hunk.last])
            i, j = hunk.end, hunk.last

    def _copy(self, a: Node, b: Node) -> None:
        self._say(a.html, b.html)

    def _changed(self, went: Sequence[Node], came: Sequence[Node]) -> None:
        """Blocks that are not the same: those that are alike by their parts, others whole."""
        i = j = 0
        for first, second in [*_pairs(went, came), (len(went), len(came))]:
            for node in went[i:first]:
                self._whole(node, "del")
            for node in came[j:second]:
                self._whole(node, "ins")
            if first < len(went):
                self._pair(went[first], came[second])
            i, j = first + 1, second + 1

    def _pair(self, a: Node, b: Node) -> None:
        if isinstance(a, Run) and isinstance(b, Run):
            self._words(a.tokens, b.tokens)
            return
        old, new = _shell(a), _shell(b)
        self._say(old[0], new[0])
        self.children(*([node] if isinstance(node, Run) else node.children for node in (a, b)))
        self._say(old[1], new[1])

    def _say(self, old: str, new: str) -> None:
        self.old.append(old)
        self.marked.append(new)
        self.new.append(new)

    def _words(self, before: Sequence[Token], after: Sequence[Token]) -> None:
        """Two runs word by word; words under other tags are other words."""
        keys, others = _keys(before), _keys(after)
        words, new_words = [t.html for t in before], [t.html for t in after]
        i = j = 0
        for hunk in phrases(words, new_words, hunks(keys, others)):
            self._say(written(before[i : hunk.start]), written(after[j : hunk.first]))
            self._mark("del", written(before[hunk.start : hunk.end]))
            self._mark("ins", written(after[hunk.first : hunk.last]))
            self.edits += 1
            i, j = hunk.end, hunk.last
        self._say(written(before[i:]), written(after[j:]))

    def _whole(self, node: Node, mark: str) -> None:
        """A block that went or came, marked around its words."""
        self.edits += 1
        self._inside(node, mark)

    def _inside(self, node: Node, mark: str) -> None:
        if isinstance(node, Run):
            self._put(mark, node.html) if node.blank else self._mark(mark, node.html)
        elif node.name == "hr":
            self._mark(mark, node.opening)
        else:
            self._put(mark, node.opening)
            for child in _speaking(node.children):
                self._inside(child, mark)
            self._put(mark, node.closing)

    def _mark(self, mark: str, html: str) -> None:
        if html:
            before, after = (f'<span class="vh">{words}</span>' for words in _MARKS[mark])
            self._put(mark, f"<{mark}>{before}{html}{after}</{mark}>")

    def _put(self, mark: str, html: str) -> None:
        self.marked.append(html)
        (self.old if mark == "del" else self.new).append(html)


def _keys(tokens: Sequence[Token]) -> list[str]:
    return [t.html + "".join(t.around) if t.around else t.html for t in tokens]


def _pairs(went: Sequence[Node], came: Sequence[Node]) -> list[tuple[int, int]]:
    """Which went and came are one: one for one in a frame, else by what they say."""
    if not went or not came:
        return []
    old, new = ([_family(node) for node in nodes] for nodes in (went, came))
    frames = old[0] in _FRAMES if len(old) == 1 else old[0] == "td"
    if old == new and frames:
        return [(i, i) for i in range(len(old))]
    found = by_likeness([node.text for node in went], [node.text for node in came])
    return [(i, j) for i, j in found if old[i] == new[j]]


def _family(node: Node) -> str:
    return "words" if isinstance(node, Run) else _FAMILIES.get(node.name, node.name)


def _shell(node: Node) -> tuple[str, str]:
    return ("", "") if isinstance(node, Run) else (node.opening, node.closing)


def _speaking(nodes: Sequence[Node]) -> list[Node]:
    """The nodes without white space between blocks."""
    if all(isinstance(node, Run) for node in nodes):
        return list(nodes)
    return [node for node in nodes if not isinstance(node, Run) or not node.blank]
