"""Hands in the editor: opening it, writing, choosing words, saving, and what was saved."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.sync_api import Locator, Page, expect

from tests.installed.running import Running
from tests.journeys.chromium import Desk

#: A picture of one pixel.
PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d494441"
    "54789c6390f1abfc0f00035001e3b97b9bf80000000049454e44ae426082"
)

_PASTE = """(element, [html, text]) => {
  const data = new DataTransfer();
  data.setData('text/html', html);
  data.setData('text/plain', text);
  const event = new ClipboardEvent('paste', {clipboardData: data, bubbles: true, cancelable: true});
  element.dispatchEvent(event);
}"""

_PASTE_FILE = """(element, digits) => {
  const bytes = Uint8Array.from(digits.match(/../g), (pair) => parseInt(pair, 16));
  const data = new DataTransfer();
  data.items.add(new File([bytes], 'Pasted map.png', {type: 'image/png'}));
  const event = new ClipboardEvent('paste', {clipboardData: data, bubbles: true, cancelable: true});
  element.dispatchEvent(event);
}"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Writer:
    """Somebody who has the editor open."""

    #: Where they sit.
    desk: Desk
    #: The service.
    running: Running
    #: The strategy that they edit.
    slug: str

    @property
    def page(self) -> Page:
        """What they look at."""
        return self.desk.page

    @property
    def text(self) -> Locator:
        """The text in the editor."""
        return self.page.get_by_role("textbox", name="Text of the draft")

    def open(self, anchor: str = "") -> None:
        """Open the editor, and wait until it says so."""
        self.page.goto(f"{self.running.address}/s/{self.slug}/edit{anchor}")
        expect(self.page.locator("[data-state]")).to_have_text("All changes saved")

    def tool(self, name: str) -> None:
        """Press a button of the bar."""
        bar = self.page.get_by_role("toolbar", name="Formatting")
        bar.get_by_role("button", name=name, exact=True).click()

    def press(self, *keys: str) -> None:
        """Press keys one after the other."""
        for key in keys:
            self.page.keyboard.press(key)

    def write(self, words: str) -> None:
        """Type words."""
        self.page.keyboard.type(words)

    def end_of(self, words: str) -> None:
        """Put the caret at the end of the innermost block that holds these words."""
        block = self.text.locator("p, h1, h2, h3, h4, td, th, li", has_text=words).last
        self.caret_at_end(block)

    def caret_at_end(self, block: Locator) -> None:
        """Put the caret at the end of a block, however many lines it takes."""
        block.click()
        block.evaluate(
            "block => { getSelection().selectAllChildren(block); getSelection().collapseToEnd(); }"
        )
        self.page.wait_for_timeout(50)  # the editor hears of it in a task of its own

    def new_paragraph(self, after: str) -> None:
        """Begin a paragraph after the one that ends with these words."""
        self.end_of(after)
        self.press("Enter")

    def paste(self, html: str, text: str = "") -> None:
        """Paste what another program put on the clipboard."""
        self.text.evaluate(_PASTE, [html, text])

    def paste_picture(self, content: bytes) -> None:
        """Paste a picture."""
        self.text.evaluate(_PASTE_FILE, content.hex())

    def save(self, what_changed: str = "Changed the text") -> None:
        """Save, with a sentence on what changed."""
        self.press("ControlOrMeta+s")
        self.page.get_by_label("What did you change?").fill(what_changed)
        self.page.get_by_role("button", name="Save", exact=True).click()
        expect(self.page.locator("[data-state]")).to_contain_text("All changes saved")

    def draft(self) -> str:
        """Return the source of the draft as it is saved."""
        return str(self.asked()["text"])

    def asked(self) -> dict[str, Any]:
        """Return what the API says of the draft."""
        answer = self.page.request.get(
            f"{self.running.address}/api/v1/strategies/{self.slug}/draft"
        )
        return dict(answer.json())

    def changed_lines(self, before: str) -> tuple[list[str], list[str]]:
        """Return the lines that went and those that came since a text."""
        old, new = before.split("\n"), self.draft().split("\n")
        while old and new and old[0] == new[0]:
            del old[0], new[0]
        while old and new and old[-1] == new[-1]:
            del old[-1], new[-1]
        return old, new


def put_picture(folder: Path) -> Path:
    """Write a small picture to a file."""
    path = folder / "Map of Mersey.png"
    path.write_bytes(PIXEL)
    return path
