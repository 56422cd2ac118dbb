"""Reading one revision: its tree, a file, the text. libgit2 alone; no process is started."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import pygit2
from pygit2.enums import FileMode

from service.errors import Missing
from service.repositories import names
from service.repositories.names import DOCUMENT, DRAFT, RevisionMissing
from service.repositories.opening import damage_told, open_repository

FILES = frozenset({FileMode.BLOB, FileMode.BLOB_EXECUTABLE})


class FileMissing(Missing):
    """There is no such file in this revision."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tree:
    """The files of one revision."""

    #: Id of the tree, 40 lower-case hex characters: equal for equal files.
    id: str
    #: Id of each file's blob by its path, such as `figures/map.svg`. No links, no submodules.
    files: Mapping[str, str]


def head(path: Path) -> str | None:
    """The newest revision of the draft; None before the first."""
    return tip(path, DRAFT)


def tip(path: Path, reference: str) -> str | None:
    """The newest revision of a reference that `names` made; None where there is none."""
    with damage_told():
        found = open_repository(path).references.get(reference)
    return None if found is None else str(found.target)


def commit_object(repository: pygit2.Repository, revision: str) -> pygit2.Commit:
    """The commit with this id; RevisionMissing when malformed, unknown, or not a commit."""
    names.revision(revision)
    with damage_told():
        found: object = repository.get(revision)
    if not isinstance(found, pygit2.Commit):
        raise RevisionMissing
    return found


def files(path: Path, revision: str) -> Tree:
    """The files of a revision; RevisionMissing."""
    commit = commit_object(open_repository(path), revision)
    with damage_told():
        return Tree(id=str(commit.tree.id), files=dict(_walk(commit.tree, "")))


def _walk(tree: pygit2.Tree, folder: str) -> Iterator[tuple[str, str]]:
    for entry in tree:
        if isinstance(entry, pygit2.Tree):
            yield from _walk(entry, f"{folder}{entry.name}/")
        elif entry.filemode in FILES:
            yield f"{folder}{entry.name}", str(entry.id)


def revision_with(path: Path, tree: str) -> str | None:
    """The newest revision whose files are those of a tree; None when there is none.

    One of the draft, or of a proposal to it. Walks the history (about 10 microseconds a revision)
    once the tree is known to exist.
    """
    tip = head(path)
    if tip is None or not names.REVISION.fullmatch(tree):
        return None
    repository = open_repository(path)
    with damage_told():
        if not isinstance(repository.get(tree), pygit2.Tree):
            return None
        walk = repository.walk(tip)
        found = next((commit for commit in walk if str(commit.tree_id) == tree), None)
        found = found or _proposed_with(repository, tip, tree)
        return str(found.id) if found else None


def _proposed_with(repository: pygit2.Repository, head: str, tree: str) -> pygit2.Commit | None:
    """The revision of a proposal, and not of the draft, whose files are those of a tree."""
    held = [name for name in repository.references if name.startswith(names.PROPOSALS)]
    if not held:
        return None
    walk = repository.walk(None)
    for name in held:
        walk.push(repository.references[name].target)
    walk.hide(repository[head].id)
    return next((commit for commit in walk if str(commit.tree_id) == tree), None)


def blob(path: Path, blob_id: str) -> bytes:
    """The bytes of a file by its blob id; FileMissing when malformed, unknown, or not a file."""
    if not names.REVISION.fullmatch(blob_id):
        raise FileMissing
    with damage_told():
        found = open_repository(path).get(blob_id)
        if not isinstance(found, pygit2.Blob):
            raise FileMissing
        return found.data


def text(path: Path, revision: str) -> str:
    """The source of `strategy.md` in a revision; RevisionMissing, FileMissing.

    Bytes that are not UTF-8 (only an import could hold them) are read as U+FFFD.
    """
    commit = commit_object(open_repository(path), revision)
    with damage_told():
        if DOCUMENT not in commit.tree:
            raise FileMissing
        entry = commit.tree[DOCUMENT]
        if not isinstance(entry, pygit2.Blob) or entry.filemode not in FILES:
            raise FileMissing
        return entry.data.decode("utf-8", "replace")
