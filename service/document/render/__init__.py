"""Rendering: Markdown in, safe HTML out, block by block, with the source of every character.

`page` puts blocks together; `groups` takes events apart into blocks; `writer` writes one block,
walking (`walker`) through its events; `positions` remembers where its characters come from;
`footnotes` numbers and names them; `wall` is the allow-list behind it all. Nothing here raises
for any text.
"""

from service.document.render.page import render
from service.document.render.rendered import (
    BlockMissing,
    OutlineEntry,
    Point,
    Rendered,
    RenderedBlock,
    SelectionEmpty,
    SelectionOutside,
    Visible,
)
from service.document.spans import Span

__all__ = [
    "BlockMissing",
    "OutlineEntry",
    "Point",
    "Rendered",
    "RenderedBlock",
    "SelectionEmpty",
    "SelectionOutside",
    "Span",
    "Visible",
    "render",
]
