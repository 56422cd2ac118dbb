"""A version's message, the revision that a tree belongs to, and repositories put out of the way."""

import pygit2
import pytest

from service.repositories import Repositories, Repository, RepositoryMissing, RevisionMissing
from tests.service.repositories.conftest import FIRST, WHEN, save


def test_tag_message_is_what_was_said(strategy: Repository) -> None:
    """What was said of a version comes back, paragraphs and all."""
    said = "The first edition.\n\nWith a second paragraph: żółć"
    head = strategy.head() or ""
    strategy.tag(name="v1.0", revision=head, author="a7f3", message=said, when=WHEN)
    assert strategy.tag_message("v1.0") == said


def test_tag_without_words_says_nothing(strategy: Repository) -> None:
    """A tag that somebody made by hand, without a message, is no error."""
    head = strategy.head() or ""
    pygit2.Repository(str(strategy.path)).references.create("refs/tags/v0.1", head)
    assert strategy.tag_message("v0.1") == ""


def test_message_of_no_tag_is_missing(strategy: Repository) -> None:
    """A version that does not exist is missing."""
    with pytest.raises(RevisionMissing):
        strategy.tag_message("v9.9")


def test_tree_belongs_to_newest_revision_that_has_it(strategy: Repository) -> None:
    """Two revisions with equal files have the same tree; the newer one is named."""
    first = strategy.head() or ""
    save(strategy, FIRST + b"More.\n")
    again = save(strategy, FIRST)
    assert strategy.revision_with(strategy.files(first).id) == again


@pytest.mark.parametrize("tree", ["", "../x", "0" * 40, "HEAD"])
def test_tree_that_is_none_belongs_to_no_revision(strategy: Repository, tree: str) -> None:
    """Made-up ids belong to nothing."""
    assert strategy.revision_with(tree) is None


def test_folder_within_a_revision_is_no_revision(strategy: Repository) -> None:
    """The tree of a folder, and a file, are not the whole of a revision."""
    repository = pygit2.Repository(str(strategy.path))
    commit = repository[strategy.head() or ""].peel(pygit2.Commit)
    assert strategy.revision_with(str(commit.tree["figures"].id)) is None
    assert strategy.revision_with(str(commit.tree["strategy.md"].id)) is None


def test_repository_set_aside_frees_its_name(
    repositories: Repositories, strategy: Repository
) -> None:
    """What is set aside is kept under another name, and no strategy any more."""
    aside = repositories.set_aside(strategy.slug)
    assert strategy.slug not in repositories.slugs()
    assert (aside / "HEAD").is_file()
    repositories.create(strategy.slug)
    assert repositories.set_aside(strategy.slug) != aside


def test_unknown_repository_cannot_be_set_aside(repositories: Repositories) -> None:
    """There is nothing to set aside."""
    with pytest.raises(RepositoryMissing):
        repositories.set_aside("nothing")


def test_one_revision_is_what_the_history_says(strategy: Repository) -> None:
    """Read one by one or in a row, a revision is the same."""
    newest = save(strategy, FIRST + b"More.\n")
    assert tuple(strategy.revision(each.id) for each in strategy.history(newest, limit=9)) == (
        strategy.history(newest, limit=9)
    )


@pytest.mark.parametrize("revision", ["", "HEAD", "0" * 40])
def test_revision_that_is_none_is_missing(strategy: Repository, revision: str) -> None:
    """What is no revision is missing."""
    with pytest.raises(RevisionMissing):
        strategy.revision(revision)
