"""Images: figures that stand beside the strategy are shown, all others are named."""

from collections.abc import Sequence
from typing import Protocol

from service.document.markdown import Event, words_of
from service.document.render.sink import Sink
from service.document.render.wall import attribute, figure_address, figure_path


class Place(Protocol):
    """What writing an image must know of the rest of the text."""

    @property
    def text(self) -> str:
        """The whole source."""

    @property
    def figures(self) -> str:
        """URL prefix of figures."""


def stands_alone(events: Sequence[Event], at: int = 0) -> bool:
    """Whether a paragraph begins at event `at` that is one figure and nothing else."""
    if at + 3 >= len(events) or events[at].tag != "Paragraph" or events[at + 1].tag != "Image":
        return False
    after = events[_end(events, at + 1) + 1]
    return after.verb == "End" and figure_path(events[at + 1].data["dest_url"]) is not None


def _end(events: Sequence[Event], at: int) -> int:
    """Index of the event that ends the image which event `at` starts."""
    depth, index = 1, at
    while depth:
        index += 1
        if events[index].tag == "Image":
            depth += 1 if events[index].verb == "Start" else -1
    return index


def write_figure(events: Sequence[Event], at: int, place: Place, sink: Sink) -> None:
    """Write the image that event `at` starts as a figure, its title as the caption."""
    image = events[at]
    title = image.data["title"]
    sink.line()
    sink.tag("<figure>")
    _write(image, words_of(events[at + 1 : _end(events, at)]), place, sink)
    sink.tag("<figcaption>")
    found = place.text.rfind(title, image.start, image.end)
    if found >= 0:
        sink.say(title, found, found + len(title))
    else:
        sink.say_for(title, image.start, image.end)
    sink.tag("</figcaption></figure>")


def write_image(image: Event, inside: Sequence[Event], place: Place, sink: Sink) -> None:
    """Write an image within a line, or a note where it is not one of the strategy's figures."""
    words = words_of(inside)
    if figure_path(image.data["dest_url"]) is None:
        sink.say_for(f"[image not included: {words}]", image.start, image.end)
    else:
        _write(image, words, place, sink, title=image.data["title"])


def _write(image: Event, words: str, place: Place, sink: Sink, *, title: str = "") -> None:
    """The element itself; without words it is decoration, and screen readers pass over it."""
    path = figure_path(image.data["dest_url"]) or ""
    address = attribute(figure_address(place.figures, path))
    named = f' title="{attribute(title)}"' if title else ""
    sink.tag(f'<img src="{address}" alt="{attribute(words)}"{named}>')
