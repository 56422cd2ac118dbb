"""A window that hears whatever a page runs, asks for, or is refused."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from playwright.sync_api import Browser, ConsoleMessage, Page, Request, StorageState

_LISTEN = """
window.heard = [];
for (const name of ['alert', 'confirm', 'prompt', 'print', 'open'])
  window[name] = (...words) => { heard.push(`${name}(${words})`); };
document.addEventListener('securitypolicyviolation', (event) =>
  heard.push(`refused ${event.violatedDirective} ${event.blockedURI} ${event.sample}`));
"""
#: What is there that runs, or would once it is touched; our own scripts and forms are not.
_LIVE = """() => {
  const found = [];
  for (const element of document.querySelectorAll('*')) {
    for (const {name, value} of element.attributes) {
      if (/^on/i.test(name)) found.push(`${element.localName} ${name}`);
      const address = /^(href|src|action|formaction)$/i.test(name);
      if (address && /^\\s*(javascript|data|vbscript):/i.test(value))
        found.push(`${element.localName} ${name}=${value.slice(0, 60)}`);
      if (name === 'style' && !element.closest('[data-margin], [data-selbar]'))
        found.push(`${element.localName} style`);
    }
    const ours = element.getAttribute('src')?.startsWith('/static/');
    if (element.localName === 'script' && !ours && element.type !== 'application/json')
      found.push(`script ${element.textContent.slice(0, 60)}`);
    if (/^(iframe|object|embed|base|applet|frame|style)$/.test(element.localName))
      found.push(element.localName);
  }
  return [...heard, ...found];
}"""


@dataclass
class Window:
    """A page, and what was heard of it besides what it says itself."""

    #: The page.
    page: Page
    #: What the address of everything that it may ask for begins with.
    address: str
    #: What was heard.
    heard: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Listen."""
        self.page.add_init_script(_LISTEN)
        self.page.on("console", self._said)
        self.page.on("pageerror", lambda error: self.heard.append(f"error {error}"))
        self.page.on("request", self._asked)
        self.page.on("dialog", lambda dialog: self.heard.append(f"dialog {dialog.message}"))

    def _said(self, message: ConsoleMessage) -> None:
        own = message.type in ("info", "verbose") or "Failed to load resource" in message.text
        if not own:  # what Chromium itself has to say
            self.heard.append(f"console {message.type}: {message.text}")

    def _asked(self, request: Request) -> None:
        if not request.url.startswith((self.address, "about:", "blob:")):
            self.heard.append(f"asked for {request.url}")

    def look(self) -> list[str]:
        """Return everything that was heard of what is open now, and what is live in it."""
        live = [str(each) for each in self.page.evaluate(_LIVE)]
        heard, self.heard = [*self.heard, *live], []
        return [f"{self.page.url[:200]}: {each}" for each in heard]

    def open(self, path: str) -> list[str]:
        """Open a page of the service; return what was heard."""
        self.page.goto(self.address + path)
        return self.look()


@contextmanager
def window(
    browser: Browser, address: str, state: StorageState | None, *, policy: bool
) -> Iterator[Window]:
    """Open a window in which the security policy holds, or none does."""
    context = browser.new_context(storage_state=state, bypass_csp=not policy)
    yield Window(page=context.new_page(), address=address)
    context.close()
