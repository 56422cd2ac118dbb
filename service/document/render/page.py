"""A whole text as a page: its blocks, outline and number of words."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Final

from service.document.front_matter import front_matter_end
from service.document.headings import Heading, Ids, headings
from service.document.markdown import parse, readable
from service.document.render.footnotes import Footnote, number
from service.document.render.groups import Group, grouped
from service.document.render.positions import TextMap
from service.document.render.rendered import OutlineEntry, Rendered, RenderedBlock
from service.document.render.walker import Context
from service.document.render.wall import passes
from service.document.render.writer import Written, write, write_as_source, write_footnote

_KINDS: Final = {
    "Heading": "heading",
    "List": "list",
    "Table": "table",
    "CodeBlock": "code",
    "FootnoteDefinition": "footnote",
}
#: Blocks that say something without a single letter.
_SPEAK_WITHOUT_WORDS: Final = ("code", "rule", "figure", "table", "footnote")


def render(text: str, *, figures: str) -> Rendered:
    """Render a strategy's text (front matter is passed over).

    `figures` is the URL prefix of figures that stand beside the text. Never raises; what cannot
    be shown as it was meant is shown as it was written.
    """
    shown = readable(text)
    events = parse(shown, front_matter_end(shown))
    ids = Ids()
    known = headings(events, ids)
    body, definitions = grouped(events)
    footnotes = number(body, definitions, ids)
    context = Context(text=shown, figures=figures, headings=known, references=footnotes.references)
    drafts = [*_body(body, context), *_notes(footnotes.notes, context)]
    return _page([draft for draft in drafts if draft.speaks], known)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Draft:
    """A block before it knows its place in the page."""

    #: As in RenderedBlock.
    kind: str
    #: Its HTML, text and map.
    written: Written
    #: The event it was made from.
    group: Group

    @property
    def speaks(self) -> bool:
        """Whether a reader would see anything."""
        return bool(self.written.text.strip()) or self.kind in _SPEAK_WITHOUT_WORDS


def _body(groups: list[Group], context: Context) -> Iterator[_Draft]:
    for group in groups:
        yield _draft(group, context, partial(write, group.events, context))


def _notes(notes: tuple[Footnote, ...], context: Context) -> Iterator[_Draft]:
    for note in notes:
        yield _draft(note.group, context, partial(write_footnote, note, context))


def _draft(group: Group, context: Context, written: Callable[[], Written]) -> _Draft:
    """The block as it was meant; as it was written where it is past bounds or fails the wall."""
    if group.writable:
        made = written()
        if passes(made.html):
            return _Draft(kind=_kind(group, made), written=made, group=group)
    made = write_as_source(group.first, context)
    return _Draft(kind="source", written=made, group=group)


def _kind(group: Group, written: Written) -> str:
    first = group.first
    if first.verb == "Rule":
        return "rule"
    if first.tag == "BlockQuote":
        return "alert" if first.data else "quote"
    if first.tag == "Paragraph" and written.is_figure:
        return "figure"
    return _KINDS.get(first.tag, "paragraph")


def _page(drafts: list[_Draft], known: dict[int, Heading]) -> Rendered:
    """The page: each block with its id and the section it stands in."""
    blocks: list[RenderedBlock] = []
    outline: list[OutlineEntry] = []
    section = ""
    for index, draft in enumerate(drafts, start=1):
        heading = known.get(draft.group.first.start) if draft.kind == "heading" else None
        if heading:
            section = heading.title
            outline.append(_entry(heading, f"b{index}"))
        blocks.append(_block(f"b{index}", draft, heading, section))
    words = sum(len(block.text.split()) for block in blocks)
    body = sum(draft.group.first.tag != "FootnoteDefinition" for draft in drafts)
    return Rendered(blocks=tuple(blocks), outline=tuple(outline), words=words, footnotes_from=body)


def _entry(heading: Heading, block: str) -> OutlineEntry:
    return OutlineEntry(id=heading.id, title=heading.title, level=heading.level, block=block)


def _block(name: str, draft: _Draft, heading: Heading | None, section: str) -> RenderedBlock:
    written = draft.written
    return RenderedBlock(
        id=name,
        kind=draft.kind,
        html=written.html,
        text=written.text,
        start=written.start,
        end=written.end,
        level=heading.level if heading else None,
        anchor=heading.id if heading else None,
        section="" if draft.kind == "footnote" else section,
        map=TextMap(written.segments),
    )
