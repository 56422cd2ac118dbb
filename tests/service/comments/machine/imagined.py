"""What the machine compares an installation with: plain values, and no code of the product.

Every word of the text is unlike any other, so that the place of a word is beyond doubt.
"""

import re
from base64 import b32encode
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from hashlib import sha256

LEAD = "---\ntitle: A machine\nvisibility: public\n---\n\n# A machine\n"
#: Those who have a role, and so belong to the narrower audience.
INSIDERS = frozenset({"owner", "author", "reviewer", "reader", "administrator"})
SPEAKERS = frozenset({"owner", "author", "reviewer"})
WRITERS = frozenset({"owner", "author"})

Paragraphs = tuple[tuple[str, ...], ...]


@dataclass(slots=True, kw_only=True)
class Said:
    """A comment as it should be."""

    #: Who wrote it.
    who: str
    #: What it says; empty once deleted, and beside a suggestion that says no more.
    body: str
    #: What it said before, the oldest first.
    earlier: list[str] = field(default_factory=list)
    #: What an edit has to have seen.
    seen: str = ""
    #: Whether its author deleted it.
    deleted: bool = False


@dataclass(slots=True, kw_only=True)
class Suggested:
    """A suggestion as it should be."""

    #: The word that it is about.
    old: str
    #: The words to stand in its place: none, others, or it and one after it.
    new: tuple[str, ...]
    #: The words before and after it when it was made.
    between: tuple[str, str]
    #: open, accepted, accepted_with_changes, declined or withdrawn.
    state: str = "open"


@dataclass(slots=True, kw_only=True)
class Talk:
    """A thread as it should be."""

    #: Its id.
    id: str
    #: Who began it.
    who: str
    #: The words that it stands on; none for the whole document.
    on: tuple[str, ...]
    #: Whether only those with a role may see it.
    apart: bool
    #: Its comments by id, the oldest first.
    said: dict[str, Said]
    #: What it suggests, if it does.
    suggested: Suggested | None = None
    #: Who resolved it; None while open.
    resolved_by: str | None = None
    #: Whether somebody said that its words are gone, and nobody has pointed to others since.
    gone: bool = False

    def seen_by(self, who: str) -> bool:
        """Whether somebody may see it."""
        return not self.apart or who in INSIDERS

    def settled_by(self, who: str) -> bool:
        """Whether somebody may resolve it or say where it stands."""
        return who in WRITERS or (who == self.who and who in SPEAKERS)


@dataclass(slots=True, kw_only=True)
class Imagined:
    """A strategy and what is said of it, as they should be."""

    #: The text; the first and the last word of a paragraph are never touched.
    paragraphs: Paragraphs
    #: Every thread.
    talks: list[Talk] = field(default_factory=list)
    #: Every revision, the oldest first, with its text.
    past: list[tuple[str, Paragraphs]] = field(default_factory=list)
    #: What took the place of a word.
    heirs: dict[str, set[str]] = field(default_factory=dict)
    #: How many words there have been.
    words: int = 0

    @classmethod
    def begun(cls, sizes: Sequence[int]) -> "Imagined":
        """Return a strategy with paragraphs of so many words, beside the first and the last."""
        made = cls(paragraphs=())
        made.paragraphs = tuple(made.fresh(size + 2) for size in sizes)
        return made

    def fresh(self, many: int = 1) -> tuple[str, ...]:
        """Return words that there have never been."""
        self.words += many
        return tuple(_word(self.words - many + each) for each in range(many))

    def touchable(self, paragraphs: Paragraphs) -> list[str]:
        """Return the words of a text that may be rewritten."""
        return [word for paragraph in paragraphs for word in paragraph[1:-1]]

    def stand(self, words: Sequence[str]) -> bool:
        """Whether words stand in the text, one after the other."""
        return " ".join(words) in self.text

    def span(self, words: Sequence[str]) -> tuple[int, int]:
        """Return where words stand, in code points."""
        start = self.text.index(" ".join(words))
        return start, start + len(" ".join(words))

    def replace(self, old: str, new: Sequence[str]) -> None:
        """Put words in place of one."""
        self.heirs.setdefault(old, set()).update(new)
        self.paragraphs = tuple(
            tuple(each for word in some for each in (new if word == old else (word,)))
            for some in self.paragraphs
        )

    def go_back(self, paragraphs: Paragraphs) -> None:
        """Put an earlier text in place of the draft's."""
        for gone, came in _exchanged(self.paragraphs, paragraphs):
            for word in gone:
                self.heirs.setdefault(word, set()).update(came)
        self.paragraphs = paragraphs

    def beside(self, paragraphs: Paragraphs, word: str) -> tuple[str, str]:
        """Return the words before and after one in a text."""
        found = next(some for some in paragraphs if word in some)
        return found[found.index(word) - 1], found[found.index(word) + 1]

    def might_hold(self, words: Sequence[str]) -> set[str]:
        """Return the words on which a thread may stand whose own stand no more together.

        They are what took their place, step by step, or at once since any time when they stood.
        """
        found, ahead = set[str](), list(words)
        for _, earlier in self.past:
            if " ".join(words) in source(earlier):
                for gone, came in _exchanged(earlier, self.paragraphs):
                    ahead += came if not gone.isdisjoint(words) else ()
        while ahead:
            word = ahead.pop()
            if word not in found:
                found.add(word)
                ahead += self.heirs.get(word, ())
        return found

    def whole(self, start: int, end: int) -> set[str]:
        """Return the words of which a stretch of the text holds something."""
        words = re.finditer(r"\w+", self.text)
        return {each[0] for each in words if each.start() < end and each.end() > start}

    @property
    def text(self) -> str:
        """The source."""
        return source(self.paragraphs)


def _exchanged(old: Paragraphs, new: Paragraphs) -> Iterator[tuple[set[str], set[str]]]:
    """Yield the words of one text that others stand for in another, and those others."""
    before, after = ([word for some in text for word in some] for text in (old, new))
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    for op, start, end, first, last in matcher.get_opcodes():
        if op == "replace":
            yield set(before[start:end]), set(after[first:last])


def _word(number: int) -> str:
    """Return a word of nine letters, and never the same for two numbers."""
    letters = b32encode(sha256(str(number).encode()).digest()).decode().lower()
    return f"{''.join(each for each in letters if each.isalpha())[:6]}{number:03}"


def source(paragraphs: Paragraphs) -> str:
    """Return the source of a text."""
    return LEAD + "".join(f"\n{' '.join(some)}.\n" for some in paragraphs)
