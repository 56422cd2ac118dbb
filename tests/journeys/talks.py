"""Small strategies to talk about, one for each journey, all alike."""

import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from shutil import copytree

from playwright.sync_api import Browser, StorageState

from tests.installed.running import Running, environment
from tests.journeys.chromium import WIDTHS, desk
from tests.journeys.scene import Program, token

ROOT = Path(__file__).parents[2]
_TEXT = Path(__file__).parent / "talk"

#: What each strategy is for; there is one of each for every width.
JOURNEYS = (
    "anywhere",
    "keyboard",
    "own",
    "filters",
    "lost",
    "drafts",
    "older",
    "offline",
    "again",
    "kinds",
    "rivals",
    "both",
    "suggest",
    "decide",
    "gather",
    "stale",
    "keys",
    "paper",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Talks:
    """Strategies, and two people who talk about them."""

    #: What addresses of the service begin with.
    address: str
    #: The owner, signed in.
    owner: StorageState
    #: A reviewer, signed in.
    reviewer: StorageState
    #: A program of the owner's.
    program: Program
    #: A program of the reviewer's.
    reviewing: Program

    def at(self, journey: str, width: int) -> str:
        """Return the address of the strategy that a journey has at a width."""
        return f"{self.address}/s/{slug(journey, width)}"


def slug(journey: str, width: int) -> str:
    """Return the last part of its address."""
    return f"talk-{journey}-{width}"


def set_up(browser: Browser, running: Running, folder: Path) -> Talks:
    """Import the strategies, and make the demonstration's reviewer theirs."""
    states, programs = [], []
    for link in running.links()[:2]:
        somebody = desk(browser)
        somebody.sign_in(link)
        states.append(somebody.page.context.storage_state())
        programs.append(Program(running.address, token(somebody, running.address)))
        somebody.page.context.close()
    names = [slug(each, width) for each in JOURNEYS for width in WIDTHS]
    import_into(running, [copytree(_TEXT, folder / name) for name in names])
    reviewer = _person(programs[0], "Mei-Ling Cheung")
    for name in names:
        programs[0].ask("PUT", f"strategies/{name}/roles/{reviewer}", {"role": "reviewer"})
    return Talks(
        address=running.address,
        owner=states[0],
        reviewer=states[1],
        program=programs[0],
        reviewing=programs[1],
    )


def import_into(running: Running, folders: list[Path]) -> None:
    """Import files or folders into a service that is running."""
    command = [sys.executable, "-m", "service", "import", *map(str, folders)]
    data = running.log.with_suffix("")
    subprocess.run(
        [*command, "--data", str(data)],
        env=environment(PYTHONPATH=str(ROOT)),
        check=True,
        capture_output=True,
    )


def _person(program: Program, name: str) -> str:
    found = [each["id"] for each in program.ask("GET", "people") if each["name"] == name]
    return str(found[0])
