"""The parts of a text that can be edited by themselves: its document control and its sections.

The whole text counts as one too, for who saves all of it at once.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from service.document.front_matter import front_matter_end
from service.document.source import FrontMatterUnreadable, Section, SectionMissing, sections

#: Stands for the front matter among the sections; no heading's id holds an underscore.
CONTROL = "_control"
#: Stands for the whole text, document control included.
WHOLE = "_whole"


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A part of a text that somebody can edit by itself."""

    #: The section's id, `_control` or `_whole`.
    id: str
    #: The heading's words.
    title: str
    #: 0 for document control; else the heading's level, 1 before the first heading.
    level: int
    #: Its source; of document control, the lines between the two rows of hyphens.
    source: str
    #: Where that begins in the text, in code points.
    start: int

    @property
    def end(self) -> int:
        """Where its source ends in the text, exclusive."""
        return self.start + len(self.source)


def parts(text: str) -> tuple[Part, ...]:
    """Return what of a text can be edited by itself, in order."""
    return tuple(_parts(text))


def part(text: str, wanted: str) -> Part:
    """Return one part of a text; SectionMissing."""
    if wanted == WHOLE:
        return Part(id=WHOLE, title="The whole draft", level=1, source=text, start=0)
    found = next((each for each in _parts(text) if each.id == wanted), None)
    if found is None:
        raise SectionMissing(section=wanted[:80])
    return found


def with_control(text: str, source: str) -> str:
    """Return a text with other lines between the two rows of hyphens, and no rows for no lines.

    Raises FrontMatterUnreadable where the lines hold such a row themselves.
    """
    lines = source.strip("\n")
    block = f"---\n{lines}\n---\n" if lines.strip() else ""
    if front_matter_end(block) != len(block):
        raise FrontMatterUnreadable(reason="A row of hyphens or dots cannot be a line.")
    return block + text[front_matter_end(text) :]


def _parts(text: str) -> Iterator[Part]:
    lines = text[: front_matter_end(text)].splitlines(keepends=True)
    yield Part(
        id=CONTROL,
        title="Document control",
        level=0,
        source="".join(lines[1:-1]),
        start=len(lines[0]) if lines else 0,
    )
    yield from (_part(text, section) for section in sections(text))


def _part(text: str, section: Section) -> Part:
    return Part(
        id=section.id,
        title=section.title,
        level=max(section.level, 1),
        source=text[section.start : section.end],
        start=section.start,
    )
