"""A stretch of text."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of text in code points, end exclusive, start at most end."""

    #: Offset of the first code point.
    start: int
    #: Offset after the last code point.
    end: int

    def __len__(self) -> int:
        return self.end - self.start

    def of(self, text: str) -> str:
        """The words of this stretch."""
        return text[self.start : self.end]
