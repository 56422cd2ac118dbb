"""The body of the reading page: blocks joined with what stands beside them.

The blocks of a revision never change, so they are prepared once and kept; a request only joins
them with its counts. The mark-up is the one that `library/read.html` describes.
"""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from html import escape

from markupsafe import Markup

from service.document.render import Rendered, RenderedBlock
from service.library.texts import rendered
from service.repositories import Repositories

_SCROLL = {"table": "Table", "code": "Code", "source": "Source"}


def joined(
    repositories: Repositories,
    slug: str,
    revision: str,
    *,
    may_comment: bool,
    begun: Mapping[str, Sequence[str]],
) -> Markup:
    """Return the body; `begun` has the ids of the open threads that begin in each block."""
    pieces = _pieces(repositories, slug, revision, may_comment)
    return Markup(  # noqa: S704 - blocks are sanitised, the rest is escaped here
        "".join(
            before + (_chip(begun[block]) if block in begun else "") + after
            for block, before, after in pieces
        )
    )


@lru_cache(maxsize=64)
def _pieces(
    repositories: Repositories, slug: str, revision: str, may_comment: bool
) -> tuple[tuple[str, str, str], ...]:
    """Return for each block its id, what comes before its chip, and what comes after."""
    text: Rendered = rendered(repositories, slug, revision)
    address = f"/s/{slug}/comment?revision={revision}&amp;block="
    return tuple(_piece(block, address if may_comment else "") for block in text.blocks)


def _piece(block: RenderedBlock, address: str) -> tuple[str, str, str]:
    before = (
        f'<div class="blk blk--{block.kind}" id="{block.id}">{_text(block)}<div class="blk__ui">'
    )
    add = _add(block, address) if address and block.kind != "rule" else ""
    return block.id, before, f"{add}</div></div>"


def _text(block: RenderedBlock) -> str:
    if block.kind not in _SCROLL:
        return f'<div class="txt">{block.html}</div>'
    name = _SCROLL[block.kind]
    scroll = f'tabindex="0" role="group" aria-label="{name}"'
    return f'<div class="txt txt--scroll" {scroll}>{block.html}</div>'


def _add(block: RenderedBlock, address: str) -> str:
    words = escape(" ".join(block.text.split())[:50]) or "the figure"
    return (
        f'<a class="add" href="{address}{block.id}"><span class="add__t">Comment</span>'
        f'<span class="vh"> on: {words}</span></a>'
    )


def _chip(threads: Sequence[str]) -> str:
    many = len(threads)
    words = "comment" if many == 1 else "comments"
    return (
        f'<a class="chip" href="#t-{threads[0]}" data-chip>{many}'
        f'<span class="vh"> {words} on this passage</span></a>'
    )
