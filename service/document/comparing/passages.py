"""A text in passages, found fast: what blank lines part, lists and code kept whole."""

import re
from collections.abc import Iterator, Sequence
from itertools import accumulate
from typing import Final, NamedTuple

from service.document.markdown import parse, words_of

_BLANK: Final = re.compile(r"\n[ \t]+(?=\n)")
_FENCE: Final = re.compile(r"^[ \t]*(`{3,}|~{3,})([^\n]*)$", re.M)
#: The beginning of what may go on after a blank line, further in: an item or a note.
_GOES_ON: Final = re.compile(r"^[ ]{0,3}(?:[-*+][ \t]|\d{1,9}[.)][ \t]|\[\^[^\]]+\]:)", re.M)
_INSIDE: Final = re.compile(r"[ ]{2,}|\t")
_HEADING: Final = re.compile(
    r"[ ]{0,3}#{1,6}[ \t]+\S[^\n]*|[^\n]+\n(?:=+|-+)[ \t]*(?=\n|\Z)",
)
_REFERENCE: Final = re.compile(r"\[\^([^\]\s]+)\](?!:)")
_DEFINITION: Final = re.compile(r"[ ]{0,3}\[[^\]\n]+\]:")


class Passages(NamedTuple):
    """The passages of a text: one or more blocks each, that no blank line parts."""

    #: Their sources, without blank lines around them.
    texts: list[str]
    #: Under which of the text's headings each stands, counted from 1; 0 before the first.
    under: list[int]


def passages(body: str) -> Passages:
    """The passages of a text without its front matter, in order."""
    spaced = " \n" in body or "\t\n" in body
    parts = (_BLANK.sub("\n", body) if spaced else body).split("\n\n")
    texts = [text for part in parts if (text := part.strip("\n"))]
    fenced = "```" in body or "~~~" in body
    if fenced or any(text[0] in " \t" for text in texts):
        texts = _joined(texts)
    likely = "# " if "\n=" not in body and "\n--" not in body else None
    opens = [
        (likely is None or text[0] in likely) and _HEADING.match(text) is not None for text in texts
    ]
    return Passages(texts, list(accumulate(opens)))


def _joined(parts: Sequence[str]) -> list[str]:
    """The parts, with code in fences and what belongs to an item or a note put back together."""
    found: list[str] = []
    fence = ""
    for part in parts:
        if fence or (part[0] in " \t" and _goes_on(found, part)):
            found[-1] += "\n\n" + part
        else:
            found.append(part)
        if "```" in part or "~~~" in part:
            fence = _open_fence(part, fence)
    return found


def _open_fence(part: str, fence: str) -> str:
    """The fence that stands open after a part, given the one before it; empty for none."""
    for marks, words in _FENCE.findall(part):
        if not fence:
            fence = marks if marks[0] == "~" or "`" not in words else ""
        elif marks.startswith(fence) and not words.strip():
            fence = ""
    return fence


def _goes_on(found: Sequence[str], part: str) -> bool:
    """Whether a part that stands further in belongs to the item or note before it."""
    return bool(found and _INSIDE.match(part) and _GOES_ON.search(found[-1]))


def apart(first: str, second: str) -> bool:
    """Whether two passages stay two when one is put after the other."""
    lists = _GOES_ON.search(first) and (second[0].isspace() or _GOES_ON.match(second))
    return not lists and "<" not in first


def notes(texts: Sequence[str]) -> tuple[str, list[str]]:
    """What passages need of the rest of their text to be shown as it would show them.

    A line of references to notes in the order of the text, so that they are numbered as there,
    and every definition of a note or an address.
    """
    labels = dict.fromkeys(_labels(texts))
    definitions = [text for text in texts if text[0] in "[ " and _DEFINITION.match(text)]
    return " ".join(f"[^{label}]" for label in labels), definitions


def _labels(texts: Sequence[str]) -> Iterator[str]:
    for text in texts:
        if "[^" in text:
            yield from _REFERENCE.findall(text)


def title(passage: str) -> str | None:
    """The words of the heading with which a passage begins, or None."""
    found = _HEADING.match(passage)
    return words_of(parse(found[0])) if found else None
