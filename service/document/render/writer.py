"""Writing one block: from its events to HTML, visible text and the source of each character."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from service.document.markdown import Event
from service.document.render import images
from service.document.render.footnotes import Footnote
from service.document.render.positions import Segment, joined
from service.document.render.sink import Sink
from service.document.render.walker import Context, Walker

_BACK: Final = "↩\ufe0e"


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """A block as it was written."""

    #: Safe HTML.
    html: str
    #: Its textContent.
    text: str
    #: Which visible characters come from where.
    segments: tuple[Segment, ...]
    #: Where the block begins in the source.
    start: int
    #: Where it ends, without the line end.
    end: int
    #: Whether it is an image and nothing else.
    is_figure: bool = False


def write(events: Sequence[Event], context: Context) -> Written:
    """A block of the body."""
    sink = Sink(context.text)
    Walker(events, context, sink).run()
    return _written(sink, events[0], context, is_figure=images.stands_alone(events))


def write_footnote(note: Footnote, context: Context) -> Written:
    """A footnote's definition, with its number before it and the ways back after it."""
    sink = Sink(context.text)
    sink.tag(f'<div class="footnote" id="{note.id}"><span class="footnote__number">')
    sink.add(f"{note.number}.")
    sink.tag("</span>")
    Walker(note.group.events[1:-1], context, sink).run()
    for position, reference in enumerate(note.references, start=1):
        name = f"Back to reference {position} of footnote {note.number}"
        sink.add(" ")
        sink.tag(f'<a href="#{reference}" class="footnote__back" aria-label="{name}">')
        sink.add(_BACK)
        sink.tag("</a>")
    sink.tag("</div>")
    return _written(sink, note.group.first, context)


def write_as_source(first: Event, context: Context) -> Written:
    """A block as it stands in the source, for what cannot be shown as it was meant."""
    sink = Sink(context.text)
    start, end = _extent(first, context.text)
    sink.tag('<pre class="source" tabindex="0"><code>')
    sink.say(context.text[start:end], start, end)
    sink.tag("</code></pre>")
    return _written(sink, first, context)


def _written(sink: Sink, first: Event, context: Context, *, is_figure: bool = False) -> Written:
    segments = tuple(joined(sink.segments))
    start, end = _extent(first, context.text)
    if segments:  # white space shows at the ends of code
        start, end = min(start, segments[0].source), max(end, segments[-1].source_end)
    return Written(
        html="".join(sink.html),
        text="".join(sink.text),
        segments=segments,
        start=start,
        end=end,
        is_figure=is_figure,
    )


def _extent(first: Event, text: str) -> tuple[int, int]:
    """A block's place: from the indentation of its first line to the end of its last words."""
    start, end = first.start, first.end
    while start and text[start - 1] in " \t":
        start -= 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end
