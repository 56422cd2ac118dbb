"""Reading HTML and test data as the tests need them."""

import json
from html.parser import HTMLParser
from pathlib import Path
from typing import Final

DATA: Final = Path(__file__).parents[2] / "data"


class Page(HTMLParser):
    """HTML as Python's own parser sees it."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        #: Every element with its attributes, in order.
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self._text: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Take in an element."""
        self.elements.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        """Take in text."""
        self._text.append(data)

    @property
    def text(self) -> str:
        """What a browser calls textContent."""
        return "".join(self._text)

    def all(self, tag: str) -> list[dict[str, str | None]]:
        """The attributes of every element of this name."""
        return [attributes for name, attributes in self.elements if name == tag]


def documents() -> dict[str, str]:
    """Real documents by name."""
    return {path.stem: _read(path) for path in sorted((DATA / "documents").glob("*.md"))}


def versions() -> dict[str, tuple[str, str]]:
    """Real texts in an earlier and a later version, by name."""
    first = sorted((DATA / "versions").glob("*.v1.md"))
    return {
        path.name[: -len(".v1.md")]: (
            _read(path),
            _read(path.with_name(path.name.replace(".v1.", ".v2."))),
        )
        for path in first
    }


def hostile() -> list[str]:
    """Strings that break things."""
    return [text for text, _ in json.loads(_read(DATA / "hostile.json"))]


def _read(path: Path) -> str:
    return path.read_text(encoding="utf-8")
