"""A text that went out and came back through another program, which writes everything its way."""

import re
from typing import Final

from service.document.front_matter import front_matter_end
from service.document.render import Rendered, RenderedBlock, render

#: What an element is, without what is said of it; of a picture, all of it counts.
_ATTRIBUTES: Final = re.compile(r"<(?!img)(/?\w+)[^>]*>")
_FOOTNOTE: Final = "[^"


def returned(base: str, body: str) -> str:
    """The body as it came back, under the front matter of the base and in the base's own source.

    A block that says what one of the base says, marked up alike, is written as the base writes
    it, so that only what was changed differs. Blocks with footnotes stay as they came, with their
    footnotes.
    """
    before, after = render(base, figures=""), render(body, figures="")
    own = {_key(block): base[block.start : block.end] for block in _blocks(before, base)}
    front, at = base[: front_matter_end(base)], 0
    made = [front, "\n"] if front else []
    for block in _blocks(after, body):
        source = own.get(_key(block))
        if source is not None and _alone(source) == _key(block):
            made += [body[at : block.start], source]
            at = block.end
    return f"{''.join(made)}{body[at:].rstrip()}\n"


def _blocks(text: Rendered, source: str) -> list[RenderedBlock]:
    """The blocks that can be written another way; not those with footnotes."""
    return [
        block
        for block in text.blocks[: text.footnotes_from]
        if _FOOTNOTE not in source[block.start : block.end]
    ]


def _key(block: RenderedBlock) -> tuple[str, str]:
    return block.kind, " ".join(_ATTRIBUTES.sub(r"<\1>", block.html).split())


def _alone(source: str) -> tuple[str, str] | None:
    """What a block of source says when it stands by itself; None where it is not one."""
    blocks = render(source, figures="").blocks
    return _key(blocks[0]) if len(blocks) == 1 else None
