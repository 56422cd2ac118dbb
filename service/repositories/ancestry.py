"""The history of one document in somebody else's repository, as a single line."""

from dataclasses import dataclass

import pygit2
from pygit2.enums import DeltaStatus, DiffFind

from service.repositories.pictures import PictureIndex


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """A commit that changed the document, and where the document stood in it."""

    #: The commit.
    commit: pygit2.Commit
    #: Path of the document in its tree; other than today's before a rename.
    path: str


def tip(repository: pygit2.Repository) -> pygit2.Commit | None:
    """Where its history ends: HEAD, else main, master, draft, else the newest branch."""
    for name in ("HEAD", "refs/heads/main", "refs/heads/master", "refs/heads/draft"):
        if (found := _commit_at(repository, name)) is not None:
            return found
    branches = [_commit_at(repository, f"refs/heads/{name}") for name in repository.branches.local]
    found_ones = [branch for branch in branches if branch is not None]
    return max(found_ones, key=lambda branch: branch.commit_time, default=None)


def _commit_at(repository: pygit2.Repository, name: str) -> pygit2.Commit | None:
    try:
        found: object = repository.references[name].peel(pygit2.Commit)
    except (KeyError, ValueError, pygit2.GitError):
        return None
    return found if isinstance(found, pygit2.Commit) else None


def line_of_descent(
    repository: pygit2.Repository, newest: pygit2.Commit, document: str
) -> list[Step]:
    """The commits that changed a document or the pictures it shows, newest first.

    From a merge the line goes to the parent whose document it kept unchanged (so that a branch
    merged as it stood gives each of its commits), else to the first parent. Every step is then
    a state that really followed the one before; two branches laid side by side by date would
    show each undoing the other.
    """
    index = PictureIndex()
    steps: list[Step] = []
    commit: pygit2.Commit | None = newest
    path = document
    while commit is not None:
        state = index.state(commit.tree, path)
        parent, origin, same = _before(repository, index, commit, path)
        if state and not same:
            steps.append(Step(commit=commit, path=path))
        commit, path = parent, origin
    return steps


def _before(
    repository: pygit2.Repository, index: PictureIndex, commit: pygit2.Commit, path: str
) -> tuple[pygit2.Commit | None, str, bool]:
    """The parent to go on with, the document's path in it, and whether it is the same there."""
    parents = _parents(repository, commit)
    state = index.state(commit.tree, path)
    for parent in parents:
        if index.state(parent.tree, path) == state:
            return parent, path, True
    if not parents:
        return None, path, False
    first = parents[0]
    if not state or index.state(first.tree, path):
        return first, path, False
    return first, _renamed_from(first, commit, path), False


def _parents(repository: pygit2.Repository, commit: pygit2.Commit) -> list[pygit2.Commit]:
    """The parents that are there: a shallow clone ends early."""
    found: list[object] = [repository.get(parent) for parent in commit.parent_ids]
    return [parent for parent in found if isinstance(parent, pygit2.Commit)]


def _renamed_from(parent: pygit2.Commit, commit: pygit2.Commit, path: str) -> str:
    """The path that git finds this one was renamed from; the same when it finds none."""
    diff = parent.tree.diff_to_tree(commit.tree)
    diff.find_similar(DiffFind.FIND_RENAMES)
    for delta in diff.deltas:
        if delta.status == DeltaStatus.RENAMED and delta.new_file.path == path:
            return delta.old_file.path
    return path
