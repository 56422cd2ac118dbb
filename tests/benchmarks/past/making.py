"""A repository with a long history: one text, thousands of small edits, nobody's real words."""

import random
import subprocess
from collections.abc import Iterator
from pathlib import Path

from tests.benchmarks.corpus import PLACES

#: Seconds since 1970 of the first revision, and between two.
BEGIN, APART = 1_600_000_000, 5_000


def make(folder: Path, text: str, *, revisions: int, seed: int) -> Path:
    """Write a bare repository whose `document.md` begins as `text`; return its path.

    Of ten edits, seven reword a sentence, one adds a paragraph, one takes one away, and one moves
    one to another section. Every 500 revisions a heading is renamed.
    """
    path = folder / "long-history.git"
    subprocess.run(["git", "init", "-q", "--bare", str(path)], check=True)
    stream = b"".join(_commits(text, revisions, random.Random(seed)))  # noqa: S311 - repeatable
    command = ["git", f"--git-dir={path}", "fast-import", "--quiet", "--date-format=raw"]
    subprocess.run(command, input=stream, check=True)
    subprocess.run(
        ["git", f"--git-dir={path}", "symbolic-ref", "HEAD", "refs/heads/main"], check=True
    )
    return path


def edited(text: str, number: int, chance: random.Random) -> str:
    """The text with the next edit made."""
    blocks = text.split("\n\n")
    places = [at for at, each in enumerate(blocks) if len(each) > 80 and each[0].isalnum()]
    at = chance.choice(places)
    match number % 10:
        case 7:
            blocks.insert(at, f"In {chance.choice(PLACES)} this is the change of number {number}.")
        case 8 if len(places) > 20:
            del blocks[at]
        case 9:
            moved = blocks.pop(at)
            blocks.insert(chance.choice(places[:-1]), moved)
        case _:
            blocks[at] = _reworded(blocks[at], number, chance)
    if number % 500 == 0:
        headings = [at for at, each in enumerate(blocks) if each.startswith("## ")]
        blocks[chance.choice(headings)] += f" {number}"
    return "\n\n".join(blocks)


def _reworded(block: str, number: int, chance: random.Random) -> str:
    words = block.split(" ")
    at = chance.randrange(1, len(words))
    words[at : at + chance.randrange(3)] = [chance.choice(PLACES), f"of number {number},"]
    return " ".join(words)


def _commits(text: str, revisions: int, chance: random.Random) -> Iterator[bytes]:
    """What `git fast-import` reads."""
    for number in range(revisions):
        text = edited(text, number, chance) if number else text
        content, words = text.encode(), f"Change of number {number}".encode()
        yield b"commit refs/heads/main\n"
        yield f"committer Ann <ann@example.org> {BEGIN + number * APART} +0000\n".encode()
        yield b"data %d\n%s\n" % (len(words), words)
        yield b"M 100644 inline document.md\ndata %d\n%s\n" % (len(content), content)
