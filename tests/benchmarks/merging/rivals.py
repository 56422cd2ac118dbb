"""Those who merge: ours, and git by line and by sentence; each gives a text, or None."""

import subprocess
import tempfile
from collections.abc import Callable, Mapping
from itertools import pairwise
from pathlib import Path
from typing import TypeAlias

from service.document.merging import merge
from service.document.sentences import sentences

#: The merged text of a base and two sides; None where people would be asked.
Merge: TypeAlias = Callable[[str, str, str], str | None]

OURS, BY_LINE, BY_SENTENCE = "Roundtable", "git by line", "git by sentence"
#: Stands for a line end inside a sentence's line; in no text.
_BREAK = "\x1e"


def ours(base: str, mine: str, other: str) -> str | None:
    """Our merge."""
    return merge(base, mine, other).text


def git_by_line(base: str, mine: str, other: str) -> str | None:
    """`git merge-file` as it is."""
    with tempfile.TemporaryDirectory(dir=_memory()) as place:
        files = [Path(place) / name for name in ("mine", "base", "other")]
        for file, text in zip(files, (mine, base, other), strict=True):
            file.write_bytes(text.encode("utf-8"))
        asked = subprocess.run(["git", "merge-file", "-p", "-q", *files], capture_output=True)
    return asked.stdout.decode("utf-8") if asked.returncode == 0 else None


def git_by_sentence(base: str, mine: str, other: str) -> str | None:
    """`git merge-file` on texts with each sentence on a line of its own."""
    merged = git_by_line(*map(_apart, (base, mine, other)))
    return None if merged is None else merged.replace("\n", "").replace(_BREAK, "\n")


def _apart(text: str) -> str:
    starts = [0, *(span.start for span in sentences(text)[1:]), len(text)]
    return "".join(text[a:b].replace("\n", _BREAK) + "\n" for a, b in pairwise(starts))


def _memory() -> Path | None:
    shared = Path("/dev/shm")  # noqa: S108 - a disk would be measured along
    return shared if shared.is_dir() else None


RIVALS: Mapping[str, Merge] = {
    OURS: ours,
    BY_LINE: git_by_line,
    BY_SENTENCE: git_by_sentence,
}
