"""The events of a text, taken apart into its blocks; footnotes apart from the body."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final

from service.document.markdown import Event

#: Deeper nesting is shown as source: no reader follows it and browsers flatten it.
DEEPEST: Final = 40


@dataclass(slots=True)
class Group:
    """The events of one block, or of one footnote's definition wherever that stands."""

    #: The events, from the block's start to its end.
    events: list[Event] = field(default_factory=list)
    #: How many elements stand open.
    depth: int = 0
    #: The most that stood open at once.
    deepest: int = 0

    def add(self, event: Event) -> None:
        """Take in the next event."""
        self.events.append(event)
        self.depth += (event.verb == "Start") - (event.verb == "End")
        self.deepest = max(self.deepest, self.depth)

    @property
    def first(self) -> Event:
        """The event that says what kind of block this is."""
        return self.events[0]

    @property
    def writable(self) -> bool:
        """Whether this is a block that a person could have meant.

        Nesting is bounded, and so are empty cells: a parser fills short rows of a wide table up,
        so that a few kilobytes could become megabytes.
        """
        size = self.first.end - self.first.start
        return self.deepest <= DEEPEST and len(self.events) <= 4 * size + 5000


def grouped(events: Iterable[Event]) -> tuple[list[Group], list[Group]]:
    """The blocks of the body and the definitions of footnotes, each in the order of the source."""
    body: list[Group] = []
    notes: list[Group] = []
    open_groups: list[Group] = []
    for event in events:
        if not open_groups or (event.tag == "FootnoteDefinition" and event.verb == "Start"):
            open_groups.append(Group())
        group = open_groups[-1]
        group.add(event)
        if group.depth == 0:
            finished = open_groups.pop()
            (notes if finished.first.tag == "FootnoteDefinition" else body).append(finished)
    return body, notes
