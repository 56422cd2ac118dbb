"""The body of the reading page: blocks joined with what stands beside them.

The blocks of a revision never change, so they are prepared once and kept; a request only joins
them with its counts. The mark-up is the one that `library/read.html` describes.
"""

import re
from collections.abc import Mapping
from html import escape, unescape
from typing import TypeAlias

from markupsafe import Markup

from service.comments.margin import Chip
from service.document.render import Rendered, RenderedBlock
from service.library.lately import Lately
from service.library.texts import rendered
from service.repositories import Repositories

#: A block's id, what comes before its chip, and what comes after.
_Piece: TypeAlias = tuple[str, str, str]
#: Pieces by strategy, revision and whether one may comment: 32 million characters.
_kept: Lately[tuple[str, str, bool], tuple[_Piece, ...]] = Lately(32_000_000)

#: How much of a block the link beside it names, in characters.
_BEGINNING = 50
_ALT = re.compile(r'<img\b[^>]*? alt="([^"]*)"')
_SCROLL = {"table": "Table", "code": "Code", "source": "Source"}


def joined(
    repositories: Repositories,
    slug: str,
    revision: str,
    *,
    may_comment: bool,
    chips: Mapping[str, Chip],
) -> Markup:
    """Return the body; `chips` has what stands beside each block in which threads begin."""
    pieces = _pieces(repositories, slug, revision, may_comment)
    return Markup(  # noqa: S704 - blocks are sanitised, the rest is escaped here
        "".join(
            before + (_chip(chips[block]) if block in chips else "") + after
            for block, before, after in pieces
        )
    )


def _pieces(
    repositories: Repositories, slug: str, revision: str, may_comment: bool
) -> tuple[_Piece, ...]:
    """Return the pieces of a revision, for those who may comment or for everybody else."""
    key = (slug, revision, may_comment)
    return _kept.get(key) or _prepared(repositories, key)


def _prepared(repositories: Repositories, key: tuple[str, str, bool]) -> tuple[_Piece, ...]:
    slug, revision, may_comment = key
    text: Rendered = rendered(repositories, slug, revision)
    address = f"/s/{slug}/comment?revision={revision}&amp;block=" if may_comment else ""
    pieces = tuple(_piece(block, address) for block in text.blocks)
    return _kept.put(key, pieces, sum(len(before) for _, before, _ in pieces))


def _piece(block: RenderedBlock, address: str) -> _Piece:
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
    words = escape(_beginning(block.text) or _figure(block.html))
    return (
        f'<a class="add" href="{address}{block.id}"><span class="add__t">Comment</span>'
        f'<span class="vh"> on: {words}</span></a>'
    )


def _figure(html: str) -> str:
    """Name a block without words by the beginning of its text alternative."""
    found = _ALT.search(html)
    return f"the figure {_beginning(unescape(found[1]))}".rstrip() if found else "the figure"


def _beginning(text: str) -> str:
    """Return the first words, cut between two of them: at most 50 characters and an ellipsis."""
    words = " ".join(text.split())
    if len(words) <= _BEGINNING:
        return words
    whole, _, _ = words[: _BEGINNING + 1].rpartition(" ")
    return f"{whole or words[:_BEGINNING]}…"


def _chip(chip: Chip) -> str:
    words = "comment" if chip.many == 1 else "comments"
    return (
        f'<a class="chip" href="{escape(chip.address)}" data-chip>{chip.many}'
        f'<span class="vh"> {words} on this passage</span></a>'
    )
