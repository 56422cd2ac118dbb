"""What a crash between git and the database leaves behind, found and recorded."""

import logging
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime

import pygit2
import pytest

from service.accounts.model import Actor, Visibility
from service.library import read, store
from service.library.add import Addition, Edition, NothingToAdd, SlugTaken, add
from service.library.model import TEXT, ChangeClass, Number, Status, Strategy, Version
from service.library.notice import tag_message
from service.library.reconcile import reconcile
from service.library.save import DraftMovedOn, save
from service.library.verify import verify_texts
from service.parts import Parts
from service.repositories import AuthorInvalid
from tests.conftest import SLUG
from tests.service.library.conftest import SOURCE, WHEN

VERSION = Version(
    strategy=SLUG,
    number=Number(1, 0),
    revision="",
    status=Status.APPROVED,
    change_class=ChangeClass.MAJOR,
    summary_of_changes="First.\n\nRoundtable: really.",
    approving_body="Board",
    effective_date=date(2026, 4, 1),
    review_date=None,
    published_by="0" * 26,
    published_at=datetime(2026, 4, 1, 9, 30, 15, 123456, UTC),
)


def _commit(parts: Parts, text: str, author: str = "0" * 26) -> str:
    """Save in git alone, as a crash right after it leaves things."""
    repository = parts.repositories.at(SLUG)
    return repository.commit(
        expecting=repository.head(),
        changes={TEXT: text.encode()},
        author=author,
        message="Said more",
        when=WHEN,
    )


def _problems(parts: Parts) -> tuple[str, ...]:
    with parts.database.read() as db:
        return verify_texts(db, parts.repositories)


def test_revisions_without_record_are_recorded(
    parts: Parts, strategy: Strategy, author: Actor
) -> None:
    """At the next start each has its record, in order, and everything agrees."""
    first = _commit(parts, SOURCE + "One.\n", author.id)
    second = _commit(parts, SOURCE.replace("title: Cancer research", "title: Renamed"))
    assert _problems(parts)
    assert reconcile(parts.database, parts.repositories) == 2
    with parts.database.read() as db:
        newest, before, oldest = read.revisions(db, SLUG)
        assert read.strategy(db, author, SLUG).title == "Renamed"
    assert [newest.id, before.id, oldest.id] == [second, first, strategy.draft]
    assert before.author == author.id
    assert _problems(parts) == ()
    assert reconcile(parts.database, parts.repositories) == 0


def test_save_takes_notice_first(parts: Parts, strategy: Strategy, author: Actor) -> None:
    """A save on the older revision is stale; one on the unrecorded revision goes on from it."""
    unrecorded = _commit(parts, SOURCE + "One.\n", author.id)
    with pytest.raises(DraftMovedOn):
        _save(parts, author, strategy.draft)
    _save(parts, author, unrecorded)
    assert _problems(parts) == ()


def _save(parts: Parts, author: Actor, expecting: str) -> None:
    with parts.database.write() as db:
        save(
            db,
            parts.repositories,
            author,
            SLUG,
            text=SOURCE + "Two.\n",
            expecting=expecting,
            what_changed="",
        )


def test_version_without_record_is_read_back_from_its_tag(parts: Parts, strategy: Strategy) -> None:
    """Everything that the record would have held is in the tag."""
    wanted = replace(VERSION, revision=strategy.draft)
    parts.repositories.at(SLUG).tag(
        name="v1.0",
        revision=strategy.draft,
        author="0" * 26,
        message=tag_message(wanted),
        when=WHEN,
    )
    assert reconcile(parts.database, parts.repositories) == 1
    with parts.database.read() as db:
        assert read.versions(db, SLUG) == (wanted,)
    assert _problems(parts) == ()


@pytest.mark.parametrize(
    "message", ["", "By hand", "By hand\n\nRoundtable: {}", "\n\nRoundtable: 3"]
)
def test_tag_by_other_hands_is_not_approved(parts: Parts, strategy: Strategy, message: str) -> None:
    """A tag that somebody made in a shell is a version that nobody approved."""
    repository = pygit2.Repository(str(parts.repositories.at(SLUG).path))
    if message:
        signed = pygit2.Signature("x", "x@example.org", 1)
        kind = pygit2.enums.ObjectType.COMMIT
        repository.create_tag("v0.1", strategy.draft, kind, signed, message)
    else:
        repository.references.create("refs/tags/v0.1", strategy.draft)
    assert reconcile(parts.database, parts.repositories) == 1
    with parts.database.read() as db:
        (version,) = read.versions(db, SLUG)
    assert version.status is Status.IN_CONSULTATION
    assert version.published_by is None
    assert version.summary_of_changes


@pytest.mark.parametrize("name", ["v1", "v01.0", "v99999.0", "vx.y", "release", "v1.0.0"])
def test_tag_that_is_no_version_is_left_alone(parts: Parts, strategy: Strategy, name: str) -> None:
    """Other tags are nobody's business."""
    repository = pygit2.Repository(str(parts.repositories.at(SLUG).path))
    repository.references.create(f"refs/tags/{name}", strategy.draft)
    assert reconcile(parts.database, parts.repositories) == 0


def test_author_who_is_nobody_here_is_not_named(parts: Parts, strategy: Strategy) -> None:
    """A commit by somebody with a shell has no author among the people."""
    _commit(parts, SOURCE + "One.\n", author="root")
    reconcile(parts.database, parts.repositories)
    with parts.database.read() as db:
        assert read.revisions(db, strategy.slug)[0].author is None


def test_revision_without_text_is_recorded_all_the_same(parts: Parts, strategy: Strategy) -> None:
    """Where somebody took the text away in a shell, the record follows, and nothing breaks."""
    repository = parts.repositories.at(SLUG)
    repository.commit(
        expecting=strategy.draft,
        changes={TEXT: None},
        author="root",
        message="Gone",
        when=WHEN,
    )
    assert reconcile(parts.database, parts.repositories) == 1


def test_unknown_repository_is_for_administrators(
    parts: Parts, administrator: Actor, reader: Actor
) -> None:
    """A repository that came without a record becomes a strategy that nobody else sees."""
    repository = parts.repositories.create("stray")
    repository.commit(
        expecting=None,
        changes={TEXT: b"# Stray\n"},
        author="imported",
        message="Wrote",
        when=WHEN,
    )
    parts.repositories.create("empty")
    assert reconcile(parts.database, parts.repositories) == 1
    with parts.database.read() as db:
        found = read.strategy(db, administrator, "stray")
        assert store.strategy(db, "empty") is None
        with pytest.raises(read.StrategyMissing):
            read.strategy(db, reader, "stray")
    assert (found.title, found.visibility) == ("Stray", Visibility.CONFIDENTIAL)


def test_damaged_repository_does_not_keep_the_others_from_starting(
    parts: Parts, strategy: Strategy, caplog: pytest.LogCaptureFixture
) -> None:
    """One that cannot be read is logged and left; the next is reconciled."""
    damaged = parts.repositories.create("aaa")
    (damaged.path / "HEAD").unlink()
    _commit(parts, SOURCE + "One.\n")
    with caplog.at_level(logging.ERROR):
        assert reconcile(parts.database, parts.repositories) == 1
    assert "aaa" in caplog.text
    assert strategy.slug not in caplog.text


def _edition(text: bytes, **files: bytes) -> Edition:
    return Edition(files={TEXT: text, **files}, what_changed="Wrote", when=WHEN)


def test_history_is_added_with_its_versions(parts: Parts, owner: Actor) -> None:
    """Each edition is a revision; one that differs in line ends alone is the one before."""
    editions = [
        replace(_edition(b"# One\n", **{"figures/a.svg": b"<svg/>"}), version=VERSION),
        _edition(b"# One\r\n", **{"figures/a.svg": b"<svg/>"}),
        _edition(b"# Two\n"),
    ]
    with parts.database.write() as db:
        added = add(db, parts.repositories, Addition(slug=SLUG, editions=editions, owner=owner.id))
        assert read.count_revisions(db, SLUG) == 2
        (version,) = read.versions(db, SLUG)
    repository = parts.repositories.at(SLUG)
    assert list(repository.files(version.revision).files) == ["figures/a.svg", TEXT]
    assert list(repository.files(added.draft).files) == [TEXT]
    assert _problems(parts) == ()


@pytest.mark.parametrize("files", [{}, {"figures/a.svg": b"<svg/>"}])
def test_nothing_cannot_be_added(parts: Parts, files: Mapping[str, bytes]) -> None:
    """A strategy begins with a text."""
    edition = Edition(files=files, what_changed="", when=WHEN)
    with parts.database.write() as db, pytest.raises(NothingToAdd):
        add(db, parts.repositories, Addition(slug="x", editions=[edition]))
    assert parts.repositories.slugs() == ()


def test_slug_is_taken_once(parts: Parts, strategy: Strategy) -> None:
    """A second strategy needs another address."""
    with parts.database.write() as db, pytest.raises(SlugTaken):
        add(db, parts.repositories, Addition(slug=strategy.slug, editions=[_edition(b"# A\n")]))


def test_interrupted_addition_is_begun_again(parts: Parts) -> None:
    """What an interrupted start left in git is put out of the way, not added to."""
    left = parts.repositories.create("again")
    left.commit(expecting=None, changes={TEXT: b"# Half\n"}, author="x", message="x", when=WHEN)
    with parts.database.write() as db:
        add(db, parts.repositories, Addition(slug="again", editions=[_edition(b"# Whole\n")]))
    repository = parts.repositories.at("again")
    assert repository.text(repository.head() or "") == "# Whole\n"
    assert parts.repositories.slugs() == ("again",)


def test_half_an_addition_is_nothing(parts: Parts, owner: Actor) -> None:
    """What an interruption left is no strategy at the next start, and can be added again."""
    first = Edition(files={TEXT: b"# Half"}, what_changed="Began", when=WHEN)
    second = Edition(files={TEXT: b"# Whole"}, what_changed="Ended", when=WHEN, author="?")
    with pytest.raises(AuthorInvalid), parts.database.write() as db:
        add(db, parts.repositories, Addition(slug="half", editions=[first, second]))
    assert reconcile(parts.database, parts.repositories) == 0
    whole = replace(second, author=owner.id)
    with parts.database.write() as db:
        added = add(db, parts.repositories, Addition(slug="half", editions=[first, whole]))
    assert parts.repositories.at("half").text(added.draft) == "# Whole\n"
    assert [path.name for path in parts.repositories.root.iterdir() if path.is_dir()] == [
        "half.git"
    ]
