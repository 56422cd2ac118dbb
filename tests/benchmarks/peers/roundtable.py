"""Roundtable from this checkout, as a person who signed in by a personal link sees it."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import count, cycle
from pathlib import Path

from tests.benchmarks.corpus import (
    BOOK,
    COMMENTED,
    CROWD,
    LONG_PAGE,
    MANY,
    NOTE,
    PLACED,
    SHORT_PAGE,
    TALK,
    Corpus,
    openings,
    titled,
)
from tests.benchmarks.starting import free_port, started
from tests.benchmarks.subject import (
    COMMENT,
    OPEN_200,
    OPEN_2000,
    PLACE,
    READ_LONG,
    READ_SHORT,
    SAVE_LONG,
    SAVE_SHORT,
    SEARCH,
    THROUGH,
    Ask,
    Opens,
    Skipped,
    Subject,
)
from tests.benchmarks.wire import Connection, Refused

NAME = "Roundtable"
ROOT = Path(__file__).resolve().parents[3]
EMAIL = "ann@example.org"
#: Comments on the long document before it is read.
COMMENTS = 200
#: Every window on ten thousand comments, two thirds of which are open, and pages of their list.
_EVERYWHERE = tuple(
    address
    for start in range(0, 6_600, 200)
    for address in (f"?from={start}", f"/threads?from={start}", f"/threads?show=all&from={start}")
)
TOKEN = re.compile(rb'name="csrf" value="([^"]+)"')
REVISION = re.compile(rb'/r/([0-9a-f]{40})/threads"')


@contextmanager
def start(corpus: Corpus, folder: Path) -> Iterator[Subject]:
    """Import the corpus, start the service, and sign its owner in."""
    program = Program(folder)
    program.run("account", "add", EMAIL, "--name", "Ann", "--administrator")
    texts = folder / "texts"
    texts.mkdir()
    for address, text in corpus.documents.items():
        (texts / f"{address}.md").write_text(text, "utf-8")
    program.run("import", str(texts), "--owner", EMAIL)
    for address, many in COMMENTED.items():
        program.crowd(address, many)
    program.run("reindex")  # else the first start is measured with the import's work to be done
    port = free_port()
    command = [*program.command, "serve", "--port", str(port)]
    with started(command, port, first="/", folder=folder, environment=program.environment) as it:
        cookies = signed_in(it.address, program.run("account", "link", EMAIL))
        comment = _comment(Connection(it.address, cookies), LONG_PAGE, blocks=COMMENTS)
        for _ in range(COMMENTS):
            comment()
        yield Subject(
            name=NAME,
            pid=it.pid,
            operations=_operations(it.address, cookies, corpus, folder),
            start_seconds=it.seconds,
        )


class Program:
    """The command `roundtable` on a data folder of its own."""

    def __init__(self, folder: Path) -> None:
        self.command = [sys.executable, "-m", "service"]
        self.environment = {
            "PATH": os.environ["PATH"],
            "PYTHONPATH": str(ROOT),
            "ROUNDTABLE_DATA": str(folder / "data"),
            "ROUNDTABLE_DEMONSTRATION": "false",
        }

    def run(self, *arguments: str) -> str:
        """Run one command to its end; what it prints, Skipped where it fails."""
        return self._run([*self.command, *arguments])

    def crowd(self, address: str, many: int) -> None:
        """Let many people comment on a document."""
        command = [sys.executable, "-m", "tests.benchmarks.crowd"]
        data = self.environment["ROUNDTABLE_DATA"]
        self._run([*command, data, address, "--comments", str(many)])

    def _run(self, command: list[str]) -> str:
        done = subprocess.run(
            command,
            env=self.environment,
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode:
            raise Skipped(f"`{' '.join(command[1:])}` failed: {done.stderr[-500:]}")
        return done.stdout


def signed_in(address: str, printed: str) -> dict[str, str]:
    """Open the personal link, press its button; the cookies of the session."""
    found = re.search(r"/in/\S+", printed)
    if found is None:
        raise Refused(f"there is no link in {printed!r}")
    browser = Connection(address)
    answer = browser.post(found[0], {"csrf": _found(TOKEN, browser.get(found[0]).body)})
    if answer.status != 303:
        raise Refused(f"signing in: status {answer.status}")
    return browser.cookies


def _operations(
    address: str, cookies: dict[str, str], corpus: Corpus, folder: Path
) -> dict[str, Opens]:
    def browser() -> Connection:
        return Connection(address, cookies)

    def saves(page: str) -> Opens:
        repository, texts = folder / "data" / "git" / f"{page}.git", openings(page)
        return lambda: _save(browser(), page, texts, repository)

    return {
        READ_SHORT: lambda: _read(browser(), SHORT_PAGE),
        READ_LONG: lambda: _read(browser(), LONG_PAGE),
        SAVE_SHORT: saves(NOTE),
        SAVE_LONG: saves(BOOK),
        COMMENT: lambda: _comment(browser(), TALK),
        SEARCH: lambda: _search(browser(), corpus),
        OPEN_200: lambda: _open(browser(), LONG_PAGE, ("",)),
        OPEN_2000: lambda: _open(browser(), MANY, ("",)),
        THROUGH: lambda: _open(browser(), CROWD, _EVERYWHERE),
        PLACE: saves(PLACED),
    }


def _read(browser: Connection, page: str) -> Ask:
    def ask() -> None:
        browser.get(f"/s/{page}").holding(titled(page))

    return ask


def _open(browser: Connection, page: str, parts: Sequence[str]) -> Ask:
    """Open one part of a document's comments after another, made anew each time.

    A thread that is not there is asked for: no page that is kept has it.
    """
    numbers, places = count(), cycle(parts)

    def ask() -> None:
        address = f"/s/{page}{next(places) or '?'}&at=x{next(numbers)}-{id(browser)}"
        browser.get(address).holding(titled(page))

    return ask


def _save(browser: Connection, page: str, texts: Iterator[str], repository: Path) -> Ask:
    """Save the section under the title, each time on top of the revision that stands."""
    form = browser.get(f"/s/{page}/edit/{page}").holding(titled(page)).body
    token, head = _found(TOKEN, form), ["git", f"--git-dir={repository}", "rev-parse"]
    reference = repository / "refs" / "heads" / "draft"

    def ask() -> None:
        if reference.exists():
            revision = reference.read_text("ascii").strip()
        else:  # packed
            revision = subprocess.check_output([*head, "refs/heads/draft"], text=True).strip()
        fields = {"expecting": revision, "source": next(texts), "what_changed": "A change"}
        answer = browser.post(f"/s/{page}/edit/{page}", {**fields, "csrf": token})
        if answer.status != 303:
            raise Refused(f"saving: status {answer.status}")

    return ask


def _comment(browser: Connection, page: str, blocks: int = 5) -> Ask:
    """Comment on one block after another of a document."""
    numbers, shown = cycle(range(2, 2 + blocks)), browser.get(f"/s/{page}").body
    revision, token = _found(REVISION, shown), _found(TOKEN, shown)

    def ask() -> None:
        form = {"block": f"b{next(numbers)}", "body": "Who pays for this?", "csrf": token}
        answer = browser.post(f"/s/{page}/r/{revision}/threads", form)
        if answer.status != 303:
            raise Refused(f"commenting: status {answer.status}")

    return ask


def _search(browser: Connection, corpus: Corpus) -> Ask:
    words = cycle(corpus.words)

    def ask() -> None:
        word = next(words)
        browser.get(f"/search?q={word}").holding(word)

    return ask


def _found(pattern: re.Pattern[bytes], body: bytes) -> str:
    found = pattern.search(body)
    if found is None:
        raise Refused(f"there is no {pattern.pattern!r} in {body[:300]!r}")
    return found[1].decode()
