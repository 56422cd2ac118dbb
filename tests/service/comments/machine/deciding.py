"""What becomes of suggestions: accepted, accepted with changes, declined, withdrawn."""

from collections.abc import Sequence

import hypothesis.strategies as st
from hypothesis.stateful import MultipleResults, multiple, rule

from service.accounts.permissions import NotAllowed
from service.comments.accept import (
    PassageLost,
    SuggestionStale,
    accept,
    accept_with_changes,
)
from service.comments.decide import AlreadyDecided, NoSuggestion, SuggestionSettled
from service.comments.decline import ReasonNeeded, decline, withdraw
from service.comments.model import Kind
from service.comments.suggest import PassageNeeded, suggest
from service.comments.suggestion_model import Decision
from service.document.anchors import Placement
from service.library import read as library
from service.storage.database import WriteDb
from tests.service.comments.machine.imagined import SPEAKERS, WRITERS, Said, Suggested, Talk
from tests.service.comments.machine.scene import SLUG, Expected, Scene
from tests.service.comments.machine.talking import AT, WHO, Talking

HOW = st.sampled_from(["replace", "replace", "add", "cut", "rival"])


class Deciding(Talking):
    """What becomes of suggestions."""

    @rule(target=Scene.talks, who=WHO, at=AT, old=AT, how=HOW)
    def suggest(self, who: str, at: int, old: int, how: str) -> Talk | MultipleResults[Talk]:
        """Somebody suggests another word, one more, none, or what somebody else suggests."""
        revision, words = self.words(at, 1, old)
        suggested = self._suggested(revision, words, how) if words else None
        new = suggested.new if suggested else ()
        key = self.key()

        def send(db: WriteDb, body: str, kind: Kind) -> tuple[str, str]:
            made = suggest(
                db,
                self.parts.repositories,
                self.people[who],
                SLUG,
                revision=revision,
                passage=self.passage(revision, words),
                words=" ".join(new),
                kind=kind,
                body=body,
                key=key,
            )
            return made.thread.id, made.comments[0].id

        expected: Expected = None if words else PassageNeeded
        made = self.post(expected if who in SPEAKERS else NotAllowed, send, "")
        if made is None:
            return multiple()
        said = {made[1]: Said(who=who, body="")}
        self.imagined.talks.append(
            Talk(id=made[0], who=who, on=words, apart=False, said=said, suggested=suggested)
        )
        return self.imagined.talks[-1]

    def _suggested(self, revision: str, words: tuple[str, ...], how: str) -> Suggested:
        (old,) = words
        rivals = [
            each.suggested.new
            for each in self.imagined.talks
            if each.suggested and each.suggested.old == old
        ]
        if how == "rival" and rivals:
            new = rivals[-1]
        else:
            fresh = self.imagined.fresh()
            new = {"add": (old, *fresh), "cut": ()}.get(how, fresh)
        between = self.imagined.beside(dict(self.imagined.past)[revision], old)
        return Suggested(old=old, new=new, between=between)

    @rule(talk=Scene.talks, who=WHO)
    def accept(self, talk: Talk, who: str) -> None:
        """Somebody accepts a suggestion as it is, or is told why not."""
        suggested, expected = talk.suggested, self._waiting(talk, who)
        if expected or suggested is None:
            self._accepted(talk, who, expected)
        elif self.imagined.stand(suggested.new) and suggested.new:
            self._said_already(talk, who, suggested.new)
        elif self.imagined.stand([suggested.old]):
            self._made(talk, who, suggested)
        elif suggested.new:
            self._accepted(talk, who, SuggestionStale)
        else:
            self._said_already(talk, who, suggested.between)

    def _made(self, talk: Talk, who: str, suggested: Suggested) -> None:
        """The words stand: so it is made, but where others now stand at the point it adds at."""
        near = self.imagined.beside(self.imagined.paragraphs, suggested.old)
        adds = suggested.old in suggested.new
        sure = not adds or near[1] == suggested.between[1]
        if self._accepted(talk, who, None, sure=sure):
            self.imagined.replace(suggested.old, suggested.new)
            self._landed(talk)
            self._settled(talk, suggested.new or near)

    def _said_already(self, talk: Talk, who: str, beside: Sequence[str]) -> None:
        """The draft says it: that is accepted without a revision, if it can still be told."""
        if self._accepted(talk, who, None, sure=False):
            assert self.revision == self.head
            self._settled(talk, beside)

    def _accepted(self, talk: Talk, who: str, expected: Expected, *, sure: bool = True) -> bool:
        """Accept a suggestion; where that is not `sure`, it may be stale as well."""
        try:
            made = self.attempt(
                expected,
                lambda db: accept(db, self.parts.repositories, self.people[who], talk.id),
            )
        except SuggestionStale:
            assert not sure
            return False
        return self._decided(talk, who, made)

    def _decided(self, talk: Talk, who: str, made: Decision | None) -> bool:
        """Note a decision that was made; false for none."""
        if made is None or talk.suggested is None:
            return False
        talk.suggested.state, talk.resolved_by = made.outcome.value, who
        self.revision = made.revision or ""
        return True

    @rule(talk=Scene.talks, who=WHO)
    def accept_with_changes(self, talk: Talk, who: str) -> None:
        """Somebody takes another word than suggested."""
        expected, place = self._waiting(talk, who), self.placement(talk)
        if expected is None and (place is None or place.start is None):
            expected = PassageLost
        (word,) = self.imagined.fresh()
        made = self.attempt(
            expected,
            lambda db: accept_with_changes(
                db,
                self.parts.repositories,
                self.people[who],
                talk.id,
                expecting=self.head,
                words=word,
            ),
        )
        if self._decided(talk, who, made):
            self._rewritten(place, word)
            self._landed(talk)
            self._settled(talk, [word])

    def _rewritten(self, place: Placement | None, word: str) -> None:
        """Put a word in place of those on which a thread stood."""
        assert place is not None
        first, *others = self._on(place)
        self.imagined.replace(first, (word,))
        for each in others:
            self.imagined.replace(each, ())

    @rule(talk=Scene.talks, who=WHO, reason=st.sampled_from(["No.", ""]))
    def decline(self, talk: Talk, who: str, reason: str) -> None:
        """Somebody declines a suggestion, which wants a reason."""
        expected = self._waiting(talk, who) or (None if reason else ReasonNeeded)
        made = self.attempt(
            expected, lambda db: decline(db, self.people[who], talk.id, reason=reason)
        )
        self._decided(talk, who, made)

    @rule(talk=Scene.talks, who=WHO)
    def withdraw(self, talk: Talk, who: str) -> None:
        """Somebody withdraws a suggestion of their own."""
        expected = self.speaking(talk, who)
        if expected is None:
            expected = self._undecided(talk) if who == talk.who else NotAllowed
        made = self.attempt(expected, lambda db: withdraw(db, self.people[who], talk.id))
        self._decided(talk, who, made)

    def _waiting(self, talk: Talk, who: str) -> Expected:
        """Return what keeps somebody from deciding about a suggestion."""
        expected = self.speaking(talk, who)
        if expected is None and who not in WRITERS:
            expected = NotAllowed
        return expected or self._undecided(talk)

    def _undecided(self, talk: Talk) -> Expected:
        if talk.suggested is None:
            return NoSuggestion
        if talk.suggested.state != "open":
            return AlreadyDecided
        return SuggestionSettled if talk.resolved_by else None

    def _landed(self, talk: Talk) -> None:
        """The decision names a new revision, and its author is whoever suggested it."""
        self.landed(self.revision)
        with self.parts.database.read() as db:
            made = library.draft(db, None, SLUG).revision
        assert (made.id, made.author) == (self.revision, self.people[talk.who].id)

    def _settled(self, talk: Talk, among: Sequence[str]) -> None:
        """What was accepted stands on what was put there, or beside, and on what it stood on."""
        place = self.placement(talk)
        assert place is not None
        found = set(self._on(place))
        assert not found.isdisjoint(among)
        assert found <= {*among, *talk.on}
        talk.on = self._on(place)
        talk.gone = False

    def _on(self, place: Placement) -> tuple[str, ...]:
        """Return the words that a placement is on, in their order."""
        found = self.imagined.whole(place.start or 0, place.end or 0)
        return tuple(sorted(found, key=self.imagined.text.index))
