"""Who wrote the words of a passage: each run of them followed back to the revision it came with.

Git's own answer is about lines, which in prose are whole paragraphs. Here words are followed,
through the sections that hold them, along the changes that the follower noted: a section that a
revision did not change need not be read.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from service.document.authorship import Newcomer, Stretch, beside, moved_from, step_back
from service.document.spans import Span
from service.library import past_store
from service.library.lately import Lately
from service.library.model import Revision
from service.library.past import SectionChange, Turn
from service.library.texts import outline, source
from service.repositories import FileMissing, Repositories
from service.storage.database import ReadDb

#: Changes that touched a passage which are looked at; what is older than that stays unknown.
FURTHEST = 500
#: Changes fetched at a time.
_BATCH = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """Words of a passage, and where they came from."""

    #: Where they stand in the text that was asked about.
    span: Span
    #: The number of the revision that they came with; None where that is too far back.
    number: int | None
    #: The paragraph that they changed, in the text before that revision; None for the first.
    before: Span | None = None


#: Answers by strategy, revision and passage: 2,000 of them.
_kept: Lately[tuple[str, str, Span], tuple[Origin, ...]] = Lately(2_000)


def origins(
    db: ReadDb, repositories: Repositories, slug: str, draft: Revision, passage: Span
) -> tuple[Origin, ...] | None:
    """Return where the words of a passage of the draft's source came from, in its order.

    None where the follower has not come to the draft yet: ask again in a moment.
    """
    if past_store.last_measured(db, slug) < draft.number:
        return None
    key = (slug, draft.id, passage)
    known = _kept.get(key)
    if known is None:
        walk = _Walk(db, repositories, slug)
        known = _kept.put(key, tuple(sorted(walk.all(draft, passage), key=_place)), 1)
    return known


def _place(origin: Origin) -> int:
    return origin.span.start


class _Walk:
    """A walk backwards through the changes of the sections that hold the words."""

    def __init__(self, db: ReadDb, repositories: Repositories, slug: str) -> None:
        self._db, self._repositories, self._slug = db, repositories, slug
        self._left = FURTHEST
        #: Words to be followed further: the line they are in, the last revision to look at.
        self._open: list[tuple[int, int, list[Stretch]]] = []
        self._texts: Lately[str, str] = Lately(8)

    def all(self, draft: Revision, passage: Span) -> Iterator[Origin]:
        """Yield the origin of every word."""
        lines = past_store.lines(self._db, self._slug)
        for part in outline(self._repositories, self._slug, draft.id):
            start, end = max(passage.start, part.start), min(passage.end, part.end)
            if start < end and part.id in lines:
                here = Span(start - part.start, end - part.start)
                stretch = Stretch(here, Span(start, end))
                self._open.append((lines[part.id], draft.number, [stretch]))
        while self._open:
            yield from self._follow(*self._open.pop())

    def _follow(self, line: int, until: int, stretches: list[Stretch]) -> Iterator[Origin]:
        """Follow words back along one line until all have been told or moved elsewhere."""
        turns = _Turns(self._db, self._slug, line, until)
        while stretches and self._left > 0 and (turn := turns.next()):
            if turn.change.new is None:  # gone by then; the change after it says what it was
                continue
            if untouched := _passed(turn.change, stretches):
                stretches = list(untouched)
                continue
            self._left -= 1
            old, new = self._source_before(turn, turns), self._after(turn)
            step = step_back(old, new, stretches)
            for each in step.came:
                if not self._moved(turn, old, new, each.stretch):
                    yield _origin(turn.change, each)
            stretches = list(step.stayed)
        yield from (Origin(span=each.origin, number=None) for each in stretches)

    def _moved(self, turn: Turn, old: str, new: str, stretch: Stretch) -> bool:
        """Whether words only moved with a change; then they are followed where they were."""
        change = turn.change
        if found := moved_from(old, new, new, stretch):
            self._open.append((change.line, change.number - 1, [found]))
            return True
        others = past_store.sections_changed(self._db, self._slug, [change.number])
        for other in others.get(change.number, ()):
            if other.line == change.line or not other.removed:
                continue
            there = replace(turn, change=other)
            if found := moved_from(self._before(there), self._after(there), new, stretch):
                self._open.append((other.line, change.number - 1, [found]))
                return True
        return False

    def _source_before(self, turn: Turn, turns: "_Turns") -> str:
        """A section's source before a change; of one that came back, what it was when it went."""
        went = turns.peek() if turn.change.old is None else None
        return self._before(went if went and went.change.new is None else turn)

    def _before(self, turn: Turn) -> str:
        """The source of a section before a change; empty where there was none."""
        span, revision = turn.change.old, turn.parent
        return span.of(self._text(revision)) if span and revision else ""

    def _after(self, turn: Turn) -> str:
        """The source of a section after a change; empty where there is none."""
        span = turn.change.new
        return span.of(self._text(turn.revision)) if span else ""

    def _text(self, revision: str) -> str:
        known = self._texts.get(revision)
        if known is not None:
            return known
        try:
            text = source(self._repositories, self._slug, revision)
        except FileMissing:  # made by other hands
            text = ""
        return self._texts.put(revision, text, 1)


class _Turns:
    """The changes to one section, the newest first, fetched as they are needed."""

    def __init__(self, db: ReadDb, slug: str, line: int, until: int) -> None:
        self._db, self._slug, self._line, self._until = db, slug, line, until
        self._ahead: list[Turn] = []

    def next(self) -> Turn | None:
        """Return the next change and pass it; None after the last."""
        found = self.peek()
        if found:
            self._ahead.pop()
        return found

    def peek(self) -> Turn | None:
        """Return the next change; None after the last."""
        if not self._ahead and self._until > 0:
            found = past_store.turns_of_line(
                self._db, self._slug, self._line, until=self._until, limit=_BATCH
            )
            self._until = found[-1].change.number - 1 if found else 0
            self._ahead = list(reversed(found))
        return self._ahead[-1] if self._ahead else None


def _passed(change: SectionChange, stretches: Sequence[Stretch]) -> tuple[Stretch, ...] | None:
    """Carry words past a change elsewhere in their section, without reading a text."""
    if change.old is None or change.new is None:
        return None
    by = len(change.old) - len(change.new)
    return beside(stretches, change.head, len(change.new) - change.tail, by)


def _origin(change: SectionChange, came: Newcomer) -> Origin:
    before = None
    if change.old:
        at = change.old.start
        before = Span(came.before.start + at, came.before.end + at)
    return Origin(span=came.stretch.origin, number=change.number, before=before)
