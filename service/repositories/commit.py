"""Committing a change to the draft, or to a proposal beside it."""

import unicodedata
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path, PurePosixPath

import pygit2
from pygit2.enums import FileMode

from service.errors import Conflict, Invalid
from service.repositories import names, reading, signing
from service.repositories.locking import writing
from service.repositories.names import DRAFT, PathInvalid
from service.repositories.opening import failures_told, open_repository
from service.repositories.reading import FileMissing
from service.repositories.signing import TakenIn


class Stale(Conflict):
    """The text was changed in the meantime."""


class NothingChanged(Invalid):
    """Nothing was changed."""


def commit(
    path: Path,
    *,
    expecting: str | None,
    changes: Mapping[str, bytes | None],
    author: str,
    message: str,
    when: datetime,
    co_authors: Sequence[str] = (),
    committer: str | None = None,
    suggestions: Sequence[TakenIn] = (),
    reference: str = DRAFT,
    taking_in: str | None = None,
    proposal: str | None = None,
) -> str:
    """Add one revision to the draft and return its id; it is on the disk by then.

    `expecting` is the revision that the writer saw (None: no draft yet); another one there
    raises Stale. `changes` holds the new bytes of each path, None to delete it. `committer` is
    who put in what `author` wrote, where that is somebody else; `suggestions` and `proposal` (an
    id) are what it takes in. `reference` (from `names`) is where it is kept, and `taking_in` a
    further revision that it continues. Raises NothingChanged, PathInvalid, FileMissing (deleting
    what is not there), AuthorInvalid, MomentInvalid, RevisionMissing, RepositoryBusy, WriteFailed.
    """
    signed = signing.signature(author, when), signing.signature(committer or author, when)
    words = signing.compose(message, co_authors, suggestions, proposal)
    with writing(path):
        repository = open_repository(path)
        parent = _expected(path, repository, expecting, reference)
        tree = _changed_tree(repository, parent, changes, same=taking_in is not None)
        parents = [] if parent is None else [parent.id]
        if taking_in is not None:
            parents.append(reading.commit_object(repository, taking_in).id)
        return str(_committed(repository, reference, parents, signed, words, tree))


def _expected(
    path: Path, repository: pygit2.Repository, expecting: str | None, reference: str
) -> pygit2.Commit | None:
    """The commit that the writer saw, if it is still the newest; Stale."""
    current = reading.tip(path, reference)
    if expecting != current:
        if expecting is not None:
            reading.commit_object(repository, expecting)
        raise Stale
    return None if current is None else reading.commit_object(repository, current)


def _changed_tree(
    repository: pygit2.Repository,
    parent: pygit2.Commit | None,
    changes: Mapping[str, bytes | None],
    *,
    same: bool,
) -> pygit2.Oid:
    """Write the new files and the tree that holds them; NothingChanged unless it may be `same`."""
    index = pygit2.Index()
    if parent is not None:
        index.read_tree(parent.tree)
    _check_paths({entry.path for entry in index}, changes)
    for path in (path for path, content in changes.items() if content is None):
        index.remove(path)
    with failures_told():
        for path, content in changes.items():
            if content is not None:
                blob = repository.create_blob(content)
                index.add(pygit2.IndexEntry(path, blob, FileMode.BLOB))
        tree = index.write_tree(repository)
    unchanged = tree == (None if parent is None else parent.tree.id)
    if (unchanged and not same) or len(index) == 0:
        raise NothingChanged
    return tree


def _check_paths(present: set[str], changes: Mapping[str, bytes | None]) -> None:
    """Every path fit for a tree, every deleted one present, none in the way of another."""
    added = {path for path, content in changes.items() if content is not None}
    for path in changes:
        if names.path(path) not in present | added:
            raise FileMissing(path=path)
    after = (present - set(changes)) | added
    taken = {_folded(path) for path in after}
    folders = {_folded(str(folder)) for path in after for folder in PurePosixPath(path).parents}
    for path in added:
        alike = sum(_folded(other) == _folded(path) for other in after)
        if alike > 1 or _folded(path) in folders or _has_file_above(path, taken):
            raise PathInvalid(path=ascii(path))


def _has_file_above(path: str, taken: set[str]) -> bool:
    return any(_folded(str(folder)) in taken for folder in PurePosixPath(path).parents)


def _folded(path: str) -> str:
    """The path as a disk that ignores case and Unicode composition sees it."""
    return unicodedata.normalize("NFC", path).casefold()


def _committed(
    repository: pygit2.Repository,
    reference: str,
    parents: list[pygit2.Oid],
    signed: tuple[pygit2.Signature, pygit2.Signature],
    words: str,
    tree: pygit2.Oid,
) -> pygit2.Oid:
    """Write the commit and move the reference to it, if it still stands on the parent; Stale.

    libgit2 compares and swaps; no writer of ours can come between, yet a person with a shell can.
    """
    with failures_told():
        try:
            return repository.create_commit(reference, *signed, words, tree, parents)
        except pygit2.GitError as problem:
            if "current tip is not the first parent" in str(problem):
                raise Stale from problem
            raise
