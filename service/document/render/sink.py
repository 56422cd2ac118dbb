"""What a block's writer writes into: HTML, visible text and where each character comes from."""

from service.document.render.positions import Segment, aligned, aligned_code
from service.document.render.wall import escaped, shown


class Sink:
    """HTML and text side by side, so that the text is the HTML's by construction."""

    __slots__ = ("_ends_line", "_length", "_source", "html", "segments", "text")

    def __init__(self, source: str) -> None:
        self._source = source
        #: HTML so far, in pieces.
        self.html: list[str] = []
        #: Visible text so far, in pieces.
        self.text: list[str] = []
        #: Where the text comes from.
        self.segments: list[Segment] = []
        self._length = 0
        self._ends_line = True

    def tag(self, html: str) -> None:
        """A tag, or several: nothing visible."""
        self.html.append(html)

    def _show(self, words: str) -> int:
        """Visible words; gives back where they begin."""
        start = self._length
        self.html.append(escaped(words))
        self.text.append(words)
        self._length += len(words)
        if words:
            self._ends_line = words[-1] == "\n"
        return start

    def say(self, words: str, start: int, end: int) -> None:
        """Words of the source, which may stand there in another form (entities, escapes)."""
        source = self._source[start:end]
        at = self._show(shown(words))
        if source == words:
            self.segments.append(Segment(at, at + len(words), start, end))
        else:
            self._place(at, aligned(words, source, start))

    def say_code(self, words: str, start: int, end: int) -> None:
        """The words of a code span that stands, backticks and all, at this place."""
        at = self._show(shown(words))
        self._place(at, aligned_code(words, self._source[start:end], start))

    def say_for(self, words: str, start: int, end: int) -> None:
        """Words of ours that stand for a place of the source as a whole."""
        at = self._show(shown(words))
        if words and end > start:
            self._unit(at, at + len(words), start, end)

    def add(self, words: str) -> None:
        """Words of ours that come from nowhere in the source."""
        self._show(shown(words))

    def line(self) -> None:
        """Make sure that what comes stands on a line of its own in the text."""
        if not self._ends_line:
            self.add("\n")

    def _place(self, at: int, pieces: list[tuple[int, int, int, int]]) -> None:
        for first, last, start, end in pieces:
            self.segments.append(Segment(at + first, at + last, start, end))

    def _unit(self, first: int, last: int, start: int, end: int) -> None:
        self.segments.append(Segment(first, last, start, end))
