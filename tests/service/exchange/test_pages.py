"""Downloads on pages: the offers, the files at their addresses, and how far one is."""

import threading
from collections.abc import Callable

import pytest

from service import clock
from service.exchange import file_pages, store
from service.exchange.model import State
from service.library.model import Strategy
from service.library.read import Shown
from service.parts import Parts
from tests.conftest import SLUG
from tests.visit import Visit

VERSION = f"/s/{SLUG}/v/1.0"
PERSON = {"accept": "text/html"}
PROGRAM = {"accept": "*/*"}


def _fail(parts: Parts, address: str) -> str:
    export_id = address.rpartition("/")[2]
    with parts.database.write() as db:
        store.move(
            db,
            export_id,
            state=State.FAILED,
            progress=100,
            words="It has too many pages.",
            at=clock.now(),
        )
    return export_id


def test_downloads_page_offers_versions_and_draft(client: Visit, draft: Shown) -> None:
    """The page asks for what is not there yet, and shows how to clone."""
    page = client.get(f"/s/{SLUG}/download")
    assert page.status_code == 200
    for address in (VERSION, f"/s/{SLUG}/r/{draft.revision.id}"):
        for ending in ("pdf", "docx"):
            assert f'action="{address}.{ending}"' in page.text
        assert f'href="{address}.md"' in page.text
    assert f"git clone http://127.0.0.1:8000/git/{SLUG}" in page.text


def test_person_watches_and_downloads(
    client: Visit, strategy: Strategy, work: Callable[[], None]
) -> None:
    """Asking leads to the page of progress; once the job is done, it holds the file's address."""
    del strategy
    watching = client.submit(f"{VERSION}.docx")
    assert watching.url.path.startswith("/exports/")
    assert "http-equiv" in watching.text
    work()
    ready = client.get(watching.url.path)
    assert f'href="{VERSION}.docx"' in ready.text
    assert client.get(f"{VERSION}.docx", headers=PERSON).content.startswith(b"PK")


def test_script_gets_pieces_of_progress(
    client: Visit, strategy: Strategy, work: Callable[[], None]
) -> None:
    """A script is answered with a piece that asks again, then with the file's address."""
    del strategy
    form, htmx = {"csrf": client.form_token()}, {"HX-Request": "true"}
    piece = client.post(f"{VERSION}.docx", data=form, headers=htmx)
    assert 'hx-trigger="load delay:1s"' in piece.text
    assert "<html" not in piece.text
    work()
    export_id = piece.text.partition("/exports/")[2][:26]
    ready = client.get(f"/exports/{export_id}", headers=htmx)
    assert f'data-download="{VERSION}.docx"' in ready.text


def test_printed_address_leads_a_person_to_progress(client: Visit, strategy: Strategy) -> None:
    """A browser that opens a file's address before there is one sees how far it is."""
    del strategy
    page = client.get(f"{VERSION}.pdf", headers=PERSON)
    assert page.url.path.startswith("/exports/")


def test_program_waits_for_its_file(
    client: Visit, strategy: Strategy, work: Callable[[], None]
) -> None:
    """A program gets the file itself, named, for good, and with its hash."""
    del strategy
    job = threading.Timer(0.3, work)
    job.start()
    answer = client.get(f"{VERSION}.pdf", headers=PROGRAM)
    job.join()
    assert answer.status_code == 200
    assert answer.content.startswith(b"%PDF-")
    assert answer.headers["content-type"] == "application/pdf"
    assert (
        answer.headers["content-disposition"] == 'attachment; filename="cancer-research-v1.0.pdf"'
    )
    assert answer.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert answer.headers["x-content-type-options"] == "nosniff"
    again = client.get(f"{VERSION}.pdf", headers={"if-none-match": answer.headers["etag"]})
    assert again.status_code == 304


def test_impatient_program_is_told_to_come_back(
    client: Visit, strategy: Strategy, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where the file takes longer than a program can wait, it is told when to ask again."""
    del strategy
    monkeypatch.setattr(file_pages, "_PATIENCE", 0.0)
    answer = client.get(f"{VERSION}.pdf", headers=PROGRAM)
    assert answer.status_code == 503
    assert answer.headers["retry-after"] == "5"


def test_file_of_draft_is_named_by_its_revision(
    client: Visit, draft: Shown, work: Callable[[], None]
) -> None:
    """A draft's file says which revision it is, and is looked up anew each time."""
    address = f"/s/{SLUG}/r/{draft.revision.id}.docx"
    client.submit(address)
    work()
    answer = client.get(address)
    name = f"cancer-research-draft-{draft.revision.short}.docx"
    assert name in answer.headers["content-disposition"]
    assert answer.headers["cache-control"] == "public, no-cache"


def test_text_is_there_at_once(client: Visit, draft: Shown) -> None:
    """The text needs no job."""
    of_version = client.get(f"{VERSION}.md")
    assert "What everybody asks." in of_version.text
    assert of_version.headers["content-type"] == "text/markdown; charset=utf-8"
    assert "What nobody asks." in client.get(f"/s/{SLUG}/r/{draft.revision.id}.md").text


def test_failure_is_explained_and_can_be_tried_again(
    client: Visit, strategy: Strategy, parts: Parts, work: Callable[[], None]
) -> None:
    """The page says what went wrong, and its button tries again."""
    del strategy
    watching = client.submit(f"{VERSION}.docx").url.path
    export_id = _fail(parts, watching)
    page = client.get(watching).text
    assert "It has too many pages." in page
    assert f'action="/exports/{export_id}/attempts"' in page
    assert client.get(f"{VERSION}.docx", headers=PROGRAM).status_code == 422
    client.submit(f"/exports/{export_id}/attempts")
    work()
    assert client.get(f"{VERSION}.docx", headers=PROGRAM).status_code == 200


@pytest.mark.parametrize(
    "address",
    [
        f"/s/{SLUG}/v/9.9.pdf",
        f"/s/{SLUG}/r/{'0' * 40}.docx",
        f"/s/{SLUG}/r/HEAD.md",
        "/s/nothing/v/1.0.pdf",
        "/s/nothing/download",
        "/exports/nothing",
    ],
)
def test_what_is_not_there_is_missing(client: Visit, strategy: Strategy, address: str) -> None:
    """Unknown versions, revisions, strategies and exports are missing."""
    del strategy
    assert client.get(address, headers=PERSON).status_code == 404


@pytest.mark.parametrize("number", ["1", "01.0", "1.0.0", "-1.0", "../1.0", "%00"])
def test_number_that_is_none_is_refused(client: Visit, strategy: Strategy, number: str) -> None:
    """What cannot be a version's number never gets as far as git."""
    del strategy
    assert client.get(f"/s/{SLUG}/v/{number}.pdf").status_code in (404, 422)


def test_version_page_is_no_file(client: Visit, strategy: Strategy) -> None:
    """The reading page of a version is still at its own address."""
    del strategy
    assert "What everybody asks." in client.get(VERSION, headers=PERSON).text


def test_form_from_elsewhere_makes_nothing(client: Visit, strategy: Strategy) -> None:
    """Asking with a form needs our token."""
    del strategy
    assert client.post(f"{VERSION}.pdf").status_code == 403
