"""Writing a table's rows and cells."""

from typing import Final

from service.document.markdown import Event
from service.document.render.sink import Sink

_ALIGNED: Final = {"Center": ' class="align-center"', "Right": ' class="align-right"'}


class TableWriter:
    """Where in a table the writer stands; tables do not nest."""

    __slots__ = ("_aligned", "_cell", "_column", "_in_body", "_in_head", "_sink")

    def __init__(self, sink: Sink) -> None:
        self._sink = sink
        self._aligned: list[str] = []
        self._column = 0
        self._in_head = False
        self._in_body = False
        self._cell = "td"

    def start(self, event: Event, *, empty: bool) -> None:
        """A table, its head, a row or a cell begins; `empty` when it ends at once."""
        if event.tag == "Table":
            self._aligned = [_ALIGNED.get(side, "") for side in event.data]
            self._in_body = False
            self._sink.line()
            self._sink.tag("<table>")
        elif event.tag == "TableCell":
            self._start_cell(empty=empty)
        else:
            self._start_row(head=event.tag == "TableHead")

    def _start_row(self, *, head: bool) -> None:
        self._column = 0
        self._in_head = head
        if head:
            self._sink.tag("<thead>")
        elif not self._in_body:
            self._in_body = True
            self._sink.tag("<tbody>")
        self._sink.line()
        self._sink.tag("<tr>")

    def _start_cell(self, *, empty: bool) -> None:
        """A header cell without words would be a heading that says nothing, so it is none."""
        aligned = self._aligned[self._column] if self._column < len(self._aligned) else ""
        self._column += 1
        self._cell = "th" if self._in_head and not empty else "td"
        scope = ' scope="col"' if self._cell == "th" else ""
        self._sink.line()
        self._sink.tag(f"<{self._cell}{scope}{aligned}>")

    def end(self, event: Event) -> None:
        """What began last ends."""
        if event.tag == "TableCell":
            self._sink.tag(f"</{self._cell}>")
        elif event.tag == "TableRow":
            self._sink.tag("</tr>")
        elif event.tag == "TableHead":
            self._sink.tag("</tr></thead>")
        else:
            self._sink.tag("</tbody></table>" if self._in_body else "</table>")
