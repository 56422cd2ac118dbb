"""What stood around a passage that is lost, as people read it."""

import re
from typing import Final

from service.document.anchors import Anchor

#: What marks up and is not read; a figure or a link keeps its words.
_MARKS: Final = re.compile(r"[*_`#|~\[\]<>]+|\]\([^)\s]*\)?|^[^(\s]*\)|:?-{3,}:?")


def context(anchor: Anchor) -> tuple[str, str]:
    """Return the words before and after a passage, at most 32 characters each, without mark-up."""
    return _bare(anchor.prefix), _bare(anchor.suffix)


def _bare(source: str) -> str:
    return " ".join(_MARKS.sub(" ", source).split())
