"""Putting the thread of an accepted suggestion on the words that now stand in place of its own.

The words that it was made on may be gone altogether, and that is no loss: the acceptance points
to what it put there, as a person points to the place of a lost passage. Words that were taken out
leave a point; the thread stands on the word beside it.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from service import clock, ids
from service.accounts.model import Actor
from service.comments import places
from service.comments.model import Anchoring, Thread
from service.comments.since import passage_now
from service.comments.suggestion_fit import Fit
from service.document.anchors import Anchor, Placement, PlacementState, take
from service.document.render import Rendered
from service.document.spans import Span
from service.document.suggestions import Edit, Made
from service.library.model import Revision
from service.storage.database import WriteDb

_WORD: Final = re.compile(r"\w+")
#: How far from a point a word beside it is looked for, in characters of source.
_BESIDE: Final = 2_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Landing:
    """Where a thread is to stand."""

    #: Where that is in the source.
    anchor: Anchor
    #: The visible words there.
    words: str


def landing(text: Made, stretch: Span | None) -> Landing | None:
    """Return how a thread stands on a stretch of a text; None where no word is near it."""
    span = _shown(text.text, text.page, stretch) if stretch is not None else None
    if span is None:
        return None
    return Landing(anchor=take(text.text, span), words=passage_now(_exact(span), text.page) or "")


def resettle(
    db: WriteDb, actor: Actor, thread: Thread, revision: Revision, found: Landing | None
) -> None:
    """Give a thread an anchor where it has landed in a revision; nothing where it has nowhere."""
    if found is None or thread.anchor is None:
        return
    added = Anchoring(
        id=ids.new_id(),
        thread=thread.id,
        revision=revision.id,
        number=revision.number,
        anchor=found.anchor,
        words=found.words,
        person=actor.id,
        at=clock.now(),
    )
    places.add_anchoring(db, added)


def stretch_after(
    fit: Fit, placement: Placement | None, every: Sequence[Edit] | None = None
) -> Span | None:
    """Return where a suggestion's passage is once edits are made; None where nobody can say.

    `every` holds all the edits that are made at once, its own among them; its own by default.
    """
    own = fit.edits
    spans = [each.edit.span if each.edit else each.there for each in fit.stands]
    before = _together([span for span in spans if span], placement)
    return moved(before, own, own if every is None else every) if before else None


def moved(span: Span, own: Sequence[Edit], every: Iterable[Edit]) -> Span:
    """Return where a stretch is once edits are made; what `own` ones put at its ends is in it."""
    ahead = grown = 0
    for edit in every:
        longer = len(edit.new) - (edit.end - edit.start)
        if edit in own or (span.start < edit.end and edit.start < span.end):
            grown += longer
        elif edit.end <= span.start:
            ahead += longer
    start = span.start + ahead
    return Span(start, max(start, span.end + ahead + grown))


def _together(spans: Sequence[Span], placement: Placement | None) -> Span | None:
    """Return the stretch that holds all spans, and the placement if it touches them."""
    some = list(spans)
    if placement is not None and placement.start is not None and placement.end is not None:
        first = min((span.start for span in some), default=placement.start)
        last = max((span.end for span in some), default=placement.end)
        if placement.start <= last and first <= placement.end:
            some.append(Span(placement.start, placement.end))
    if not some:
        return None
    return Span(min(span.start for span in some), max(span.end for span in some))


def _shown(text: str, page: Rendered, stretch: Span) -> Span | None:
    """Return a stretch without the space at its ends, or the word beside it if it shows none."""
    words = stretch.of(text)
    start = stretch.start + len(words) - len(words.lstrip())
    bare = Span(start, start + len(words.strip()))
    if len(bare) and page.to_visible(bare):
        return bare
    beside = [_word_before(text, page, stretch.start), _word_after(text, page, stretch.end)]
    found = [word for word in beside if word]
    return min(found, key=lambda word: _apart(text, stretch, word), default=None)


def _apart(text: str, stretch: Span, word: Span) -> bool:
    """Whether another paragraph lies between a stretch and a word beside it."""
    before = word.end <= stretch.start
    return "\n\n" in (text[word.end : stretch.start] if before else text[stretch.end : word.start])


def _word_before(text: str, page: Rendered, at: int) -> Span | None:
    first = max(0, at - _BESIDE)
    words = [Span(*each.span()) for each in _WORD.finditer(text, first, at)]
    return next((word for word in reversed(words) if page.to_visible(word)), None)


def _word_after(text: str, page: Rendered, at: int) -> Span | None:
    words = (Span(*each.span()) for each in _WORD.finditer(text, at, at + _BESIDE))
    return next((word for word in words if page.to_visible(word)), None)


def _exact(span: Span) -> Placement:
    return Placement(state=PlacementState.PLACED, start=span.start, end=span.end, likeness=1.0)
