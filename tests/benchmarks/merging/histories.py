"""Documents with their revisions, and real merges of two sides, from git bundles."""

import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

#: What a strategy could be written in.
ENDINGS = (".md", ".markdown", ".Rmd")


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A text, what two sides made of it, and what it should become."""

    #: Where it is from, for people.
    name: str
    #: As it was.
    base: str
    #: As one side has it.
    ours: str
    #: As the other has it.
    theirs: str
    #: What it became, or should.
    truth: str


@dataclass(frozen=True, slots=True, kw_only=True)
class History:
    """One document."""

    #: Bundle and path.
    name: str
    #: Its texts from the first to the last along the main line, no two neighbours the same.
    revisions: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Library:
    """What a folder of bundles holds."""

    #: The documents with at least two revisions.
    histories: tuple[History, ...]
    #: The merges in which both sides had changed one document, with what people made of it.
    merges: tuple[Case, ...]


def read(folder: Path) -> Library:
    """Read every bundle of a folder. Raises ValueError when there is none."""
    bundles = sorted(folder.glob("*.bundle"))
    if not bundles:
        raise ValueError(f"there is no bundle in {folder}")
    histories: list[History] = []
    merges: list[Case] = []
    with tempfile.TemporaryDirectory() as place:
        for bundle in bundles:
            clone = Path(place) / bundle.stem
            subprocess.run(["git", "clone", "-q", "--bare", bundle, clone], check=True)
            histories += _histories(clone)
            merges += _merges(clone)
    return Library(histories=tuple(histories), merges=tuple(merges))


def _histories(clone: Path) -> Iterator[History]:
    line = _git(clone, "for-each-ref", "--format=%(refname)")[0]
    for path in _git(clone, "ls-tree", "-r", "--name-only", line):
        if path.endswith(ENDINGS):
            texts = _apart(_texts(clone, line, path))
            if len(texts) > 1:
                yield History(name=f"{clone.name}: {path}", revisions=tuple(texts))


def _texts(clone: Path, line: str, path: str) -> Iterator[str]:
    log = _git(clone, "log", "--first-parent", "--reverse", "--format=%H", line, "--", path)
    for revision in log:
        if (text := _text(clone, revision, path)) is not None:
            yield text


def _apart(texts: Iterator[str]) -> list[str]:
    """The texts, without those that are the same as the one before."""
    found: list[str] = []
    for text in texts:
        if not found or found[-1] != text:
            found.append(text)
    return found


def _merges(clone: Path) -> Iterator[Case]:
    for line in _git(clone, "rev-list", "--all", "--merges", "--parents"):
        merge, *parents = line.split()
        bases = _git(clone, "merge-base", *parents) if len(parents) == 2 else []
        if bases:
            yield from _cases(clone, merge, (bases[0], *parents))


def _cases(clone: Path, merge: str, three: Sequence[str]) -> Iterator[Case]:
    """The documents that both parents had changed, each in its own way."""
    base, *parents = three
    changed = [set(_git(clone, "diff", "--name-only", base, parent)) for parent in parents]
    for path in sorted(changed[0] & changed[1]):
        if path.endswith(ENDINGS):
            texts = [_text(clone, revision, path) for revision in (*three, merge)]
            was, ours, theirs, truth = texts
            if None not in texts and was not in (ours, theirs) and ours != theirs:
                yield Case(
                    name=f"{clone.name} {merge[:8]}: {path}",
                    base=str(was),
                    ours=str(ours),
                    theirs=str(theirs),
                    truth=str(truth),
                )


def _git(clone: Path, *arguments: str) -> list[str]:
    """The lines of an answer; none where git refuses."""
    asked = subprocess.run(["git", "-C", clone, *arguments], capture_output=True)
    return asked.stdout.decode("utf-8", "replace").splitlines() if asked.returncode == 0 else []


def _text(clone: Path, revision: str, path: str) -> str | None:
    asked = subprocess.run(["git", "-C", clone, "show", f"{revision}:{path}"], capture_output=True)
    return asked.stdout.decode("utf-8", "replace") if asked.returncode == 0 else None
