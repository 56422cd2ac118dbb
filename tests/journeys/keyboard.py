"""Hands on a keyboard: nothing is clicked, filled or given the focus by a script."""

from dataclasses import dataclass

from playwright.sync_api import Page

from tests.journeys.chromium import Desk

#: Tab stops after which what is sought is not on the page.
_MOST = 150

_FOCUS = """() => {
  const element = document.activeElement;
  if (!element || element === document.body) return {lost: true};
  const words = (node) => node.textContent.replace(/\\s+/g, ' ').trim();
  const name = element.getAttribute('aria-label')
    ?? (element.labels?.length ? [...element.labels].map(words).join(' ') : words(element));
  const legend = element.closest('fieldset')?.querySelector('legend');
  const group = legend ? words(legend) : '';
  const target = element.type === 'radio' && element.labels?.length ? element.labels[0] : element;
  const lines = [...target.getClientRects()].filter(({width, height}) => width && height);
  const seen = lines.some((box) => [0.5, 0.1, 0.9].some((part) => {
    const [x, y] = [box.left + box.width * part, box.top + Math.min(box.height / 2, 14)];
    const top = document.elementFromPoint(x, y);
    return top && (target.contains(top) || top.contains(target));
  }));
  return {lost: false, name, group, tag: element.localName, id: element.id, seen,
          marked: element.matches(':focus-visible')};
}"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Focus:
    """Where the focus is."""

    #: Its name, as a screen reader would say it.
    name: str
    #: The legend of the group that it is in.
    group: str
    #: The name of its element.
    tag: str
    #: Its id.
    id: str


class FocusLost(AssertionError):
    """The focus is nowhere."""


class FocusHidden(AssertionError):
    """The focus is on something that cannot be seen."""


@dataclass(frozen=True, slots=True)
class Keyboard:
    """Somebody who has no mouse."""

    #: Where they sit.
    desk: Desk

    @property
    def page(self) -> Page:
        """The page they look at."""
        return self.desk.page

    def focus(self) -> Focus:
        """Return where the focus is; FocusLost, or FocusHidden where it cannot be seen."""
        found = self.page.evaluate(_FOCUS)
        if found["lost"]:
            raise FocusLost(self.page.url)
        if not (found["seen"] and found["marked"]):
            raise FocusHidden(f"{self.page.url}: {found}")
        return Focus(**{key: found[key] for key in ("name", "group", "tag", "id")})

    def tab_to(self, name: str, *, group: str = "", tag: str = "", back: bool = False) -> Focus:
        """Press Tab until the focus is on what has these words in its name; every stop is seen."""
        passed = []
        for _ in range(_MOST):
            focus = self._next("Shift+Tab" if back else "Tab")
            if name in focus.name and group in focus.group and tag in ("", focus.tag):
                return focus
            passed.append(focus.name[:40])
        raise AssertionError(f"{name!r} is not among {passed}")

    def _next(self, key: str) -> Focus:
        """Go one stop on; after the last, the browser's own stop comes before the first."""
        self.page.keyboard.press(key)
        try:
            return self.focus()
        except FocusLost:
            self.page.keyboard.press(key)
            return self.focus()

    def press(self, *keys: str) -> None:
        """Press keys, one after the other."""
        for key in keys:
            self.page.keyboard.press(key)

    def write(self, words: str) -> None:
        """Type."""
        self.page.keyboard.type(words)

    def enter(self, name: str, *, tag: str = "", back: bool = False) -> None:
        """Go to a link or a button and press Enter; wait for the page that this leads to."""
        self.tab_to(name, tag=tag, back=back)
        with self.page.expect_navigation():
            self.press("Enter")
        self.page.wait_for_load_state()

    def skip(self) -> None:
        """Skip what is at the top of every page."""
        self.tab_to("Skip to main content")
        self.press("Enter")

    def choose(self, words: str, *, group: str) -> None:
        """Go to a group of radio buttons and choose with Space and the arrow keys."""
        focus = self.tab_to("", group=group)
        self.press("Space")
        for _ in range(30):
            if words in focus.name:
                return
            self.press("ArrowDown")
            focus = self.focus()
        raise AssertionError(f"{words!r} is not in the group {group!r}")
