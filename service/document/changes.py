"""Word-level differences between two texts, as data and as a red line."""

from dataclasses import dataclass
from html import escape
from typing import Final

from service.document.alignment import Op, align

_MARKS: Final[dict[Op, tuple[str, str, str]]] = {
    "insert": ("ins", "inserted: ", " end of insertion "),
    "delete": ("del", "deleted: ", " end of deletion "),
}


@dataclass(frozen=True, slots=True)
class Change:
    """A stretch of words that stayed, came or went."""

    #: Equal, insert or delete.
    op: Op
    #: The words; for equal ones as they stand in the new text.
    text: str


def word_changes(old: str, new: str) -> tuple[Change, ...]:
    """How the words of `old` became those of `new`.

    Equal and inserted words in order are exactly the new text; equal and deleted ones are the old
    text but for white space, whose changes within a paragraph do not count. No two neighbours
    have the same op.
    """
    changes: list[Change] = []
    for run in align(old, new).runs:
        words = run.old.of(old) if run.op == "delete" else run.new.of(new)
        if changes and changes[-1].op == run.op:
            words = changes.pop().text + words
        if words:
            changes.append(Change(run.op, words))
    return tuple(changes)


def redline_html(old: str, new: str) -> str:
    """The changes as escaped text with `<ins>` and `<del>`.

    Words in class "vh", hidden from the eye, say to a screen reader what the colours say.
    """
    return "".join(_marked(change) for change in word_changes(old, new))


def _marked(change: Change) -> str:
    words = escape(change.text)
    if change.op == "equal":
        return words
    name, before, after = _MARKS[change.op]
    opened, closed = f'<span class="vh">{before}</span>', f'<span class="vh">{after}</span>'
    return f"<{name}>{opened}{words}{closed}</{name}>"
