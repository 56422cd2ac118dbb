"""Find a Chromium for the tests, or obtain one in whichever way the machine allows."""

import os
import shutil
import subprocess
from pathlib import Path

from tools.trouble import Trouble

#: Names a Chromium of the reader's own choice; tests read it too.
VARIABLE = "ROUNDTABLE_CHROMIUM"
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
ASK_PLAYWRIGHT = """
from playwright.sync_api import sync_playwright
with sync_playwright() as playwright:
    print(playwright.chromium.executable_path)
"""


def obtain(python: Path) -> Path:
    """A Chromium that starts: the system's, Debian's package, or Playwright's own download.

    `python` is one that has Playwright. Raises `Trouble` where none can be had.
    """
    for attempt in (find, from_debian, lambda: from_playwright(python)):
        path = attempt()
        if path is not None:
            return path
    raise Trouble(
        "There is no Chromium, and neither apt-get nor Playwright could install one; install it, "
        f"or name one in {VARIABLE}."
    )


def find() -> Path | None:
    """The Chromium that the environment names or the system has, if it starts."""
    named = os.environ.get(VARIABLE)
    if named:
        if not starts(Path(named)):
            raise Trouble(f"{VARIABLE} names {named}, which does not start.")
        return Path(named)
    found = (Path(path) for path in map(shutil.which, NAMES) if path)
    return next(filter(starts, found), None)


def starts(path: Path) -> bool:
    """Whether a program tells its version (some systems keep a mere pointer to a package)."""
    try:
        return _quietly([str(path), "--version"], seconds=30)
    except OSError:
        return False


def from_debian() -> Path | None:
    """Debian's package, where this may be installed."""
    if os.geteuid() != 0 or shutil.which("apt-get") is None:
        return None
    print("Installing Chromium from the system's packages, for the tests.", flush=True)
    _quietly(["apt-get", "update"], seconds=300)
    _quietly(["apt-get", "install", "-y", "--no-install-recommends", "chromium"], seconds=900)
    return find()


def from_playwright(python: Path) -> Path | None:
    """Playwright's own download."""
    print("Downloading Playwright's Chromium, for the tests.", flush=True)
    _quietly([str(python), "-m", "playwright", "install", "chromium"], seconds=900)
    said = subprocess.run(
        [str(python), "-c", ASK_PLAYWRIGHT], capture_output=True, text=True, check=False
    )
    path = Path(said.stdout.strip() or "/nonexistent")
    return path if starts(path) else None


def _quietly(command: list[str], *, seconds: int) -> bool:
    """Run a command without its output; whether it went well within the time."""
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    try:
        done = subprocess.run(
            command, capture_output=True, check=False, timeout=seconds, env=environment
        )
    except subprocess.TimeoutExpired:
        return False
    return done.returncode == 0
