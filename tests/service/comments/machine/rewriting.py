"""What becomes of the text, and of the places of threads on it."""

import hypothesis.strategies as st
from hypothesis.stateful import rule

from service.comments.confirm_gone import AlreadyConfirmed, StillThere, confirm_gone
from service.comments.point import NoPlace, point
from service.document.anchors import PlacementState
from service.library.save import DraftMovedOn, save
from service.repositories import NothingChanged
from tests.service.comments.machine.imagined import Paragraphs, Talk, source
from tests.service.comments.machine.scene import SLUG, Expected, Scene
from tests.service.comments.machine.talking import AT, WHO, Talking

CHANGE = st.sampled_from(["before", "after", "replace", "replace", "remove", "paragraph", "back"])


class Rewriting(Talking):
    """What becomes of the text, and of the places of threads on it."""

    @rule(at=AT, how=CHANGE, stale=st.booleans())
    def save(self, at: int, how: str, stale: bool) -> None:
        """The owner saves the draft, perhaps over one that they have not seen."""
        kept = self.imagined.paragraphs
        before, heirs = self.head, {key: set(some) for key, some in self.imagined.heirs.items()}
        self._rewrite(at, how)
        expected: Expected = NothingChanged if self.imagined.paragraphs == kept else None
        if stale and len(self.imagined.past) > 1:
            before, expected = self.imagined.past[-2][0], DraftMovedOn
        made = self.attempt(
            expected,
            lambda db: save(
                db,
                self.parts.repositories,
                self.people["owner"],
                SLUG,
                text=source(self.imagined.paragraphs),
                expecting=before,
                what_changed=how,
            ),
        )
        if made:
            self.landed(made.id)
        else:
            self.imagined.paragraphs, self.imagined.heirs = kept, heirs

    def _rewrite(self, at: int, how: str) -> None:
        """Change the text of the model."""
        words = self.imagined.touchable(self.imagined.paragraphs)
        if how == "back":
            past = self.imagined.past
            self.imagined.go_back(past[at % len(past)][1])
        elif how == "paragraph" or not words:
            self.imagined.paragraphs = self._with_paragraph(at)
        else:
            word, fresh = words[at % len(words)], self.imagined.fresh()
            new = {"before": (*fresh, word), "after": (word, *fresh), "remove": ()}.get(how, fresh)
            self.imagined.replace(word, new)

    def _with_paragraph(self, at: int) -> Paragraphs:
        some = self.imagined.paragraphs
        place = at % (len(some) + 1)
        return (*some[:place], self.imagined.fresh(4), *some[place:])

    @rule()
    def follow_the_journal(self) -> None:
        """The followers get as far as the journal is; between two saves they may or may not."""
        self.follow()

    @rule(talk=Scene.talks, who=WHO, at=AT, many=st.integers(1, 2), old=AT)
    def point(self, talk: Talk, who: str, at: int, many: int, old: int) -> None:
        """Somebody points to words on which a thread is to stand from now on."""
        revision, words = self.words(at, many, old)
        passage = self.passage(revision, words)
        if passage is None:
            return
        expected = self.settling(talk, who)
        if expected is None and not talk.on:
            expected = NoPlace
        self.attempt(
            expected,
            lambda db: point(
                db,
                self.parts.repositories,
                self.people[who],
                talk.id,
                revision=revision,
                passage=passage,
            ),
        )
        if expected is None:
            talk.on, talk.gone = words, False

    @rule(talk=Scene.talks, who=WHO)
    def confirm_gone(self, talk: Talk, who: str) -> None:
        """Somebody confirms that the words of a thread are gone, which they must be."""
        expected, place = self.settling(talk, who), self.placement(talk)
        if expected is None and (place is None or place.state is not PlacementState.ORPHANED):
            expected = StillThere
        elif expected is None and talk.gone:
            expected = AlreadyConfirmed
        self.attempt(
            expected,
            lambda db: confirm_gone(db, self.parts.repositories, self.people[who], talk.id),
        )
        talk.gone = talk.gone or expected is None
