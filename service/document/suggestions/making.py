"""Making edits of a text that has moved on since they were suggested, checked before it counts."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from service.document.render.page import render
from service.document.render.rendered import Rendered
from service.document.spans import Span
from service.document.suggestions.checking import Region, check
from service.document.suggestions.edits import Edit, applied, spans_after
from service.document.suggestions.sheet import BOUNDARY, Sheet, lay_out


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """A text with edits made."""

    #: Its source.
    text: str
    #: The same, rendered.
    page: Rendered


def meant(text: str, edits: Sequence[Edit], *, figures: str) -> tuple[str, ...]:
    """The words that each edit shows in the text it was made for, in their order."""
    made = applied(text, edits)
    return shown_by(Made(text=made, page=render(made, figures=figures)), edits)


def shown_by(made: Made, edits: Sequence[Edit]) -> tuple[str, ...]:
    """The words that each of the edits that were made shows, in their order."""
    sheets = _sheets(made.text, made.page)
    return tuple(_words(sheets, span) for span in spans_after(edits))


def make(
    text: str, rendered: Rendered, edits: Sequence[Edit], meaning: Sequence[str], *, figures: str
) -> Made:
    """Make edits, and see that nothing reads differently but by the words they are to show.

    `rendered` is the text before; `meaning` is what `meant` gave for each edit. Raises
    SuggestionBreaks.
    """
    made = applied(text, edits)
    pairs = sorted(zip(edits, meaning, strict=True))
    regions = list(_regions(text, rendered, pairs))
    page = check(rendered, made, regions, figures=figures, strict=False)
    return Made(text=made, page=page)


def _regions(text: str, rendered: Rendered, pairs: Sequence[tuple[Edit, str]]) -> Iterator[Region]:
    """The blocks that edits touch, of the body and of the footnotes."""
    notes = [pair for pair in pairs if _note_of(rendered, pair[0]) is not None]
    body = [pair for pair in pairs if pair not in notes]
    if body:
        yield _region(text, rendered, _body_blocks(rendered, body), body)
    if notes:
        indexes = [_note_of(rendered, edit) or 0 for edit, _ in notes]
        yield _region(text, rendered, Span(min(indexes), max(indexes) + 1), notes)


def _region(
    text: str, rendered: Rendered, touched: Span, pairs: Sequence[tuple[Edit, str]]
) -> Region:
    sheet = lay_out(text, rendered.blocks[touched.start : touched.end])
    pieces, at = [], 0
    for edit, words in pairs:
        start, end = _shown(sheet, edit)
        pieces += [sheet.reading(at, start), words]
        at = max(end, at)
    return Region(touched, "".join([*pieces, sheet.reading(at, len(sheet.text))]))


def _shown(sheet: Sheet, edit: Edit) -> tuple[int, int]:
    """The visible characters that an edit replaces; for none, the place where it puts some."""
    shown = sheet.shown(edit.span) if edit.start < edit.end else None
    if shown:
        return shown.start, shown.end
    inside = next((s for s in sheet.segments if s.source < edit.start < s.source_end), None)
    if inside:
        at = inside.shown + (edit.start - inside.source if inside.one_for_one else 0)
        return at, at
    before = [s for s in sheet.segments if s.source_end <= edit.start]
    after = [s for s in sheet.segments if s.source >= edit.start]
    gap = sheet.source[before[-1].source_end : edit.start] if before else "\n"
    if after and "\n" in gap:
        return after[0].shown, after[0].shown
    at = before[-1].shown_end if before else 0
    return at, at


def _words(sheets: Sequence[Sheet], span: Span) -> str:
    """What a stretch of source shows, with the boundaries on both sides."""
    for sheet in sheets:
        shown = sheet.shown(span) if len(span) else None
        if shown:
            text, start, end = sheet.text, shown.start, shown.end
            start -= len(text[:start]) - len(text[:start].rstrip(BOUNDARY))
            end += len(text[end:]) - len(text[end:].lstrip(BOUNDARY))
            return sheet.reading(start, end)
    return " " if any(sheet.source[span.start : span.end].isspace() for sheet in sheets) else ""


def _sheets(text: str, rendered: Rendered) -> tuple[Sheet, Sheet]:
    """The body, and the footnotes."""
    at = rendered.footnotes_from
    return lay_out(text, rendered.blocks[:at]), _notes(text, rendered)


def _notes(text: str, rendered: Rendered) -> Sheet:
    """The footnotes in the order of the source."""
    blocks = rendered.blocks[rendered.footnotes_from :]
    return lay_out(text, sorted(blocks, key=lambda block: block.start))


def _body_blocks(rendered: Rendered, pairs: Sequence[tuple[Edit, str]]) -> Span:
    """The blocks of the body that edits touch, by index."""
    first, last = pairs[0][0].start, max(edit.end for edit, _ in pairs)
    body = rendered.blocks[: rendered.footnotes_from]
    found = [i for i, b in enumerate(body) if b.start <= last and b.end >= first]
    if found:
        return Span(found[0], found[-1] + 1)
    at = sum(block.end < first for block in body)
    return Span(at, at)


def _note_of(rendered: Rendered, edit: Edit) -> int | None:
    """The index of the footnote that an edit lies in; None where it lies in none."""
    first = rendered.footnotes_from
    for index, block in enumerate(rendered.blocks[first:], start=first):
        if block.start <= edit.start and edit.end <= block.end:
            return index
    return None
