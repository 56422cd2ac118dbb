"""Mentions: `@` and the name of somebody who may read what is written."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import lru_cache
from itertools import islice
from typing import Final
from unicodedata import combining, normalize

from service.accounts import read as accounts
from service.accounts.model import Actor, Person
from service.comments import remarks
from service.comments.model import Comment, Thread
from service.document.spans import Span
from service.journal.record import record
from service.library import read as library
from service.storage.database import ReadDb, WriteDb

#: How many mentions of a comment count, from its beginning.
MOST: Final = 50


def mention(db: WriteDb, actor: Actor, thread: Thread, comment: Comment) -> None:
    """Note whom a comment mentions, and record those whom it did not mention before.

    Only people who may see the thread are mentioned; all of them who share a name are.
    """
    before = remarks.mentioned_in(db, [comment.id]).get(comment.id, set())
    named = _named(db, thread, comment.body)
    if before == named:
        return
    remarks.mention(db, comment.id, named)
    for person in sorted(named - before - {actor.id}):
        record(
            db,
            "comments:person:mentioned",
            actor=actor.id,
            strategy=thread.strategy,
            subject=person,
            detail={"thread": thread.id, "comment": comment.id},
        )


def spans(body: str, names: Iterable[str]) -> Iterator[tuple[Span, str]]:
    """Yield where a text mentions one of these names, `@` included, and the name, folded.

    Of two names that stand there it is the longer one, and a name ends where a word does. Capitals
    and ways of writing the same character do not matter. No more than MOST are found.
    """
    return islice(_spans(body, {fold(name) for name in names if name}), MOST)


def fold(words: str) -> str:
    """Return words so that two spellings of the same name are equal."""
    return "".join(_folded(each) for _, each in _characters(words))


def _named(db: ReadDb, thread: Thread, body: str) -> set[str]:
    """Return the ids of the people whom a text mentions."""
    strategy = library.known_strategy(db, thread.strategy) if "@" in body else None
    if strategy is None:
        return set()
    by_name: dict[str, set[str]] = {}
    for person in accounts.readers(db, strategy.slug, strategy.visibility, thread.audience):
        by_name.setdefault(fold(person.name), set()).add(person.id)
    return {person for _, name in spans(body, by_name) for person in by_name[name]}


def marked(body: str, people: Iterable[str], known: Mapping[str, Person]) -> tuple[Span, ...]:
    """Return where a text mentions these people, by their names as they are today."""
    names = (known[each].name for each in people if each in known)
    return tuple(span for span, _ in spans(body, names))


def _opens(body: str, at: int) -> bool:
    """Whether an `@` begins a mention: not in the middle of an address."""
    return at == 0 or not (body[at - 1].isalnum() or body[at - 1] in "._-")


def _spans(body: str, names: Collection[str]) -> Iterator[tuple[Span, str]]:
    if not names:
        return
    lengths = sorted({len(name) for name in names}, reverse=True)
    text, ends = _with_ends(body)
    at = text.find("@")
    while at >= 0:
        name = None
        if at in ends and at + 1 in ends and _opens(body, ends[at]):
            words = (text[at + 1 : at + 1 + length] for length in lengths)
            name = next(
                (
                    each
                    for each in words
                    if each in names and _closes(body, ends.get(at + 1 + len(each)))
                ),
                None,
            )
        if name is not None:
            yield Span(ends[at], ends[at + 1 + len(name)]), name
        at = text.find("@", at + 1 + len(name or ""))


def _with_ends(body: str) -> tuple[str, Mapping[int, int]]:
    """Return a text folded, and where its characters begin: from there to the text as it is."""
    pieces, ends, length = [], {}, 0
    for start, each in _characters(body):
        ends[length] = start
        pieces.append(_folded(each))
        length += len(pieces[-1])
    ends[length] = len(body)
    return "".join(pieces), ends


def _characters(words: str) -> Iterator[tuple[int, str]]:
    """Yield the characters of a text as people count them, marks above and below included."""
    start = 0
    for at in range(1, len(words) + 1):
        if at == len(words) or not combining(words[at]):
            yield start, words[start:at]
            start = at


@lru_cache(maxsize=4096)
def _folded(character: str) -> str:
    """Return a character for comparing, by Unicode's canonical caseless matching."""
    return normalize("NFD", normalize("NFD", character).casefold())


def _closes(body: str, end: int | None) -> bool:
    """Whether a name may end here: after a whole character, and where a word ends."""
    return end is not None and not body[end : end + 1].isalnum()
