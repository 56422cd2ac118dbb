"""The guides: README.md and what lies in docs/, with what they point to."""

import re
from collections.abc import Iterator
from urllib.parse import unquote

from tests.house.checkout import ROOT, below, text

LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")
#: What is shown as typed, such as how to write a link.
SHOWN = re.compile(r"^```.*?^```|`[^`\n]*`", re.MULTILINE | re.DOTALL)
#: What leaves the checkout: an address with a scheme.
OUTSIDE = re.compile(r"[a-z]+:")


def guides() -> tuple[str, ...]:
    """Every page that people read in the checkout."""
    return ("README.md", *below("docs", suffix=".md"))


def targets(words: str) -> Iterator[tuple[int, str]]:
    """The line and the target of each link and image in Markdown, but not of examples."""
    plain = SHOWN.sub(lambda shown: "\n" * shown[0].count("\n"), words)
    for found in LINK.finditer(plain):
        yield plain.count("\n", 0, found.start()) + 1, found[1]


def broken(path: str, words: str) -> Iterator[tuple[int, str]]:
    """The links and images within the checkout that lead nowhere."""
    for line, target in targets(words):
        name, _, anchor = target.partition("#")
        if OUTSIDE.match(target):
            continue
        file = (ROOT / path).parent / unquote(name) if name else ROOT / path
        if not file.exists():
            yield line, f"{target} does not exist."
        elif anchor and anchor not in headings(file.read_text("utf-8")):
            yield line, f"{target} names no heading."


def headings(words: str) -> set[str]:
    """The anchors that the headings of a page have."""
    found = re.findall(r"^#+ +(.+)$", words, re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", each.lower()).strip().replace(" ", "-") for each in found}


def images() -> tuple[str, ...]:
    """Every picture of the guides, relative to the checkout."""
    return below("docs/images", suffix=".png")


def shown() -> set[str]:
    """The pictures that some guide shows, by name."""
    return {
        target.rpartition("/")[2]
        for path in guides()
        for _, target in targets(text(path))
        if target.endswith(".png")
    }
