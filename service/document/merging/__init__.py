"""Merging what two people made of one text: word by word, and never garbled silently.

`merge` takes three texts and gives segments, of which some are clashes; `settle` makes a text of
them once people have chosen. Inside, from coarse to fine: `lines` (as git), `front` (names),
`moves` (sections that were moved), `units` (blocks, items, rows, cells) and `words`; `doubts`,
`structure` and `standing` stop what would fit together and yet be wrong. Pure, like the room it
stands in.
"""

from service.document.merging.merge import merge
from service.document.merging.merged import (
    Choice,
    ClashMissing,
    ClashUndecided,
    Merged,
    Own,
    Segment,
    settle,
)
from service.document.merging.pieces import Kind

__all__ = [
    "Choice",
    "ClashMissing",
    "ClashUndecided",
    "Kind",
    "Merged",
    "Own",
    "Segment",
    "merge",
    "settle",
]
