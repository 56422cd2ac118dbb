"""Mentions: `@` and the name of somebody who may read what is written."""

from collections.abc import Iterable, Iterator, Mapping
from unicodedata import normalize

from service.accounts import read as accounts
from service.accounts.model import Actor, Person
from service.comments import remarks
from service.comments.model import Comment, Thread
from service.document.spans import Span
from service.journal.record import record
from service.library import read as library
from service.storage.database import ReadDb, WriteDb


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


def spans(body: str, names: Iterable[str]) -> Iterator[Span]:
    """Yield where a text mentions one of these names, `@` included; of two, the longer one.

    Capitals and ways of writing the same character do not matter; a name ends where a word does.
    """
    folded = sorted({fold(name): None for name in names if name}, key=len, reverse=True)
    at = body.find("@")
    while at >= 0:
        end = _end(body, at + 1, folded) if _opens(body, at) else None
        if end is not None:
            yield Span(at, end)
        at = body.find("@", end or at + 1)


def fold(words: str) -> str:
    """Return words so that two spellings of the same name are equal, character for character."""
    return "".join(
        single if len(single := normalize("NFC", each).casefold()) == 1 else each
        for each in normalize("NFC", words)
    )


def _named(db: ReadDb, thread: Thread, body: str) -> set[str]:
    """Return the ids of the people whom a text mentions."""
    strategy = library.known_strategy(db, thread.strategy) if "@" in body else None
    if strategy is None:
        return set()
    by_name: dict[str, set[str]] = {}
    for person in accounts.readers(db, strategy.slug, strategy.visibility, thread.audience):
        by_name.setdefault(fold(person.name), set()).add(person.id)
    text = normalize("NFC", body)
    found = (by_name[fold(span.of(text))[1:]] for span in spans(text, by_name))
    return {person for people in found for person in people}


def marked(body: str, people: Iterable[str], known: Mapping[str, Person]) -> tuple[Span, ...]:
    """Return where a text mentions these people, by their names as they are today."""
    return tuple(spans(body, (known[each].name for each in people if each in known)))


def _opens(body: str, at: int) -> bool:
    """Whether an `@` begins a mention: not in the middle of an address."""
    return at == 0 or not (body[at - 1].isalnum() or body[at - 1] in "._-")


def _end(body: str, start: int, folded: Iterable[str]) -> int | None:
    """Return where the longest of the names that stands at `start` ends; None for none."""
    for name in folded:
        end = start + len(name)
        if fold(body[start:end]) == name and not body[end : end + 1].isalnum():
            return end
    return None
