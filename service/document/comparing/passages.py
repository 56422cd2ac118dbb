"""A text in passages, found fast: what blank lines part, lists and code kept whole."""

import re
from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple

from service.document.markdown import parse, words_of

_BLANK: Final = re.compile(r"\n[ \t]+(?=\n)")
_GAP: Final = re.compile(r"\n{2,}")
_FENCE: Final = re.compile(r"^[ \t]*(?:```|~~~)", re.M)
#: What may go on after a blank line, further in.
_GOES_ON: Final = re.compile(r"[ ]{0,3}(?:[-*+][ \t]|\d{1,9}[.)][ \t]|\[\^[^\]]+\]:)")
_INSIDE: Final = re.compile(r"[ ]{2,}|\t")
_HEADING: Final = re.compile(r"[ ]{0,3}#{1,6}[ \t]+\S[^\n]*|[^\n]+\n(?:=+|-+)[ \t]*(?=\n|\Z)")
_REFERENCE: Final = re.compile(r"\[\^([^\]\s]+)\](?!:)")
_DEFINITION: Final = re.compile(r"[ ]{0,3}\[[^\]\n]+\]:")


class Passage(NamedTuple):
    """One or more blocks that no blank line parts."""

    #: Its source, without blank lines around it.
    text: str
    #: Which of the text's headings it stands under, counted from 1; 0 before the first.
    under: int


def passages(body: str) -> list[Passage]:
    """The passages of a text without its front matter, in order."""
    found: list[Passage] = []
    under = 0
    for text in _joined(_GAP.split(_BLANK.sub("\n", body).strip("\n"))):
        under += bool(_HEADING.match(text))
        found.append(Passage(text, under))
    return found


def _joined(parts: Iterable[str]) -> list[str]:
    """The parts, with code in fences and what belongs to an item or a note put back together."""
    found: list[str] = []
    fenced = False
    for part in parts:
        inside = fenced or (found and _INSIDE.match(part) and _GOES_ON.match(found[-1]))
        if inside:
            found[-1] += "\n\n" + part
        elif part:
            found.append(part)
        if "```" in part or "~~~" in part:
            fenced ^= len(_FENCE.findall(part)) % 2 == 1
    return found


def notes(all_passages: Sequence[Passage]) -> tuple[str, list[str]]:
    """What passages need of the rest of their text to be shown as it would show them.

    A line of references to notes in the order of the text, so that they are numbered as there,
    and every definition of a note or an address.
    """
    labels: dict[str, None] = {}
    definitions: list[str] = []
    for text, _ in all_passages:
        if "[^" in text:
            labels |= dict.fromkeys(_REFERENCE.findall(text))
        if _DEFINITION.match(text):
            definitions.append(text)
    return " ".join(f"[^{label}]" for label in labels), definitions


def title(passage: str) -> str | None:
    """The words of the heading with which a passage begins, or None."""
    found = _HEADING.match(passage)
    return words_of(parse(found[0])) if found else None
