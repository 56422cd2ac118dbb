"""Walking through the events of one block and saying each to the sink."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from service.document.headings import Heading
from service.document.markdown import Event
from service.document.render import autolinks, images, raw
from service.document.render.footnotes import Reference
from service.document.render.sink import Sink
from service.document.render.tables import TableWriter
from service.document.render.wall import attribute, code_class, link_address

_INLINE: Final = {"Emphasis": "em", "Strong": "strong", "Strikethrough": "s"}
_LEVELS: Final = {f"H{level}": f"h{level}" for level in range(1, 7)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """What a block's writer must know of the rest of the text."""

    #: The whole source.
    text: str
    #: URL prefix of figures.
    figures: str
    #: Headings by the offset of their event.
    headings: dict[int, Heading]
    #: Footnote references by their offset.
    references: dict[int, Reference]


class Walker:
    """Walks through events and says each to the sink."""

    def __init__(self, events: Sequence[Event], context: Context, sink: Sink) -> None:
        self._events = events
        self._context = context
        self._sink = sink
        self._at = 0
        self._tables = TableWriter(sink)
        #: For each open link, whether it was written (else only its words are).
        self._links: list[bool] = []
        self._verbs: dict[str, Callable[[Event], None]] = {
            "Text": self._text,
            "Code": self._code,
            "InlineHtml": self._inline_html,
            "Html": self._words,
            "FootnoteReference": self._footnote_reference,
            "TaskListMarker": self._task_marker,
            "SoftBreak": self._soft_break,
            "HardBreak": self._hard_break,
            "Rule": lambda _: sink.tag("<hr>"),
        }
        self._starts: dict[str, Callable[[Event], None]] = {
            "Heading": self._heading,
            "Paragraph": self._paragraph,
            "BlockQuote": self._quote,
            "CodeBlock": self._code_block,
            "HtmlBlock": self._html_block,
            "List": self._list,
            "Item": lambda _: self._open_line("<li>"),
            "Link": self._link,
            "Image": self._image,
        }

    def run(self) -> None:
        """Write all events."""
        while self._at < len(self._events):
            event = self._events[self._at]
            self._at += 1
            if event.verb == "Start":
                self._start(event)
            elif event.verb == "End":
                self._end(event)
            else:
                self._verbs[event.verb](event)

    def _start(self, event: Event) -> None:
        if event.tag in _INLINE:
            self._sink.tag(f"<{_INLINE[event.tag]}>")
        elif event.tag.startswith("Table"):
            empty = self._events[self._at].verb == "End"
            self._tables.start(event, empty=empty)
        else:
            self._starts[event.tag](event)

    def _end(self, event: Event) -> None:
        if event.tag == "Link":
            self._sink.tag("</a>" if self._links.pop() else "")
        elif event.tag.startswith("Table"):
            self._tables.end(event)
        else:
            self._sink.tag(f"</{_closing(event)}>")

    def _rest(self, tag: str) -> list[Event]:
        """The events up to the end of what has just started, which are taken."""
        depth, first = 1, self._at
        while depth:
            event = self._events[self._at]
            depth += ((event.verb == "Start") - (event.verb == "End")) if event.tag == tag else 0
            self._at += 1
        return list(self._events[first : self._at - 1])

    def _open_line(self, tag: str) -> None:
        """A tag whose words stand on lines of their own."""
        self._sink.line()
        self._sink.tag(tag)

    # --- blocks

    def _heading(self, event: Event) -> None:
        found = self._context.headings[event.start]
        self._open_line(f'<h{found.level} id="{attribute(found.id)}">')

    def _paragraph(self, _: Event) -> None:
        titled = images.stands_alone(self._events, self._at - 1) and self._events[self._at].data
        if titled and titled["title"]:
            images.write_figure(self._events, self._at, self._context, self._sink)
            self._rest("Paragraph")
        else:
            self._open_line("<p>")

    def _quote(self, event: Event) -> None:
        if not event.data:
            self._open_line("<blockquote>")
            return
        name = str(event.data)
        self._open_line(f'<div class="alert alert--{name.lower()}"><p class="alert__title">')
        self._sink.add(name)
        self._sink.tag("</p>")

    def _code_block(self, event: Event) -> None:
        language = event.data.get("Fenced") if isinstance(event.data, dict) else None
        self._open_line(f'<pre tabindex="0"><code{code_class(language or "")}>')

    def _html_block(self, _: Event) -> None:
        pieces = raw.visible(self._rest("HtmlBlock"))
        if not pieces:
            return
        self._open_line("<p>")
        for words, start, end in pieces:
            self._sink.say(words, start, end)
        self._sink.tag("</p>")

    def _list(self, event: Event) -> None:
        if event.data is None:
            self._open_line("<ul>")
        else:
            self._open_line("<ol>" if event.data == 1 else f'<ol start="{event.data}">')

    # --- words

    def _text(self, event: Event) -> None:
        if self._links or not self._literal(event):
            self._sink.say(event.data, event.start, event.end)
            return
        end = event.end
        while self._goes_on(end):  # the parser parts words at every sign that might mean something
            end = self._events[self._at].end
            self._at += 1
        self._say_with_links(event.start, end)

    def _words(self, event: Event) -> None:
        self._sink.say(event.data, event.start, event.end)

    def _say_with_links(self, start: int, end: int) -> None:
        """Words as they stand in the source, with the addresses among them made links."""
        words = self._context.text[start:end]
        for first, last, target in autolinks.pieces(words):
            address = link_address(target) if target else None
            self._sink.tag(_opening(address, "") if address else "")
            self._sink.say(words[first:last], start + first, start + last)
            self._sink.tag("</a>" if address else "")

    def _literal(self, event: Event) -> bool:
        """Whether the words of an event stand in the source just as they are."""
        return bool(self._context.text[event.start : event.end] == event.data)

    def _goes_on(self, end: int) -> bool:
        """Whether the next event is literal words that follow on at once."""
        if self._at >= len(self._events):
            return False
        event = self._events[self._at]
        return event.verb == "Text" and event.start == end and self._literal(event)

    def _code(self, event: Event) -> None:
        self._sink.tag("<code>")
        self._sink.say_code(event.data, event.start, event.end)
        self._sink.tag("</code>")

    def _inline_html(self, event: Event) -> None:
        if raw.is_break(event.data):
            self._hard_break(event)
        elif not raw.is_comment(event.data):
            self._text(event)

    def _soft_break(self, event: Event) -> None:
        """A space, so that a line end in a block's text always parts two things."""
        self._sink.say(" ", event.start, event.end)

    def _hard_break(self, event: Event) -> None:
        self._sink.tag("<br>")
        self._sink.say_for("\n", event.start, event.end)

    def _task_marker(self, event: Event) -> None:
        name, sign = ("Done", "☑") if event.data else ("To do", "☐")
        self._sink.tag(f'<span class="task" role="img" aria-label="{name}">')
        self._sink.say_for(sign, event.start, event.end)
        self._sink.tag("</span>")
        self._sink.add(" ")

    def _footnote_reference(self, event: Event) -> None:
        """Never within a link: the parser takes the brackets around it for text."""
        found = self._context.references[event.start]
        name = f'href="#{found.target}" id="{found.id}" aria-label="Footnote {found.number}"'
        self._sink.tag(f'<sup class="footnote-ref"><a {name}>')
        self._sink.say_for(str(found.number), event.start, event.end)
        self._sink.tag("</a></sup>")

    def _link(self, event: Event) -> None:
        target = event.data["dest_url"]
        if event.data["link_type"] == "Email":
            target = f"mailto:{target}"
        address = link_address(target)
        self._links.append(address is not None)
        if address is not None:
            self._sink.tag(_opening(address, event.data["title"]))

    def _image(self, event: Event) -> None:
        images.write_image(event, self._rest("Image"), self._context, self._sink)


def _opening(address: str, title: str) -> str:
    """The tag that opens a link; what lies outside is told nothing about where one came from."""
    outside = "" if address.startswith("#") else ' rel="noopener noreferrer"'
    named = f' title="{attribute(title)}"' if title else ""
    return f'<a href="{attribute(address)}"{named}{outside}>'


def _closing(event: Event) -> str:
    """The name of the element that an event closes."""
    if event.tag in _INLINE:
        return _INLINE[event.tag]
    if event.tag == "Heading":
        return _LEVELS[event.data]
    if event.tag == "List":
        return "ol" if event.data else "ul"
    if event.tag == "BlockQuote":
        return "div" if event.data else "blockquote"
    return {"Paragraph": "p", "Item": "li", "CodeBlock": "code></pre"}[event.tag]
