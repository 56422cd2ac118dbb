"""Comparing two texts as a reader sees them: block by block, and inside them word by word.

`compare` gives rows in the order of the new text, each change addressable and under its section.
Inside: `passages` finds fast what stayed; `pairing` says which block became which, and what moved;
`redline` marks words in our own safe HTML (`trees`). Pure, like the room it stands in.
"""

from service.document.comparing.compare import compare
from service.document.comparing.comparison import (
    ChangeMissing,
    Comparison,
    FrontChange,
    Kind,
    Row,
    SectionChanges,
)

__all__ = [
    "ChangeMissing",
    "Comparison",
    "FrontChange",
    "Kind",
    "Row",
    "SectionChanges",
    "compare",
]
