"""The source of a strategy: its front matter, its sections, and changing one without the rest."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from service.document.front_matter import (
    FrontMatter,
    FrontMatterUnreadable,
    front_matter_end,
    read_front_matter,
    with_front,
)
from service.document.headings import OPENING, Ids, headings
from service.document.markdown import blocks_of, parse
from service.errors import Missing

__all__ = [
    "FrontMatter",
    "FrontMatterUnreadable",
    "Section",
    "SectionMissing",
    "Source",
    "clean",
    "replace_section",
    "sections",
    "split",
    "with_front",
]

_LINE_ENDS: Final = re.compile(r"\r\n?")
_UNWANTED: Final = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")


class SectionMissing(Missing):
    """There is no section called “{section}” in this text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A text, taken apart."""

    #: What the front matter says, by name; unknown names are kept.
    front: Mapping[str, object]
    #: Offset at which the body begins, in code points; 0 without front matter.
    body_start: int
    #: The whole text, front matter included.
    text: str

    @property
    def body(self) -> str:
        """The text without its front matter."""
        return self.text[self.body_start :]


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A heading and what stands under it, up to the next heading of whatever level."""

    #: The heading's id, as the page has it; "opening" for what stands before the first heading.
    id: str
    #: The heading's words; "Opening" for what stands before the first heading.
    title: str
    #: 1 to 6; 0 for the opening.
    level: int
    #: Offset in the whole text, in code points, of the heading's line.
    start: int
    #: Offset of the next heading's line, or the end of the text.
    end: int


def clean(text: str) -> str:
    """What a person sent, as we keep it.

    Line ends become LF; control characters other than tab and LF, a leading byte-order mark and
    lone surrogates go; a text that is not empty ends in a line end. Cleaning twice changes nothing.
    """
    kept = _UNWANTED.sub("", _LINE_ENDS.sub("\n", text)).lstrip("\ufeff")
    return kept if not kept or kept.endswith("\n") else kept + "\n"


def split(text: str) -> Source:
    """Take a text apart into front matter and body.

    Raises FrontMatterUnreadable when there is front matter that is not YAML of names and values.
    """
    end = front_matter_end(text)
    return Source(front=read_front_matter(text[:end]), body_start=end, text=text)


def sections(text: str) -> tuple[Section, ...]:
    """The sections of a text, in order; together they are the whole body.

    A heading inside a list, quotation or code starts no section. A text without any heading is
    one opening; an opening without words is left out where headings follow.
    """
    body_start = front_matter_end(text)
    starts = _starts(text, body_start)
    opening = text[body_start : starts[0][3] if starts else len(text)]
    if not starts or opening.strip():
        starts.insert(0, (OPENING, "Opening", 0, body_start))
    ends = [start for *_, start in starts[1:]] + [len(text)]
    return tuple(
        Section(id=name, title=title, level=level, start=start, end=end)
        for (name, title, level, start), end in zip(starts, ends, strict=True)
    )


def _starts(text: str, body_start: int) -> list[tuple[str, str, int, int]]:
    """The id, title, level and offset of each heading that starts a section."""
    events = parse(text, body_start)
    known = headings(events, Ids())
    tops = [block[0].start for block in blocks_of(events) if block[0].tag == "Heading"]
    lines = [text.rfind("\n", body_start, top) + 1 or body_start for top in tops]
    found = [known[top] for top in tops]
    return [(h.id, h.title, h.level, line) for h, line in zip(found, lines, strict=True)]


def replace_section(text: str, section_id: str, new_source: str) -> str:
    """The text with one section's source replaced, and every character around it as it was.

    Blank lines are added at the seams where the neighbours would otherwise run together.
    Raises SectionMissing.
    """
    section = next((s for s in sections(text) if s.id == section_id), None)
    if section is None:
        raise SectionMissing(section=section_id)
    before, after = text[: section.start], text[section.end :]
    old = text[section.start : section.end]
    if new_source == old:
        return text
    at_top = section.start == front_matter_end(text)
    return before + _seamed("" if at_top else before, old, new_source, after) + after


def _seamed(before: str, old: str, new: str, after: str) -> str:
    """The new source with the line ends that keep it apart from what stands around it."""
    body = new.rstrip("\n")
    lead = "\n" if before and not before.endswith("\n\n") and not body.startswith("#") else ""
    if not body:
        return lead if after else ""
    if not after:
        return lead + body + "\n"
    tail = old[len(old.rstrip("\n")) :]
    return lead + body + (tail if len(tail) > 1 else "\n\n")
