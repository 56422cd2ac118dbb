"""Saving and publishing: what is refused, what is recorded, what never changes."""

from dataclasses import replace
from datetime import date

import pytest

from service.accounts import read as accounts
from service.accounts.grant import grant
from service.accounts.model import Actor, Role, Visibility
from service.accounts.permissions import NotAllowed
from service.document.source import FrontMatterUnreadable, SectionMissing
from service.journal import store as journal
from service.library import read
from service.library.add import Addition, Edition, add
from service.library.control import ControlUnusable
from service.library.model import TEXT, ChangeClass, Number, Status, Strategy
from service.library.publish import (
    ApprovalIncomplete,
    NumberTaken,
    Release,
    ReviewTooEarly,
    SummaryNeeded,
    publish,
)
from service.library.save import (
    LONGEST,
    DraftMovedOn,
    TextEmpty,
    TextTooLong,
    save,
    save_section,
)
from service.parts import Parts
from service.repositories import NothingChanged, TagExists
from tests.conftest import SLUG
from tests.service.library.conftest import SOURCE, WHEN

RELEASE = Release(
    change_class=ChangeClass.MAJOR,
    summary="The first edition.",
    approved=True,
    approving_body="Partnership board",
    effective_date=date(2026, 4, 1),
    review_date=date(2029, 4, 1),
)


def _save(parts: Parts, actor: Actor, text: str, expecting: str) -> str:
    with parts.database.write() as db:
        return save(
            db,
            parts.repositories,
            actor,
            SLUG,
            text=text,
            expecting=expecting,
            what_changed="Said\r\n  more\x00",
        ).id


def _publish(parts: Parts, actor: Actor, release: Release, expecting: str) -> Number:
    with parts.database.write() as db:
        return publish(
            db, parts.repositories, actor, SLUG, release=release, expecting=expecting
        ).number


def test_saved_revision_is_in_git_and_on_record(
    parts: Parts, strategy: Strategy, author: Actor
) -> None:
    """A save is a revision in git by an opaque id, a record with words, an entry in the journal."""
    saved = _save(parts, author, SOURCE + "More.", strategy.draft)
    (commit,) = parts.repositories.at(SLUG).history(saved, limit=1)
    assert commit.author == author.id
    with parts.database.read() as db:
        revision = read.draft(db, author, SLUG).revision
        last = list(journal.every(db))[-1][0]
    assert (revision.id, revision.number, revision.parent) == (saved, 2, strategy.draft)
    assert revision.what_changed == "Said more"
    assert (last.event, last.actor, last.subject) == ("library:revision:saved", author.id, saved)


def _import(parts: Parts, *texts: str) -> Strategy:
    """Add a strategy with this history."""
    editions = [
        Edition(files={TEXT: text.encode()}, what_changed="Imported", when=WHEN) for text in texts
    ]
    with parts.database.write() as db:
        return add(db, parts.repositories, Addition(slug="imported", editions=editions))


@pytest.mark.parametrize("front", ["visibility: confidentail\n", "visibility: [\n", ""])
def test_import_is_never_public_by_mistake(parts: Parts, front: str) -> None:
    """Where the newest text does not say who may read it, members may, whatever was before."""
    public = "---\nvisibility: public\n---\n\n# A\n"
    told = _import(parts, public, f"---\n{front}---\n\n# A\n\nMore.\n")
    assert told.visibility is Visibility.MEMBERS


@pytest.mark.parametrize("front", ["status: banana\n", "title: [\n"])
def test_odd_control_that_was_there_stops_nobody(parts: Parts, owner: Actor, front: str) -> None:
    """A save that leaves the front matter alone is not refused for what it says."""
    text = f"---\n{front}---\n\n# A\n"
    told = _import(parts, text)
    with parts.database.write() as db:
        grant(db, strategy=told.slug, person=owner.id, role=Role.OWNER)
        saved = save(
            db,
            parts.repositories,
            accounts.actor(db, owner.id),
            told.slug,
            text=text + "\nMore.\n",
            expecting=told.draft,
            what_changed="",
        )
    assert parts.repositories.at(told.slug).head() == saved.id


def test_document_control_follows_the_text(parts: Parts) -> None:
    """What came with the front matter is what the library knows; odd values count as absent."""
    front = (
        "---\ntitle: 0x" + "f" * 5000 + '\nstatus: [approved]\nsummary: "a\\0b \\uD800"\n'
        "review_date: 2029-04-01\neffective_date: soon\nvisibility: members\n---\n\n# A\n"
    )
    told = _import(parts, front)
    assert told.status is Status.DRAFT
    assert told.summary == "ab"
    assert told.review_date == date(2029, 4, 1)
    assert told.effective_date is None
    assert told.visibility is Visibility.MEMBERS


def test_stale_save_overwrites_nothing(
    parts: Parts, strategy: Strategy, author: Actor, owner: Actor
) -> None:
    """Who saw an older revision is refused, and the draft stays as the other left it."""
    theirs = _save(parts, owner, SOURCE + "Theirs.", strategy.draft)
    with pytest.raises(DraftMovedOn):
        _save(parts, author, SOURCE + "Mine.", strategy.draft)
    assert parts.repositories.at(SLUG).head() == theirs


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        (SOURCE, NothingChanged),
        (SOURCE.replace("\n", "\r\n") + "\x00", NothingChanged),
        ("", TextEmpty),
        ("\x00\ud800", TextEmpty),
        ("---\ntitle: A\n---\n \n", TextEmpty),
        ("---\n- a\n- b\n---\n\n# A\n", FrontMatterUnreadable),
        ("---\na: &a [b]\nc: *a\n---\n\n# A\n", FrontMatterUnreadable),
        (SOURCE.replace("in_consultation", "banana"), ControlUnusable),
        ("x" * LONGEST, TextTooLong),
    ],
)
def test_text_that_cannot_be_kept_is_refused(
    parts: Parts, strategy: Strategy, author: Actor, text: str, problem: type[Exception]
) -> None:
    """Nothing, too much, the same again and broken document control are refused."""
    with pytest.raises(problem):
        _save(parts, author, text, strategy.draft)
    assert parts.repositories.at(SLUG).head() == strategy.draft


def test_unknown_section_is_missing(parts: Parts, strategy: Strategy, author: Actor) -> None:
    """A section is found by its id in the revision that the writer saw."""
    with parts.database.write() as db, pytest.raises(SectionMissing):
        save_section(
            db,
            parts.repositories,
            author,
            SLUG,
            section="nowhere",
            source="# A",
            expecting=strategy.draft,
            what_changed="",
        )


def test_only_writers_save_and_only_the_owner_opens(
    parts: Parts, strategy: Strategy, author: Actor, reviewer: Actor
) -> None:
    """A reviewer saves nothing; an author does not say who may read."""
    with pytest.raises(NotAllowed):
        _save(parts, reviewer, SOURCE + "Mine.", strategy.draft)
    with pytest.raises(NotAllowed):
        _save(parts, author, SOURCE.replace("public", "members"), strategy.draft)


def test_numbers_follow_one_another(parts: Parts, strategy: Strategy, owner: Actor) -> None:
    """Minor and major changes lead on from the newest version; a gap may be left, no step back."""
    minor = replace(RELEASE, change_class=ChangeClass.MINOR)
    steps = [
        (minor, "0.1"),
        (RELEASE, "1.0"),
        (minor, "1.1"),
        (replace(RELEASE, number=Number(3, 5)), "3.5"),
        (RELEASE, "4.0"),
    ]
    draft = strategy.draft
    for release, said in steps:
        draft = _save(parts, owner, f"{SOURCE}{said}", draft)
        assert str(_publish(parts, owner, release, draft)) == said
    for number in (Number(4, 0), Number(3, 9)):
        with pytest.raises(NumberTaken):
            _publish(parts, owner, replace(RELEASE, number=number), draft)


@pytest.mark.parametrize(
    ("release", "problem"),
    [
        (replace(RELEASE, summary=" \n\x00"), SummaryNeeded),
        (replace(RELEASE, approving_body=" "), ApprovalIncomplete),
        (replace(RELEASE, effective_date=None), ApprovalIncomplete),
        (replace(RELEASE, review_date=date(2026, 4, 1)), ReviewTooEarly),
    ],
)
def test_release_that_lacks_something_is_refused(
    parts: Parts, strategy: Strategy, owner: Actor, release: Release, problem: type[Exception]
) -> None:
    """A version needs a summary, an approved one its approval, and a review comes afterwards."""
    with pytest.raises(problem):
        _publish(parts, owner, release, strategy.draft)
    assert parts.repositories.at(SLUG).tags() == {}


def test_version_is_of_what_the_owner_saw(
    parts: Parts, strategy: Strategy, owner: Actor, author: Actor
) -> None:
    """A draft that moved on meanwhile is not published."""
    _save(parts, author, SOURCE + "More.", strategy.draft)
    with pytest.raises(DraftMovedOn):
        _publish(parts, owner, RELEASE, strategy.draft)


def test_version_never_changes(
    parts: Parts, strategy: Strategy, owner: Actor, author: Actor
) -> None:
    """Its tag cannot be put anywhere else, and later drafts leave it as it is."""
    _publish(parts, owner, RELEASE, strategy.draft)
    newer = _save(parts, author, SOURCE + "More.", strategy.draft)
    repository = parts.repositories.at(SLUG)
    with pytest.raises(TagExists):
        repository.tag(name="v1.0", revision=newer, author="a", message="x", when=WHEN)
    with parts.database.read() as db:
        shown = read.version(db, owner, SLUG, "1.0")
    assert repository.tags()["v1.0"] == shown.revision.id == strategy.draft
