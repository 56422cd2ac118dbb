"""Text to measure with: the project's own strategies, made longer by repetition with edits.

Everything follows from a seed, so that each run and each subject has the same text.
"""

import random
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count, repeat
from pathlib import Path

#: Characters of the long document: 131 pages as the export sets them.
LONG = 261_000
#: Characters of the short one: about a page.
SHORT = 2_400
#: Blocks that only make sense once in a document, or need files beside it.
LEFT_OUT = re.compile(r"^(?:\[\^|!\[|\*Figure|---$)", re.MULTILINE)
#: The documents that are read, saved and commented on, and their lengths.
SHORT_PAGE, LONG_PAGE = "bench-short", "bench-long"
NOTE, BOOK, TALK = "bench-note", "bench-book", "bench-talk"
MANY, CROWD, PLACED = "bench-many", "bench-crowd", "bench-placed"
MEASURED = {
    SHORT_PAGE: SHORT,
    LONG_PAGE: LONG,
    NOTE: SHORT,
    BOOK: LONG,
    TALK: SHORT,
    MANY: LONG,
    CROWD: LONG,
    PLACED: LONG,
}
#: How many comments each of these has before anything is measured. Of those on the last, some
#: thousand are open and on a passage.
COMMENTED = {MANY: 2_000, CROWD: 10_000, PLACED: 1_530}
PLACES = ("Liverpool", "Wirral", "Sefton", "Knowsley", "Halton", "St Helens", "Warrington")


@dataclass(frozen=True, slots=True, kw_only=True)
class Corpus:
    """What every subject holds."""

    #: The folder that its text is from.
    source: Path
    #: What chance began with.
    seed: int
    #: Documents by address, each Markdown that opens with a heading of the first level.
    documents: dict[str, str]
    #: Words that occur in some of the documents, but not in all.
    words: tuple[str, ...]


def make(folder: Path, *, documents: int, seed: int = 1) -> Corpus:
    """Make a corpus from the Markdown below a folder: what is measured, and others around it."""
    files = sorted(folder.rglob("*.md"))
    blocks = [block for file in files for block in _blocks(file.read_text("utf-8"))]
    if not blocks:
        raise ValueError(f"there is no Markdown in {folder}")
    chance = random.Random(seed)  # noqa: S311 - repeatable, not secret
    lengths = MEASURED | {f"bench-{n}": 6_000 for n in range(documents)}
    held = {
        address: _document(titled(address), blocks, chance, length)
        for address, length in lengths.items()
    }
    return Corpus(source=folder, seed=seed, documents=held, words=_words(held))


def revisions(text: str) -> Iterator[str]:
    """The text again and again, each time with another sentence after its title; thread-safe."""
    title, _, rest = text.partition("\n\n")
    pattern = f"{title}\n\nThis is change {{}} of somebody who saves.\n\n{{}}"
    return map(pattern.format, count(1), repeat(rest))


def openings(address: str) -> Iterator[str]:
    """What stands before the second heading of a document, again and again; thread-safe."""
    return revisions(f"# {titled(address)}\n\nIt is saved by section.\n")


def _blocks(text: str) -> Iterator[str]:
    """Headings, paragraphs, lists and tables of a document, without its front matter."""
    body = text.split("\n---\n", 1)[1] if text.startswith("---\n") else text
    for block in re.split(r"\n\s*\n", body):
        stripped = re.sub(r"\[\^[^\]]+\]", "", block.strip("\n"))
        if stripped.strip() and not LEFT_OUT.search(stripped) and not stripped.startswith("# "):
            yield stripped


def titled(address: str) -> str:
    """The title of a document."""
    return address.replace("-", " ").capitalize()


def _document(title: str, blocks: list[str], chance: random.Random, length: int) -> str:
    """A document of at least `length` characters: blocks from somewhere on, around and around."""
    start, parts, size = chance.randrange(len(blocks)), [f"# {title}"], 0
    while size < length:
        part = _edited(blocks[(start + len(parts)) % len(blocks)], len(parts), chance)
        parts.append(part)
        size += len(part) + 2
    return "\n\n".join(parts) + "\n"


def _edited(block: str, number: int, chance: random.Random) -> str:
    """A block that is not quite the same again: other numbers and places, headings of its own."""
    if block.startswith("#"):
        return f"{block.splitlines()[0]} ({number})"
    edited = re.sub(r"\b\d{1,3}\b", lambda _: str(chance.randrange(1, 400)), block)
    return edited.replace("Liverpool", chance.choice(PLACES))


def _words(documents: dict[str, str]) -> tuple[str, ...]:
    """Twenty words of six letters or more that a tenth to a half of the documents hold."""
    counts: dict[str, int] = {}
    for text in documents.values():
        for word in set(re.findall(r"\b[a-z]{6,}\b", text)):
            counts[word] = counts.get(word, 0) + 1
    usual = range(len(documents) // 10, len(documents) // 2 + 1)
    found = sorted(word for word, count in counts.items() if count in usual)
    return tuple(found[:: max(1, len(found) // 20)][:20])
