"""Texts with their versions: git bundles, and pairs of an earlier and a later version."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from zlib import crc32

from service.repositories.foreign import Foreign

#: Shorter texts hold too few passages to be told apart.
SHORTEST = 400


@dataclass(frozen=True, slots=True, kw_only=True)
class History:
    """A document and what became of it."""

    #: The bundle and the document in it, or the pair of versions.
    name: str
    #: Its states, oldest first; neighbours differ.
    versions: tuple[str, ...]

    @property
    def held_out(self) -> bool:
        """Whether nothing may be tuned on it: half of all documents, by name and for ever."""
        return bool(crc32(self.name.encode()) & 1)


def bundles(folder: Path) -> Iterator[History]:
    """The documents of all git bundles in a folder, along one line of descent."""
    for path in sorted(folder.glob("*.bundle")):
        with Foreign(path) as foreign:
            for document in foreign.documents():
                states = (
                    revision.files["strategy.md"].decode("utf-8", "replace")
                    for revision in foreign.walk(document)
                )
                yield from _history(f"{path.stem}:{document}", states)


def pairs(folder: Path) -> Iterator[History]:
    """The texts `NAME.v1.md` and `NAME.v2.md` of a folder; a version alone is passed over."""
    for first in sorted(folder.glob("*.v1.md")):
        second = first.with_name(first.name.replace(".v1.md", ".v2.md"))
        if second.exists():
            states = (path.read_text("utf-8") for path in (first, second))
            yield from _history(first.name.removesuffix(".v1.md"), states)


def _history(name: str, states: Iterator[str]) -> Iterator[History]:
    """The history, if there is more than one state worth the name."""
    versions: list[str] = []
    for text in states:
        plain = text.replace("\r\n", "\n")
        if len(plain) >= SHORTEST and (not versions or versions[-1] != plain):
            versions.append(plain)
    if len(versions) > 1:
        yield History(name=name, versions=tuple(versions))
