"""Suggestions recorded in real histories: a block before, the words after, and the source after."""

import re
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from pathlib import Path

from service.document.render import Rendered, RenderedBlock, render
from service.document.source import clean
from service.document.wording import level
from tests.service.document.suggestions.typing import FIGURES

DATA = Path(__file__).parents[3] / "data"
#: What shows as it stands in the source, yet was meant as mark-up: raw HTML, a broken link.
_MEANT_AS_MARK_UP = re.compile(r"<[a-z/]|\]\(|\]\[|\{\{")


@dataclass(frozen=True, slots=True, kw_only=True)
class Recorded:
    """A block that somebody rewrote."""

    #: The text before.
    text: str
    #: The same, rendered.
    page: Rendered = field(repr=False)
    #: The block.
    block: RenderedBlock
    #: What it says afterwards.
    words: str
    #: The source of the block afterwards.
    source: str
    #: The history that it is from; empty for a pair of versions.
    history: str
    #: Whether the words alone changed: all mark-up and where it stands is as it was.
    words_alone: bool

    @property
    def result(self) -> str:
        """The text with the block as it was recorded."""
        return self.text[: self.block.start] + self.source + self.text[self.block.end :]


def recorded(folder: Path) -> Iterator[Recorded]:
    """Yield every block that a revision of the histories, or a version, rewrote: each once."""
    seen: set[tuple[str, str]] = set()
    for history, old, new in _pairs(folder):
        for each in _rewritten(history, old, new):
            key = (each.text[each.block.start : each.block.end], each.source)
            if key not in seen and level(each.block.text) != level(each.words):
                seen.add(key)
                yield each


def _pairs(folder: Path) -> Iterator[tuple[str, str, str]]:
    for bundle in sorted((DATA / "histories").glob("*.bundle")):
        for old, new in _history(bundle, folder / bundle.stem):
            yield bundle.stem, old, new
    for path in sorted((DATA / "versions").glob("*.v1.md")):
        later = path.with_name(path.name.replace(".v1.", ".v2."))
        yield "", clean(path.read_text("utf-8")), clean(later.read_text("utf-8"))


def _history(bundle: Path, folder: Path) -> Iterator[tuple[str, str]]:
    """Each text of a history before and after a revision that changed it."""
    subprocess.run(["git", "init", "-q", "--bare", folder], check=True)
    _git(folder, "fetch", "-q", str(bundle), "refs/*:refs/*")
    for revision in _git(folder, "log", "--all", "--format=%H", "--no-merges").split():
        changed = _git(
            folder, "diff-tree", "-r", "--no-commit-id", "--name-only", "--diff-filter=M", revision
        )
        for name in changed.splitlines():
            if name.endswith(".md"):
                yield (
                    clean(_git(folder, "show", f"{revision}^:{name}")),
                    clean(_git(folder, "show", f"{revision}:{name}")),
                )


def _git(folder: Path, *arguments: str) -> str:
    done = subprocess.run(["git", "-C", folder, *arguments], check=True, capture_output=True)
    return done.stdout.decode("utf-8", "replace")


def _rewritten(history: str, old: str, new: str) -> Iterator[Recorded]:
    """The blocks of one text that are other blocks of the same kind in the next."""
    before, after = render(old, figures=FIGURES), render(new, figures=FIGURES)
    olds = [old[b.start : b.end] for b in before.blocks[: before.footnotes_from]]
    news = [new[b.start : b.end] for b in after.blocks[: after.footnotes_from]]
    for op, a, b, c, d in SequenceMatcher(None, olds, news, autojunk=False).get_opcodes():
        if op != "replace" or b - a != d - c:
            continue
        for one, other in zip(range(a, b), range(c, d), strict=True):
            block, made = before.blocks[one], after.blocks[other]
            if block.kind == made.kind:
                same = _mark_up(old, block) == _mark_up(new, made)
                yield Recorded(
                    text=old,
                    page=before,
                    block=block,
                    words=made.text,
                    source=news[other],
                    history=history,
                    words_alone=same and _literal(block) == _literal(made),
                )


def _literal(block: RenderedBlock) -> list[str]:
    return _MEANT_AS_MARK_UP.findall(block.text)


def _mark_up(text: str, block: RenderedBlock) -> str:
    """What of a block's source shows as nothing, or as something else, without white space."""
    pieces, at = [], block.start
    for each in block.map.segments:
        pieces.append(text[at : each.source])
        at = each.source if not each.one_for_one else each.source_end
    return "".join("".join([*pieces, text[at : block.end]]).split())
