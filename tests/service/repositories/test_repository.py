"""Creating, committing, reading, history and versions."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from service.errors import Unavailable
from service.repositories import (
    FileMissing,
    NothingChanged,
    PathInvalid,
    Repositories,
    Repository,
    RepositoryExists,
    RepositoryMissing,
    RevisionMissing,
    Stale,
    TagExists,
)
from tests.service.repositories.conftest import FIRST, WHEN, save


def test_created_repository_is_bare_and_has_no_revision(repositories: Repositories) -> None:
    """A new repository is on the list, whole, and without a draft."""
    made = repositories.create("starting-well")

    assert repositories.slugs() == ("starting-well",)
    assert made.path.name == "starting-well.git"
    assert (made.path / "HEAD").read_text() == "ref: refs/heads/draft\n"
    assert made.head() is None
    assert made.tags() == {}
    assert made.check() == ()


def test_creating_twice_is_refused_and_harms_nothing(strategy: Repository) -> None:
    """A second creation leaves the first repository and no leftovers."""
    folder = Repositories(strategy.path.parent)
    before = strategy.head()

    with pytest.raises(RepositoryExists):
        folder.create(strategy.slug)

    assert strategy.head() == before
    assert {path.name for path in strategy.path.parent.iterdir()} == {
        "cancer-research.git",
        "cancer-research.lock",
    }


def test_unknown_slug_is_missing(repositories: Repositories) -> None:
    """A slug nobody created has no repository, even before the folder exists."""
    with pytest.raises(RepositoryMissing):
        repositories.at("nothing-here")
    assert repositories.slugs() == ()


def test_saved_text_and_files_are_read_back(strategy: Repository) -> None:
    """What was committed is what is read, file by file."""
    revision = strategy.head()
    assert revision is not None

    tree = strategy.files(revision)

    assert strategy.text(revision) == FIRST.decode()
    assert set(tree.files) == {"figures/map.svg", "strategy.md"}
    assert strategy.blob(tree.files["figures/map.svg"]) == b"<svg/>"


def test_commit_keeps_files_it_does_not_name(strategy: Repository) -> None:
    """A change to the text leaves the figures; None deletes."""
    second = save(strategy, b"# Other\n")
    third = strategy.commit(
        expecting=second,
        changes={"figures/map.svg": None},
        author="a7f3",
        message="Less",
        when=WHEN,
    )

    assert set(strategy.files(second).files) == {"figures/map.svg", "strategy.md"}
    assert set(strategy.files(third).files) == {"strategy.md"}


def test_stale_commit_is_refused(strategy: Repository) -> None:
    """A writer who saw an older draft, or none, does not overwrite the newer one."""
    seen = strategy.head()
    newest = save(strategy, b"# Newer\n")

    for expecting in (seen, None):
        with pytest.raises(Stale):
            strategy.commit(
                expecting=expecting,
                changes={"strategy.md": b"# Mine\n"},
                author="b",
                message="Mine",
                when=WHEN,
            )

    assert strategy.head() == newest


def test_expecting_an_unknown_revision_is_missing(strategy: Repository) -> None:
    """A revision that never was is told apart from an older one."""
    for expecting in ("0" * 40, "HEAD", "--output=x"):
        with pytest.raises(RevisionMissing):
            strategy.commit(expecting=expecting, changes={}, author="b", message="Mine", when=WHEN)


def test_commit_that_changes_nothing_is_refused(strategy: Repository) -> None:
    """The same bytes again, or no bytes at all, make no revision."""
    before = strategy.head()

    with pytest.raises(NothingChanged):
        save(strategy, FIRST)
    with pytest.raises(NothingChanged):
        strategy.commit(expecting=before, changes={}, author="b", message="", when=WHEN)

    assert strategy.head() == before


def test_first_commit_needs_a_file(repositories: Repositories) -> None:
    """An empty draft is no revision."""
    made = repositories.create("empty")

    with pytest.raises(NothingChanged):
        made.commit(expecting=None, changes={}, author="a", message="", when=WHEN)


def test_deleting_what_is_not_there_is_missing(strategy: Repository) -> None:
    """A deletion never passes silently."""
    with pytest.raises(FileMissing):
        strategy.commit(
            expecting=strategy.head(), changes={"gone.png": None}, author="a", message="", when=WHEN
        )


@pytest.mark.parametrize("path", ["figures", "Strategy.md", "strategy.md/x", "FIGURES/map.svg/a"])
def test_path_in_the_way_of_another_is_refused(strategy: Repository, path: str) -> None:
    """A file never replaces a folder, nor one that a disk that ignores case takes for it."""
    before = strategy.head()

    with pytest.raises(PathInvalid):
        strategy.commit(expecting=before, changes={path: b"x"}, author="a", message="", when=WHEN)

    assert strategy.head() == before


def test_file_may_become_a_folder_when_it_is_deleted(strategy: Repository) -> None:
    """Deleting and adding in one revision are seen together."""
    revision = strategy.commit(
        expecting=strategy.head(),
        changes={"figures/map.svg": None, "figures/map.svg/one.svg": b"1"},
        author="a",
        message="",
        when=WHEN,
    )

    assert set(strategy.files(revision).files) == {"figures/map.svg/one.svg", "strategy.md"}


def test_history_names_author_moment_words_and_credit(strategy: Repository) -> None:
    """A revision says who made it, when, why, and whom to credit besides."""
    first = strategy.head()
    second = strategy.commit(
        expecting=first,
        changes={"strategy.md": b"# Two\n"},
        author="a7f3",
        message="Take the trust's words\n\nAgreed on Tuesday.",
        when=datetime(2026, 7, 1, 12, tzinfo=UTC),
        co_authors=["b0b0", "c1c1"],
    )

    newest, oldest = strategy.history(second, limit=10)

    assert (newest.id, newest.parent, oldest.id, oldest.parent) == (second, first, first, None)
    assert newest.author == "a7f3"
    assert newest.when == datetime(2026, 7, 1, 12, tzinfo=UTC)
    assert newest.message == "Take the trust's words\n\nAgreed on Tuesday."
    assert newest.co_authors == ("b0b0", "c1c1")
    assert newest.tree == strategy.files(second).id


def test_credit_typed_by_a_person_is_not_kept(strategy: Repository) -> None:
    """Nobody credits somebody else by writing git's line into a message."""
    forged = "Mine\n\nCo-authored-by: eve <eve@roundtable.invalid>\nco-AUTHORED-by: x <y>"
    revision = strategy.commit(
        expecting=strategy.head(),
        changes={"strategy.md": b"# M\n"},
        author="a",
        message=forged,
        when=WHEN,
    )

    (commit,) = strategy.history(revision, limit=1)

    assert commit.message == "Mine"
    assert commit.co_authors == ()


def test_history_is_paged_and_between_runs_forward(strategy: Repository) -> None:
    """Pages go back from a revision; `between` goes forward after one."""
    first = strategy.head()
    revisions = [first, *(save(strategy, f"# {n}\n".encode()) for n in range(5))]
    newest = revisions[-1]
    assert newest is not None

    page = strategy.history(newest, limit=2, skip=1)
    after = strategy.between(revisions[2], newest)

    assert [commit.id for commit in page] == [revisions[4], revisions[3]]
    assert [commit.id for commit in after] == revisions[3:]
    assert [commit.id for commit in strategy.between(None, newest)] == revisions
    assert strategy.between(newest, newest) == ()
    assert strategy.history(newest, limit=0) == ()


def test_version_is_an_annotated_tag_and_stays(strategy: Repository) -> None:
    """A version names a revision for ever; the same name again is refused."""
    first = strategy.head()
    assert first is not None
    strategy.tag(name="v1.0", revision=first, author="a", message="Agreed", when=WHEN)
    second = save(strategy, b"# Two\n")

    with pytest.raises(TagExists):
        strategy.tag(name="v1.0", revision=second, author="a", message="Again", when=WHEN)
    for name in ("v1.10", "v1.2"):
        strategy.tag(name=name, revision=second, author="a", message="Next", when=WHEN)

    assert list(strategy.tags().items()) == [("v1.0", first), ("v1.2", second), ("v1.10", second)]
    assert strategy.check() == ()


def test_version_of_an_unknown_revision_is_missing(strategy: Repository) -> None:
    """A tree, a blob or nothing at all is no revision to release."""
    head = strategy.head()
    assert head is not None
    for revision in ("0" * 40, strategy.files(head).id):
        with pytest.raises(RevisionMissing):
            strategy.tag(name="v1.0", revision=revision, author="a", message="", when=WHEN)


def test_disk_that_refuses_is_told(strategy: Repository, tmp_path: Path) -> None:
    """Where no object can be written, the writer hears so, and the draft stays."""
    before = strategy.head()
    blocked = strategy.path / "objects"
    blocked.rename(tmp_path / "objects")
    blocked.write_bytes(b"")
    try:
        with pytest.raises(Unavailable):
            save(strategy, b"# Two\n")
    finally:
        blocked.unlink()
        (tmp_path / "objects").rename(blocked)

    assert strategy.head() == before
    assert strategy.check() == ()
