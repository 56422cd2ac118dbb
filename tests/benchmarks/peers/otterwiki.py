"""An Otter Wiki: pages of Markdown in git, as `pip install otterwiki gunicorn` gives it."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

from tests.benchmarks.corpus import BOOK, LONG_PAGE, NOTE, SHORT_PAGE, Corpus, revisions, titled
from tests.benchmarks.starting import free_port, started
from tests.benchmarks.subject import (
    READ_LONG,
    READ_SHORT,
    SAVE_LONG,
    SAVE_SHORT,
    SEARCH,
    Ask,
    Opens,
    Skipped,
    Subject,
)
from tests.benchmarks.wire import Connection, Refused

NAME = "Otter Wiki"
PACKAGES = ("otterwiki==2.26.1", "gunicorn==27.0.1")
#: Where it stays installed from one run to the next.
VENV = Path(__file__).resolve().parents[3] / "var" / "bench" / "otterwiki"
PERSON = {
    "email": "ann@example.org",
    "name": "Ann",
    "password1": "a b c d e",
    "password2": "a b c d e",
}
TOKEN = re.compile(rb'name="?csrf_token"?[^>]*value="?([^\s">]+)')


@contextmanager
def start(corpus: Corpus, folder: Path) -> Iterator[Subject]:
    """Run it with two workers, hold the corpus in it, and sign a person in."""
    program = _installed()
    _fill(folder / "pages", corpus)
    environment = {
        "PATH": os.environ["PATH"],
        "REPOSITORY": str(folder / "pages"),
        "SQLALCHEMY_DATABASE_URI": f"sqlite:///{folder / 'otter.db'}",
        "SECRET_KEY": "only for a measurement",
        "EMAIL_NEEDS_CONFIRMATION": "False",
        "READ_ACCESS": "REGISTERED",
        "WRITE_ACCESS": "REGISTERED",
    }
    port = free_port()
    command = [str(program), "--bind", f"127.0.0.1:{port}", "--workers", "2"]
    command += ["--preload", "otterwiki.server:app"]  # else both workers make its tables
    with started(command, port, first="/-/healthz", folder=folder, environment=environment) as it:
        yield Subject(
            name=NAME,
            pid=it.pid,
            operations=_operations(it.address, _signed_in(it.address), corpus),
            start_seconds=it.seconds,
        )


def _installed() -> Path:
    """The server's program, installed into an environment of its own the first time."""
    program = VENV / "bin" / "gunicorn"
    if not program.exists():
        print(f"Installing {NAME} for comparison.", flush=True)
        try:
            subprocess.run([sys.executable, "-m", "venv", str(VENV)], check=True)
            pip = [str(VENV / "bin" / "pip"), "install", "--quiet", "--disable-pip-version-check"]
            subprocess.run([*pip, *PACKAGES], check=True, capture_output=True)
        except (OSError, subprocess.CalledProcessError) as error:
            raise Skipped(f"it could not be installed: {error}") from error
    return program


def _fill(repository: Path, corpus: Corpus) -> None:
    """Make the repository that it serves, with a page a document."""
    repository.mkdir()
    for address, text in corpus.documents.items():
        (repository / f"{address}.md").write_text(text, "utf-8")
    who = ["-c", "user.name=Ann", "-c", "user.email=ann@example.org"]
    for arguments in (
        ["init", "--quiet"],
        ["add", "."],
        [*who, "commit", "--quiet", "-m", "Pages"],
    ):
        subprocess.run(["git", *arguments], cwd=repository, check=True)


def _signed_in(address: str) -> dict[str, str]:
    """Register a person, who as the first may do everything; the cookies of the session."""
    browser = Connection(address)
    browser.post("/-/register", {**PERSON, "csrf_token": _token(browser, "/-/register")})
    form = {"email": PERSON["email"], "password": PERSON["password1"]}
    answer = browser.post("/-/login", {**form, "csrf_token": _token(browser, "/-/login")})
    if answer.status != 302:
        raise Refused(f"signing in: status {answer.status}")
    return browser.cookies


def _token(browser: Connection, path: str) -> str:
    found = TOKEN.search(browser.get(path).body)
    if found is None:
        raise Refused(f"there is no form on {path}")
    return found[1].decode()


def _operations(address: str, cookies: dict[str, str], corpus: Corpus) -> dict[str, Opens]:
    def browser() -> Connection:
        return Connection(address, cookies)

    texts = {page: revisions(corpus.documents[page]) for page in (NOTE, BOOK)}
    return {
        READ_SHORT: lambda: _read(browser(), SHORT_PAGE),
        READ_LONG: lambda: _read(browser(), LONG_PAGE),
        SAVE_SHORT: lambda: _save(browser(), NOTE, texts[NOTE]),
        SAVE_LONG: lambda: _save(browser(), BOOK, texts[BOOK]),
        SEARCH: lambda: _search(browser(), corpus),
    }


def _read(browser: Connection, page: str) -> Ask:
    def ask() -> None:
        browser.get(f"/{page}").holding(titled(page))

    return ask


def _save(browser: Connection, page: str, texts: Iterator[str]) -> Ask:
    token, cookies = _token(browser, f"/{page}/edit"), dict(browser.cookies)

    def ask() -> None:
        browser.cookies = dict(cookies)  # else what it would say on the next page piles up
        form = {"content": next(texts), "commit": "A change", "csrf_token": token}
        answer = browser.post(f"/{page}/save", form)
        if answer.status != 302:
            raise Refused(f"saving: status {answer.status}")

    return ask


def _search(browser: Connection, corpus: Corpus) -> Ask:
    numbers = count()

    def ask() -> None:
        word = corpus.words[next(numbers) % len(corpus.words)]
        browser.get(f"/-/search/{word}").holding(word)

    return ask
