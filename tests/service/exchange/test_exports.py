"""Exports: asked for once, made by a job, kept, and byte for byte the same when made again."""

import io
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import docx
import pikepdf
import pytest

from service import clock
from service.accounts.model import Actor
from service.errors import Missing
from service.exchange import store
from service.exchange.ask import ExportMissing, find
from service.exchange.jobs import ExportVersions, enqueue, enqueue_unfinished
from service.exchange.model import Export, Format, State
from service.exchange.order import order, order_again
from service.exchange.stamping import stamp_for
from service.journal.follow import Follower, catch_up
from service.library.model import Status
from service.library.read import Shown
from service.library.save import save_control
from service.parts import Parts
from service.storage.database import WriteDb


def _now(parts: Parts, export: Export) -> Export:
    with parts.database.read() as db:
        return store.export(db, export.id) or export


def _order(parts: Parts, actor: Actor | None, shown: Shown, format_: Format) -> Export:
    return order(parts.desk, actor, lambda _: shown, format_)


def _file(parts: Parts, export: Export) -> bytes:
    done = _now(parts, export)
    assert done.state is State.DONE, done.words
    return parts.files.read(done.file or "")


def test_pdf_of_version_is_made(
    parts: Parts, published: Shown, owner: Actor, work: Callable[[], None]
) -> None:
    """The job makes a PDF that is tagged and says its title, and the export is done."""
    export = _order(parts, owner, published, Format.PDF)
    assert export.state is State.WAITING
    work()
    with pikepdf.open(io.BytesIO(_file(parts, export))) as pdf:
        assert str(pdf.docinfo["/Title"]) == "Cancer research"
        assert pdf.Root.MarkInfo.Marked


def test_word_file_of_draft_is_made(
    parts: Parts, draft: Shown, owner: Actor, work: Callable[[], None]
) -> None:
    """The job makes a Word file that holds the draft's words and its revision."""
    export = _order(parts, owner, draft, Format.DOCX)
    work()
    document = docx.Document(io.BytesIO(_file(parts, export)))
    words = "\n".join(paragraph.text for paragraph in document.paragraphs)
    assert "What nobody asks." in words
    assert "What everybody asks." not in words


@pytest.mark.parametrize("format_", list(Format))
def test_file_made_again_is_the_same(
    parts: Parts, published: Shown, owner: Actor, work: Callable[[], None], format_: Format
) -> None:
    """Where the kept file was removed, it is made again, byte for byte."""
    export = _order(parts, owner, published, format_)
    work()
    first = _file(parts, export)
    name = _now(parts, export).file or ""
    (parts.settings.data / "files" / name[:2] / name).unlink()
    assert _order(parts, owner, published, format_).state is State.WAITING
    work()
    assert _file(parts, export) == first


def test_second_ask_gives_the_same_file(
    parts: Parts, published: Shown, owner: Actor, reviewer: Actor, work: Callable[[], None]
) -> None:
    """Whoever asks after that gets what there is; nothing is made."""
    first = _order(parts, owner, published, Format.DOCX)
    work()
    second = _order(parts, reviewer, published, Format.DOCX)
    assert second == _now(parts, first)
    assert second.asked_by == owner.id


def test_newer_draft_changes_no_old_file(
    parts: Parts, published: Shown, draft: Shown, owner: Actor
) -> None:
    """A version and a draft are different exports, and so are the formats."""
    asked = {
        _order(parts, owner, shown, format_).id
        for shown in (published, draft)
        for format_ in Format
    }
    assert len(asked) == 4


def test_export_is_asked_for_once_while_it_waits(
    parts: Parts, draft: Shown, owner: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A second ask while the first waits puts no second job into the queue."""
    jobs: list[str] = []
    monkeypatch.setattr(parts.queue, "add", lambda _, export: jobs.append(export))
    first = _order(parts, owner, draft, Format.PDF)
    assert _order(parts, owner, draft, Format.PDF).id == first.id
    assert jobs == [first.id]


def test_two_jobs_do_not_make_one_export_twice(
    parts: Parts, draft: Shown, owner: Actor, work: Callable[[], None]
) -> None:
    """What one job has in hand, another leaves alone."""
    export = _order(parts, owner, draft, Format.DOCX)
    with parts.database.write() as db:
        assert store.claim(db, export.id, clock.now())
        assert store.claim(db, export.id, clock.now()) is None
    work()
    assert _now(parts, export).state is State.WORKING


def test_start_takes_up_what_a_stop_left(
    parts: Parts, draft: Shown, owner: Actor, work: Callable[[], None]
) -> None:
    """An export that was in hand when the service stopped is made after its next start."""
    export = _order(parts, owner, draft, Format.DOCX)
    with parts.database.write() as db:
        store.claim(db, export.id, clock.now())
    work()
    enqueue_unfinished(parts.desk)
    work()
    assert _now(parts, export).state is State.DONE


def test_lost_job_is_asked_for_again(parts: Parts, draft: Shown, owner: Actor) -> None:
    """An export to which nothing has happened for a quarter of an hour waits again."""
    export = _order(parts, owner, draft, Format.DOCX)
    with parts.database.write() as db:
        long_ago = clock.now() - timedelta(minutes=16)
        store.claim(db, export.id, long_ago)
    assert _order(parts, owner, draft, Format.DOCX).state is State.WAITING


def test_failed_export_says_why_and_is_not_tried_again_unasked(
    parts: Parts, draft: Shown, owner: Actor, work: Callable[[], None]
) -> None:
    """What cannot be made fails with a sentence; asking again shows it, trying again tries."""
    export = _order(parts, owner, draft, Format.PDF)
    with parts.database.write() as db:
        words = "No."
        store.move(db, export.id, state=State.FAILED, progress=100, words=words, at=clock.now())
    work()
    assert _order(parts, owner, draft, Format.PDF).words == "No."
    assert order_again(parts.desk, owner, export.id).state is State.WAITING
    work()
    assert _now(parts, export).state is State.DONE


def test_export_without_strategy_fails_with_a_sentence(
    parts: Parts, draft: Shown, owner: Actor, work: Callable[[], None]
) -> None:
    """Where the text is gone by the time that the job runs, the export fails and says so."""
    export = _order(parts, owner, draft, Format.PDF)
    parts.repositories.set_aside(draft.strategy.slug)
    work()
    failed = _now(parts, export)
    assert failed.state is State.FAILED
    assert draft.strategy.slug in failed.words


def test_versions_are_exported_once_published(parts: Parts, published: Shown) -> None:
    """The follower asks for both files of a version; twice is as good as once."""
    follower = Follower(name="exports", deal=ExportVersions(desk=parts.desk))
    catch_up(parts.database, follower)
    follower.deal([])
    with parts.database.read() as db:
        waiting = store.waiting(db)
    assert {(each.version, each.format) for each in waiting} == {
        ("1.0", Format.PDF),
        ("1.0", Format.DOCX),
    }
    assert {each.revision for each in waiting} == {published.revision.id}


def test_follower_passes_over_version_that_cannot_be_read(parts: Parts, published: Shown) -> None:
    """A repository that is gone holds up nobody else's files."""
    parts.repositories.set_aside(published.strategy.slug)
    follower = Follower(name="exports", deal=ExportVersions(desk=parts.desk))
    assert catch_up(parts.database, follower) > 0


def test_export_of_what_one_may_not_read_is_missing(
    parts: Parts, draft: Shown, owner: Actor, stranger: Actor
) -> None:
    """An export is found by those alone who may download its strategy."""
    export = _order(parts, owner, draft, Format.PDF)
    with parts.database.write() as db:
        _make_confidential(db, parts, owner, draft)
        assert find(db, owner, export.id).id == export.id
        for somebody in (stranger, None):
            with pytest.raises(Missing):
                find(db, somebody, export.id)


def _make_confidential(db: WriteDb, parts: Parts, owner: Actor, draft: Shown) -> None:
    slug, seen = draft.strategy.slug, draft.revision.id
    lines = "title: Cancer research\nvisibility: confidential"
    save_control(db, parts.repositories, owner, slug, source=lines, expecting=seen, what_changed="")


def test_unknown_export_is_missing(parts: Parts, owner: Actor) -> None:
    """A made-up id is no export."""
    with parts.database.read() as db, pytest.raises(ExportMissing):
        find(db, owner, "nothing")


def test_only_what_was_approved_goes_without_draft_on_its_pages(
    parts: Parts, published: Shown, draft: Shown
) -> None:
    """The draft is marked, an approved version is not, one for consultation is."""
    assert published.version is not None
    asked = replace(published.version, status=Status.IN_CONSULTATION)
    with parts.database.read() as db:
        marked = [
            stamp_for(db, parts.repositories, parts.settings, shown).draft
            for shown in (draft, published, replace(published, version=asked))
        ]
    assert marked == [True, False, True]


def test_stamp_links_to_the_text_for_good(parts: Parts, draft: Shown, published: Shown) -> None:
    """The address on a file stays with its text, also once the draft has moved on."""
    with parts.database.read() as db:
        urls = [
            stamp_for(db, parts.repositories, parts.settings, shown).url
            for shown in (draft, published)
        ]
    assert urls[0].endswith(f"/s/cancer-research/r/{draft.revision.id}")
    assert urls[1].endswith("/s/cancer-research/v/1.0")


def test_job_of_export_that_is_finished_is_not_enqueued(
    parts: Parts, draft: Shown, owner: Actor, work: Callable[[], None]
) -> None:
    """Enqueueing what is done does nothing."""
    export = _order(parts, owner, draft, Format.DOCX)
    work()
    done = _now(parts, export)
    enqueue(parts.queue, done)
    work()
    assert _now(parts, export) == done
