"""Hostile names: none becomes a path, a revision, a tag or an option."""

from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.errors import RoundtableError
from service.repositories import (
    AuthorInvalid,
    FileMissing,
    MomentInvalid,
    PathInvalid,
    Repositories,
    Repository,
    RevisionMissing,
    SlugInvalid,
    VersionInvalid,
    names,
)
from tests.service.repositories.conftest import WHEN

SLUGS = [
    "", ".", "..", "../x", "a/b", "a\\b", "A", "é", "a b", "a\n", "a\x00", "a.git", "%2e%2e",
    "@{0}", "~", "$HOME", "a" * 81, "--upload-pack=touch x", "-c core.x=y", "a;b", "a\u0301",
    "ａ", "٣",
]  # fmt: skip
REVISIONS = [
    "", "HEAD", "draft", "refs/heads/draft", "v1.0", "0" * 39, "0" * 41, "A" * 40, "g" * 40,
    "0" * 40, "0" * 40 + "\n", "--all", "--output=x", "HEAD^", "@{upstream}", ":/x", "a..b",
    "\x00" * 40, "١" * 40,
]  # fmt: skip
VERSIONS = [
    "", "1.0", "v1", "v1.0.0", "v1.0\n", "V1.0", "v1.0^{}", "v-1.0", "--force", "v1.0/x", "../v1.0",
    "v1.0.lock", "v1 .0", "v1.0~", "v١.0", "v1.0\x00", "v" + "9" * 10 + ".0",
]  # fmt: skip
PATHS = [
    "", "/", "/etc/passwd", "..", ".", "../x", "a/../b", "a/./b", "a//b", "a/", ".git",
    ".git/config", "a/.git/hooks/x", ".GIT/config", ".Git", ".gitmodules", ".gitattributes",
    "git~1",
    "GIT~1/x", ".g\u200cit/config", "．git", ".git /x", ".git.", "a\\b", "a\x00b", "a\nb", "a\x7f",
    "c:x", "a?", "a*", '"', "a|b", "<a>", "a ", " a", "a.", "\ud800", "\u202egnp.x",
    "x" * 256, "é" * 128,
    "/".join("a" * 501),
]  # fmt: skip
MESSAGES = ["", "\x00", "\ud800", "a\x00b", "\n\n", "-m x", "#", "x" * 99_999, "\u202e", "\x1b[31m"]
AUTHORS = ["", "a b", "a<b", "a>b", "a\nb", "x@y", "é", "a" * 65, "a\x00", "--author=x"]


@pytest.mark.parametrize("slug", SLUGS)
def test_hostile_slug_is_refused(tmp_path: Path, slug: str) -> None:
    """A slug outside the rule makes nothing and finds nothing."""
    repositories = Repositories(tmp_path / "git")

    with pytest.raises(SlugInvalid):
        repositories.at(slug)
    with pytest.raises(SlugInvalid):
        repositories.create(slug)

    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("slug", ["a", "-", "--upload-pack", "con", "0", "a" * 80])
def test_slug_within_the_rule_is_harmless(tmp_path: Path, slug: str) -> None:
    """What the rule admits works, even where it looks like an option."""
    made = Repositories(tmp_path).create(slug)

    made.commit(expecting=None, changes={"strategy.md": b"x"}, author="a", message="", when=WHEN)

    assert Repositories(tmp_path).slugs() == (slug,)
    assert made.check() == ()


@pytest.mark.parametrize("revision", REVISIONS)
def test_hostile_revision_is_missing(strategy: Repository, revision: str) -> None:
    """Anything but the id of a commit that is there is missing, and reaches no option."""
    for ask in (strategy.files, strategy.text):
        with pytest.raises(RevisionMissing):
            ask(revision)
    with pytest.raises(RevisionMissing):
        strategy.history(revision, limit=1)
    with pytest.raises(RevisionMissing):
        strategy.between(revision, strategy.head() or "")
    with pytest.raises(RevisionMissing):
        strategy.between(None, revision)
    with pytest.raises(FileMissing):
        strategy.blob(revision)


@pytest.mark.parametrize("name", VERSIONS)
def test_hostile_version_is_refused(strategy: Repository, name: str) -> None:
    """A tag is named v, a number, a dot, a number, and nothing else."""
    head = strategy.head()
    assert head is not None

    with pytest.raises(VersionInvalid):
        strategy.tag(name=name, revision=head, author="a", message="", when=WHEN)

    assert strategy.tags() == {}


@pytest.mark.parametrize("path", PATHS)
def test_hostile_path_is_refused(strategy: Repository, path: str) -> None:
    """No tree holds a path that a checkout could follow out of its folder or into `.git`."""
    before = strategy.head()

    for content in (b"x", None):
        with pytest.raises(PathInvalid):
            strategy.commit(
                expecting=before, changes={path: content}, author="a", message="", when=WHEN
            )

    assert strategy.head() == before


@pytest.mark.parametrize("author", AUTHORS)
def test_hostile_author_is_refused(strategy: Repository, author: str) -> None:
    """An author is an opaque id, first or further."""
    for first, further in ((author, []), ("a", [author])):
        with pytest.raises(AuthorInvalid):
            strategy.commit(
                expecting=strategy.head(),
                changes={"strategy.md": b"y"},
                author=first,
                co_authors=further,
                message="",
                when=WHEN,
            )


def test_moment_without_a_zone_or_before_1970_is_refused(strategy: Repository) -> None:
    """A revision is dated once and for all, in UTC."""
    naive = datetime(2026, 1, 1)  # noqa: DTZ001 - what is refused
    for when in (naive, WHEN.replace(year=1969)):
        with pytest.raises(MomentInvalid):
            strategy.commit(
                expecting=strategy.head(), changes={"a": b"y"}, author="a", message="", when=when
            )


@pytest.mark.parametrize(
    "message",
    ["", "\x00", "\ud800", "a\x00b", "\n\n", "-m x", "#", "x" * 100_000, "\u202e", "\x1b[31m"],
)
def test_any_message_is_kept_or_cleaned(strategy: Repository, message: str) -> None:
    """Whatever a person says of a revision, it is saved and read, and fsck finds it whole."""
    revision = strategy.commit(
        expecting=strategy.head(),
        changes={"strategy.md": b"y"},
        author="a",
        message=message,
        when=WHEN,
    )

    (commit,) = strategy.history(revision, limit=1)

    assert commit.message
    assert not set(commit.message) & set("\x00\x1b\ud800")
    assert strategy.check() == ()


@given(st.text())
def test_any_path_is_returned_or_refused(path: str) -> None:
    """The rule for paths answers every text, and what passes has no way out."""
    try:
        kept = names.path(path)
    except RoundtableError:
        return
    assert kept == path
    assert not {"", ".", ".."} & set(kept.split("/"))
    assert ".git" not in kept.casefold().split("/")
