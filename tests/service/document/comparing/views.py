"""Taking a comparison's HTML apart again: what it says without its insertions or deletions."""

import re

from service.document.comparing import Comparison
from service.document.render import render
from tests.service.document.reading import Page

_HIDDEN = re.compile(r'<span class="vh">[^<]*</span>')
_INSERTED = re.compile(r"<ins>.*?</ins>", re.S)
_DELETED = re.compile(r"<del>.*?</del>", re.S)
#: The numbers of notes are those of the new text, and the ways back from them are left out.
_NUMBERS = re.compile(
    r'<sup class="footnote-ref">.*?</sup>|<span class="footnote__number">.*?</span>'
    r'|<a href="[^"]*" class="footnote__back"[^>]*>[^<]*</a>'
)


def visible(text: str) -> str:
    """What a reader sees of a text, in the order of the source, without white space."""
    blocks = sorted(render(text, figures="/f/").blocks, key=lambda block: block.start)
    return _said("".join(block.html for block in blocks))


def without_insertions(comparison: Comparison) -> str:
    """What the marked-up text says once every insertion is removed, moves undone."""
    return _said("".join(_old(row.kind, row.marked, row.old) for row in comparison.rows))


def without_deletions(comparison: Comparison) -> str:
    """What the marked-up text says once every deletion is removed."""
    return _said(_DELETED.sub("", _HIDDEN.sub("", "".join(r.marked for r in comparison.rows))))


def before(comparison: Comparison) -> str:
    """What the left side says."""
    kinds = ("same", "changed", "removed", "left")
    return _said(_HIDDEN.sub("", "".join(r.old for r in comparison.rows if r.kind in kinds)))


def after(comparison: Comparison) -> str:
    """What the right side says."""
    return _said(_HIDDEN.sub("", "".join(row.new for row in comparison.rows)))


def _old(kind: str, marked: str, old: str) -> str:
    if kind == "left":
        return old
    return "" if kind == "moved" else _INSERTED.sub("", _HIDDEN.sub("", marked))


def _said(html: str) -> str:
    return "".join(Page(_NUMBERS.sub("", html)).text.split())
