"""How long comparing and merging take on a document of 131 pages, beside git doing the like."""

import random
import re
import subprocess
import tempfile
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from statistics import median

from service.document.comparing import compare
from service.document.merging import merge
from tests.benchmarks import corpus

#: Changes between the two texts that are compared, as in the pictures of the design.
CHANGES = 25
TURNS = 31
OURS, GIT = f"compare, 131 pages, {CHANGES} changes", "git diff of the same, its start included"
WHOLE = "compare, with all that stayed rendered"
MERGED, GIT_MERGED = "merge, 131 pages, 25 changes a side", "git merge-file of the same"
_WORD = re.compile(r"[a-z]{4,}")


def timed(texts: Path, seed: int) -> Mapping[str, float]:
    """Milliseconds (medians of turns taken one after the other) by what was timed."""
    old = corpus.make(texts, documents=5, seed=seed).documents[corpus.BOOK]
    new, other = (edited(old, CHANGES, seed + n) for n in (0, 1))
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        diff = _committed(folder, old, new)
        for name, text in (("base", old), ("ours", new), ("theirs", other)):
            (folder / name).write_text(text, "utf-8")
        merge_file = ("git", "merge-file", "-p", "ours", "base", "theirs")
        return _medians(
            {
                OURS: lambda: compare(old, new, figures="/f/"),
                GIT: lambda: subprocess.run(diff, cwd=folder, capture_output=True),
                WHOLE: lambda: compare(old, new, figures="/f/", whole=True),
                MERGED: lambda: merge(old, new, other),
                GIT_MERGED: lambda: subprocess.run(merge_file, cwd=folder, capture_output=True),
            }
        )


def edited(text: str, count: int, seed: int) -> str:
    """The text with so many blocks changed: mostly a word in each, some removed, some put in."""
    chance = random.Random(seed)  # noqa: S311 - repeatable, not secret
    blocks, words = text.split("\n\n"), _WORD.findall(text)
    for place in sorted(chance.sample(range(2, len(blocks) - 2), count), reverse=True):
        found = list(_WORD.finditer(blocks[place]))
        match chance.randrange(10):
            case 0:
                del blocks[place]
            case 1:
                blocks.insert(place, " ".join(chance.sample(words, 40)).capitalize() + ".")
            case _ if found:
                word, block = chance.choice(found), blocks[place]
                new = block[: word.start()] + chance.choice(words) + block[word.end() :]
                blocks[place] = new
    return "\n\n".join(blocks)


def _committed(folder: Path, old: str, new: str) -> tuple[str, ...]:
    """Commit both texts, and give back the command that compares them."""
    git = ("git", "-c", "user.name=bench", "-c", "user.email=bench@example.org")
    subprocess.run([*git, "init", "-q"], cwd=folder, check=True)
    for text in (old, new):
        (folder / "strategy.md").write_text(text, "utf-8")
        subprocess.run([*git, "add", "strategy.md"], cwd=folder, check=True)
        subprocess.run([*git, "commit", "-q", "-m", "Text."], cwd=folder, check=True)
    return ("git", "diff", "HEAD~1", "HEAD")


def _medians(works: Mapping[str, Callable[[], object]]) -> dict[str, float]:
    taken: dict[str, list[float]] = {name: [] for name in works}
    for _ in range(TURNS):
        for name, work in works.items():
            started = time.perf_counter()
            work()
            taken[name].append((time.perf_counter() - started) * 1000)
    return {name: median(walls) for name, walls in taken.items()}
