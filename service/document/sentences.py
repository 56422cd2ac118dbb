"""Sentences of a block's visible text: what a person without a mouse chooses from."""

import re
from collections.abc import Iterator
from typing import Final

from service.document.spans import Span

#: A full stop or its like, what closes with it, and the space after; or a line end, which in a
#: block's text parts list items, cells and lines. Ideographic stops need no space.
_END: Final = re.compile(r"""[.!?…؟।]+["'”’»)\]]*\s+|[。！？]+[”’」』）]*|\n+""")
#: The word before a full stop.
_WORD: Final = re.compile(r"[\w.&-]+$")
_ABBREVIATIONS: Final = (
    "e.g i.e eg ie cf vs viz dr mr mrs ms prof rev hon cllr sir st fig figs eq approx ca incl dept "
    "gen lt col capt messrs mx tel ext al"
)
#: Never the end of a sentence: something always follows.
_OPEN: Final = frozenset(_ABBREVIATIONS.split())
_COUNTED: Final = (
    "no nos p pp ch vol art sec sect para paras app ref refs jan feb mar apr jun jul aug sep sept "
    "oct nov dec min max est c"
)
#: Not the end where a number follows.
_BEFORE_NUMBERS: Final = frozenset(_COUNTED.split())
_INITIALS: Final = re.compile(r"(?:[A-Z]\.)*[A-HJ-Z]")
_NUMBER: Final = re.compile(r"\(?\d{1,3}(?:\.\d{1,3})*")
_LONGEST_WORD: Final = 40


def sentences(text: str) -> tuple[Span, ...]:
    """The sentences of a visible text, in order, without the spaces around them.

    Together they cover every character that is not white space.
    """
    spans: list[Span] = []
    start = 0
    for end in (*_ends(text), len(text)):
        words = text[start:end]
        if words.strip():
            lead = len(words) - len(words.lstrip())
            spans.append(Span(start + lead, start + len(words.rstrip())))
        start = end
    return tuple(spans)


def _ends(text: str) -> Iterator[int]:
    """Where sentences end."""
    start = 0
    for match in _END.finditer(text):
        if _is_end(text, start, match):
            start = match.end()
            yield start


def _is_end(text: str, start: int, match: re.Match[str]) -> bool:
    """Whether a full stop ends the sentence that begins at `start`."""
    stop = match[0]
    if "\n" in stop or stop[0] in "。！？":
        return True
    following = text[match.end() : match.end() + 1]
    if not following or following.islower():
        return not following
    return stop[0] != "." or not _goes_on(text, start, match.start(), following)


def _goes_on(text: str, start: int, stop: int, following: str) -> bool:
    """Whether a full stop belongs to an abbreviation, an initial or the number of an item."""
    found = _WORD.search(text, max(start, stop - _LONGEST_WORD), stop)
    if not found:
        return False
    word = found[0].strip("-&")
    if word.lower() in _OPEN or _INITIALS.fullmatch(word):
        return True
    if _NUMBER.fullmatch(word) and not text[start : found.start()].strip():
        return True
    return word.lower() in _BEFORE_NUMBERS and following.isdigit()
