"""Edits of a source: what is replaced, word by word."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from service.document.spans import Span


class Edit(NamedTuple):
    """Source to stand in place of a stretch."""

    #: Offset in the source, in code points.
    start: int
    #: Offset after the last code point; the same for what is only put in.
    end: int
    #: What is to stand there; empty for what is only taken out.
    new: str

    @property
    def span(self) -> Span:
        """The stretch it replaces."""
        return Span(self.start, self.end)


def applied(text: str, edits: Iterable[Edit]) -> str:
    """The text with edits made; they do not overlap."""
    pieces: list[str] = []
    at = 0
    for edit in sorted(edits):
        pieces += [text[at : edit.start], edit.new]
        at = edit.end
    return "".join([*pieces, text[at:]])


def spans_after(edits: Sequence[Edit]) -> tuple[Span, ...]:
    """Where what each edit put in stands once all are made, in their order."""
    shift, found = 0, []
    for edit in sorted(edits):
        at = edit.start + shift
        found.append(Span(at, at + len(edit.new)))
        shift += len(edit.new) - (edit.end - edit.start)
    return tuple(found)


def clash(edits: Iterable[Edit], others: Iterable[Edit]) -> bool:
    """Whether edits of one text overlap or touch; two at the same point do."""
    theirs = list(others)
    return any(a.start <= b.end and b.start <= a.end for a in edits for b in theirs)
