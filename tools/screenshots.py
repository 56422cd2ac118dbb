"""Take the pictures of `docs/images/` from a service of its own, on a new data folder.

    python -m tools.screenshots [NAME...]      all of them, or those named (`reading`, `publish`)

Some pictures show what the one before did, so all are taken in order and only the named are kept.
"""

import io
import sys
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urljoin

from PIL import Image
from playwright.sync_api import Browser, Locator, Page

from tests.installed.running import serving
from tests.journeys.chromium import chromium, desk
from tools.page_scripts import RENAME, SELECT

ROOT = Path(__file__).parent.parent
FOLDER = ROOT / "docs" / "images"
#: Widths in pixels: a screen on a desk, and a telephone.
DESK, TELEPHONE = 1440, 390
#: Bytes that a picture may have, so that the guides stay quick to load.
LARGEST = 150_000
#: Colours that are left to it.
COLOURS = 128
STRATEGY = "/s/health-informatics"

PHRASE = "connect general practices that wish to join"
#: What the pictures show as the address of the installation.
ADDRESS = "https://strategies.example.org"

Act = Callable[[Page], object]


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A picture to take."""

    #: Its name, without `.png`.
    name: str
    #: Who looks: owner, reviewer or visitor.
    who: str
    #: The path of the page; empty for the personal link itself.
    path: str = ""
    #: What they do there before it is taken.
    act: Act = lambda _: None
    #: The width of their window in pixels.
    width: int = DESK
    #: Its height.
    height: int = 900


def main(names: Sequence[str]) -> int:
    """Take the pictures; 1 where one of the names is none of theirs."""
    unknown = set(names) - {picture.name for picture in PICTURES}
    if unknown:
        print(f"There is no picture {', '.join(sorted(unknown))}.", file=sys.stderr)
        return 1
    FOLDER.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, chromium() as browser:
        service = [sys.executable, "-m", "service"]
        with serving(service, Path(folder) / "data", PYTHONPATH=str(ROOT)) as running:
            links = dict(zip(("owner", "reviewer"), running.links(), strict=True))
            for picture in PICTURES:
                png = _take(browser, picture, running.address, links.get(picture.who))
                if not names or picture.name in names:
                    _keep(picture.name, png)
    return 0


def _take(browser: Browser, picture: Picture, address: str, link: str | None) -> bytes:
    """Open a fresh window, sign in, go there, act, and look."""
    somebody = desk(browser, width=picture.width)
    page = somebody.page
    page.set_viewport_size({"width": picture.width, "height": picture.height})
    if link and picture.path:
        somebody.sign_in(link)
    page.goto(address + picture.path if picture.path else link or address)
    picture.act(page)
    page.evaluate(RENAME, [address, ADDRESS])
    page.wait_for_timeout(400)  # what slides has come to rest
    png = page.screenshot(animations="disabled", caret="hide")
    page.context.close()
    return png


def _keep(name: str, png: bytes) -> None:
    """Write a picture in as few colours as a page has, which makes it a third of the size."""
    with Image.open(io.BytesIO(png)) as image:
        few = image.convert("RGB").quantize(
            COLOURS, method=Image.Quantize.MEDIANCUT, kmeans=2, dither=Image.Dither.NONE
        )
    path = FOLDER / f"{name}.png"
    few.save(path, optimize=True)
    size = path.stat().st_size
    print(f"{path.name}: {size // 1000} kB")
    if size > LARGEST:
        raise SystemExit(f"{path.name} is larger than {LARGEST // 1000} kB.")


def _select(page: Page, words: str = PHRASE, gap: int = 300) -> None:
    """Select words of the text, which a reader would do with the mouse."""
    page.evaluate(SELECT, [words, gap])


def _show(page: Page, words: str, gap: int = 300) -> None:
    _select(page, words, gap)
    page.evaluate("getSelection().removeAllRanges()")


def _open_thread(page: Page) -> None:
    """Open the card of a discussion in which several people spoke."""
    _show(page, "No new extract will be made", 330)
    page.locator("article.thread", has_text="The full service opens in July 2021").click()


def _offer(page: Page) -> None:
    """Select words and wait for the button that comes up beside them."""
    _select(page)
    page.locator("[data-act=comment]").wait_for()


def _compose(page: Page) -> None:
    """Select words, press the button, and write."""
    _offer(page)
    page.locator("[data-act=comment]").click()
    form = page.locator("form.composer")
    form.get_by_role("radio", name="Question").check()
    form.get_by_label("Your comment").fill("Which practices have said that they wish to join?")
    form.get_by_label("Your comment").blur()


def _suggest(page: Page) -> None:
    """Select words, press the other button, and write better ones."""
    _select(page)
    page.locator("[data-act=suggest]").click()
    form = page.locator("form.composer")
    form.get_by_label("Replace with").fill("connect every general practice that wishes to join")
    form.locator("[data-preview] ins").first.wait_for()
    form.get_by_label("Why, if you wish to say").fill("Says that nobody is left out.")
    form.locator("textarea").last.blur()


def _decide(page: Page) -> None:
    """Open a suggestion that waits to be decided."""
    _show(page, "Computers are necessary", 330)
    page.locator("article.thread", has_text="Computers are").first.click()
    page.locator("[data-accept-button]").wait_for()


def _open_sheet(page: Page) -> None:
    """Open the comments of a passage on a telephone."""
    _show(page, PHRASE, 200)
    page.locator(".blk", has_text=PHRASE).locator("[data-chip]").click()


def _choose_sentence(page: Page) -> None:
    """Open the form for commenting without selecting, and choose a sentence."""
    link = page.locator(".blk", has_text=PHRASE).locator("a.add")
    page.goto(urljoin(page.url, str(link.get_attribute("href"))))
    page.locator("label", has_text=PHRASE).click()


def _open_editor(page: Page) -> None:
    """Wait for the editor, and put the caret into the first table."""
    page.get_by_text("All changes saved").wait_for()
    page.get_by_role("textbox", name="Text of the draft").locator("td").first.click()


def _open_proposal(page: Page) -> None:
    """Open a proposed revision that waits to be decided."""
    page.get_by_role("link", name="Say what the courses are for").click()
    page.get_by_role("button", name="Merge what is ticked").wait_for()


def _propose(page: Page) -> None:
    """Say what a proposed revision would change, and why."""
    page.get_by_label("Title").fill("Targets for the courses")
    page.get_by_label("Why?").fill(
        "Aim 4 says how many courses there will be, and not how many people should go to them."
    )
    page.get_by_label("Why?").blur()


def _ask_who_wrote(page: Page) -> None:
    """Choose a passage whose words came with several changes."""
    page.get_by_role("link", name="The refresh was written").click()
    page.get_by_role("heading", name="Who wrote this passage").wait_for()


def _go_to_change(page: Page) -> None:
    """Go to a change in the middle of a comparison, with its neighbours."""
    page.locator("#change--2").evaluate("e => scrollTo({top: e.getBoundingClientRect().top - 250})")


def _open_section(page: Page, title: str = "Aim 1") -> Locator:
    """Open the form of a section; return its text area."""
    link = page.locator("main a[href*='/edit/']", has_text=title).first
    page.goto(urljoin(page.url, str(link.get_attribute("href"))))
    return page.locator("textarea[name=source]")


def _save(page: Page, title: str, old: str, new: str) -> None:
    """Put other words into a section and save it."""
    area = _open_section(page, title)
    area.fill(area.input_value().replace(old, new))
    page.get_by_label("What changed?").fill(f"Wrote “{new[:40]}”")
    page.get_by_role("button", name="Save draft").click()
    page.locator("[data-doc]").wait_for()


def _save_too_late(page: Page) -> None:
    """Save words that were saved otherwise in another window in the meantime."""
    area = _open_section(page)
    other = page.context.new_page()
    other.goto(urljoin(page.url, f"{STRATEGY}/edit"))
    _save(other, "Aim 1", "for every partner each quarter", "for every partner each month")
    other.close()
    area.fill(area.input_value().replace("each quarter", "twice a year"))
    page.get_by_role("button", name="Save draft").click()
    page.get_by_text("Write it yourself").first.click()


def _lose_a_passage(page: Page) -> None:
    """Save a section without words that somebody commented on, and open what is listed."""
    _save(
        page,
        "Aim 1",
        "\n- connect general practices that wish to join, through their networks.",
        "",
    )
    page.evaluate("scrollTo({top: 0, behavior: 'instant'})")
    page.locator("[data-orphans] summary").click()


def _make_link(page: Page) -> None:
    """Make a personal link for somebody."""
    page.get_by_role("link", name="Dorothy Maddox").click()
    page.get_by_role("button", name="Make a personal link").click()
    page.locator("[data-made]").wait_for()


PICTURES: tuple[Picture, ...] = (
    Picture(name="reading", who="reviewer", path=STRATEGY, act=_open_thread),
    Picture(name="link", who="reviewer", height=420),
    Picture(name="select", who="reviewer", path=STRATEGY, act=_offer, height=560),
    Picture(name="compose", who="reviewer", path=STRATEGY, act=_compose, height=620),
    Picture(name="suggest", who="reviewer", path=STRATEGY, act=_suggest, height=860),
    Picture(name="comment-form", who="reviewer", path=STRATEGY, act=_choose_sentence, height=1240),
    Picture(
        name="telephone", who="reviewer", path=STRATEGY, act=_open_sheet, width=390, height=844
    ),
    Picture(name="search", who="reviewer", path="/search?q=trusted+research+environment"),
    Picture(name="editor", who="owner", path=f"{STRATEGY}/edit", act=_open_editor),
    Picture(name="edit-section", who="owner", path=f"{STRATEGY}/edit", act=_open_section),
    Picture(name="publish", who="owner", path=f"{STRATEGY}/publish", height=1480),
    Picture(name="versions", who="owner", path=f"{STRATEGY}/versions", height=660),
    Picture(name="download", who="owner", path=f"{STRATEGY}/download", height=720),
    Picture(name="person", who="owner", path="/people", act=_make_link),
    Picture(name="decide", who="owner", path=STRATEGY, act=_decide, height=760),
    Picture(
        name="propose", who="reviewer", path=f"{STRATEGY}/proposals/new", act=_propose, height=820
    ),
    Picture(
        name="proposal", who="owner", path=f"{STRATEGY}/proposals", act=_open_proposal, height=1240
    ),
    Picture(name="compare", who="owner", path=f"{STRATEGY}/compare", act=_go_to_change),
    Picture(name="history", who="owner", path=f"{STRATEGY}/history", height=740),
    Picture(
        name="who-wrote",
        who="owner",
        path=f"{STRATEGY}/passage?section=summary",
        act=_ask_who_wrote,
        height=680,
    ),
    # From here on the text is changed.
    Picture(name="merge", who="owner", path=f"{STRATEGY}/edit", act=_save_too_late, height=1010),
    Picture(name="orphaned", who="owner", path=f"{STRATEGY}/edit", act=_lose_a_passage),
)

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
