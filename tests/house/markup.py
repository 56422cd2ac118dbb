"""Templates: nothing that the content security policy would refuse, and no words of git."""

import re
from collections.abc import Iterator
from html.parser import HTMLParser

#: `path` of a template, with the reason why what it marks as safe is.
SAFE: dict[str, str] = {}
#: `path` of a template, with the reason why it may speak of git.
WORDS: dict[str, str] = {}

#: `path` of a template that is no page, with the reason why styles stand in it.
MAILS: dict[str, str] = {
    "service/notifications/templates/notifications/letter.html": (
        "a mail: mail programs load no style sheets"
    ),
}

VISIBLE = frozenset({"title", "alt", "placeholder", "aria-label", "aria-description"})
GIT = re.compile(r"\b(?:[Cc]ommit(?:s|ted)?|[Bb]ranch(?:es)?|[Rr]ebased?|HEAD)\b")
JINJA = re.compile(r"\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}", re.DOTALL)
MARKED_SAFE = re.compile(r"\|\s*safe\b|Markup\(")


def refused(_path: str, source: str) -> Iterator[tuple[int, str]]:
    """Inline styles and scripts, handlers as attributes, and words of git that people would see."""
    yield from _parsed(source).found


def marked_safe(path: str, source: str) -> Iterator[tuple[int, str]]:
    """Values that are not escaped."""
    for found in MARKED_SAFE.finditer(source):
        if path not in SAFE:
            yield source.count("\n", 0, found.start()) + 1, "A value is marked as safe."


def git_words(path: str, source: str) -> Iterator[tuple[int, str]]:
    """Words of git in what people read."""
    for line, words in _parsed(source).visible:
        found = GIT.search(words)
        if found and path not in WORDS:
            yield line, f"People read the word {found[0]!r} here."


def _parsed(source: str) -> "_Page":
    """A template as a page; what Jinja does is replaced by as many line ends."""
    page = _Page()
    page.feed(JINJA.sub(lambda found: "x" + "\n" * found[0].count("\n"), source))
    page.close()
    return page


class _Page(HTMLParser):
    """Collects what is refused, and what people read, each with its line."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[int, str]] = []
        self.visible: list[tuple[int, str]] = []
        self._inside = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Look at an element and its attributes."""
        given = {name: value or "" for name, value in attrs}
        self._inside = tag
        is_data = given.get("type") == "application/json"
        if tag == "script" and "src" not in given and not is_data:
            self._refuse("A script stands in the page.")
        if tag == "style" or "style" in given:
            self._refuse("A style stands in the page.")
        for name, value in given.items():
            if name.startswith(("on", "hx-on")):
                self._refuse(f"The attribute {name} is a script.")
            if name in VISIBLE:
                self.visible.append((self.getpos()[0], value))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Look at an element that closes itself."""
        self.handle_starttag(tag, attrs)
        self._inside = ""

    def handle_endtag(self, tag: str) -> None:
        """Leave an element."""
        del tag
        self._inside = ""

    def handle_data(self, data: str) -> None:
        """Keep what people read."""
        if self._inside not in ("script", "style"):
            line = self.getpos()[0]
            self.visible += [(line + n, words) for n, words in enumerate(data.split("\n"))]

    def _refuse(self, sentence: str) -> None:
        self.found.append((self.getpos()[0], sentence))
