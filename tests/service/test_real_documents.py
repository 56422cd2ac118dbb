"""Public documents with their history: imported, read, published, exported, verified.

Each is a git bundle of real work by many hands; the command `roundtable import` brings it in.
"""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from service.accounts.commands import add_person
from service.accounts.read import actor as actor_of
from service.app import create_app
from service.document.render import Rendered
from service.library import read as library
from service.library.model import Revision
from service.library.texts import rendered
from service.parts import Parts, open_parts
from service.settings import Settings
from service.worker import Worker
from tests.journeys.files import read_pdf, read_word, squeezed
from tests.service.repositories.test_foreign import BUNDLES, HISTORIES
from tests.visit import Visit, signed_in

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[2]
OWNER = "owner@example.org"
#: Each document: its bundle, its path in there, and the number of its revisions.
DOCUMENTS = [
    (bundle, path, count) for bundle, paths in BUNDLES.items() for path, count in paths.items()
]


_PROSE = ("heading", "paragraph")
#: What opens HTML and other marks, which files have in their own way.
_RAW = set("<{")


def run(data: Path, *arguments: object) -> str:
    """Run the command on a data folder; return what it says."""
    command = [sys.executable, "-m", "service", *map(str, arguments), "--data", str(data)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A data folder in which somebody is registered who can own strategies."""
    data = tmp_path / "data"
    with open_parts(Settings(data=data, demonstration=False)) as parts:
        add_person(
            parts.database, name="Olive Owner", email=OWNER, organisation=None, administrator=False
        )
    return data


@contextmanager
def at_work(data: Path) -> Iterator[Parts]:
    """Open the installation, with its worker at work."""
    with open_parts(Settings(data=data, demonstration=False)) as opened:
        worker = Worker(opened)
        worker.start()
        yield opened
        worker.stop()


@pytest.mark.parametrize(
    ("bundle", "path", "count"), DOCUMENTS, ids=[each[1] for each in DOCUMENTS]
)
def test_real_document_goes_all_the_way(data: Path, bundle: str, path: str, count: int) -> None:
    """Every revision is recorded and reads; the text becomes PDF and Word; all is as it says."""
    file = HISTORIES / f"{bundle}.bundle"
    said = run(data, "import", file, "--slug", "real", "--document", path, "--owner", OWNER)
    assert "/s/real" in said
    with at_work(data) as parts:
        with parts.database.read() as db:
            revisions = library.revisions(db, "real", 1000)
            owner = actor_of(db, str(library.every_strategy(db)[0].owner))
        assert len(revisions) == count
        visit = signed_in(Visit(create_app(parts)), parts.database, owner)
        read_everything(visit, revisions)
        publish(visit, revisions[0].id)
        check_files(visit, rendered(parts.repositories, "real", revisions[0].id))
    assert "agree" in run(data, "verify")


def read_everything(visit: Visit, revisions: tuple[Revision, ...]) -> None:
    """Open the pages of the strategy, and every revision."""
    addresses = [f"/s/real{each}" for each in ("", "/versions", "/download", "/edit", "/comment")]
    addresses += [f"/s/real/r/{each.id}" for each in revisions]
    answers = {each: visit.get(each) for each in addresses}
    assert [each for each, answer in answers.items() if answer.status_code != 200] == []
    assert all("<h1" in answer.text for answer in answers.values())


def publish(visit: Visit, draft: str) -> None:
    """Publish the text as version 1.0 through the form."""
    answer = visit.submit(
        "/s/real/publish",
        {
            "change_class": "major",
            "summary": "As imported.",
            "approved": "yes",
            "approving_body": "The board",
            "effective_date-day": "4",
            "effective_date-month": "3",
            "effective_date-year": "2026",
            "expecting": draft,
        },
    )
    assert answer.status_code == 200, answer.text
    assert str(answer.url).endswith("/s/real/v/1.0")


def check_files(visit: Visit, text: Rendered) -> None:
    """Fetch both files, as a program that waits; the words of the text are in them."""
    pdf_file, word_file = (_file(visit, kind) for kind in ("pdf", "docx"))
    pdf, word = read_pdf(pdf_file), read_word(word_file)
    assert (pdf.accessible, pdf.tagged) == ("1", True)
    assert word.properties["version"] == "1.0"
    openings = [squeezed(each.text)[:24] for each in text.blocks if each.kind in _PROSE]
    assert len(openings) > 9
    written = [each for each in openings if not _RAW & set(each)]
    assert [each for each in written if each not in pdf.words] == []
    assert [each for each in written if each not in word.words] == []
    assert [_file(visit, kind) for kind in ("pdf", "docx")] == [pdf_file, word_file]


def _file(visit: Visit, kind: str) -> bytes:
    answer = visit.get(f"/s/real/v/1.0.{kind}")
    assert answer.status_code == 200, answer.text
    return bytes(answer.content)
