"""The revisions of a strategy, read with git through GitPython, and its versions.

What every save asks (one revision, the versions) is read by libgit2, without a process. Each use
of GitPython opens a `Repo` of its own and closes it: one shared by threads hangs (its
pipe to `git cat-file` interleaves). Only ids and names that `names.py` has passed reach git.
"""

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import git

from service.repositories import names, reading, signing
from service.repositories.child import GitMissing, environment
from service.repositories.opening import RepositoryDamaged, damage_told, open_repository
from service.repositories.signing import TakenIn

_TAGS = "refs/tags/"


@dataclass(frozen=True, slots=True, kw_only=True)
class Commit:
    """One revision of a strategy."""

    #: 40 lower-case hex characters.
    id: str
    #: The revision before it; None for the first.
    parent: str | None
    #: Opaque id of the person who made it.
    author: str
    #: Opaque id of the person who put it in; the author's own where nobody else did.
    committer: str = ""
    #: When it was made, in UTC, to the second.
    when: datetime
    #: What its author said of it, without the lines that credit co-authors.
    message: str
    #: Id of its tree.
    tree: str
    #: Opaque ids of the people credited besides the author.
    co_authors: tuple[str, ...] = ()
    #: The suggestions that it took in.
    suggestions: tuple[TakenIn, ...] = ()
    #: The id of the proposal that it took in; None where it took in none.
    proposal: str | None = None


def revision(path: Path, revision_id: str) -> Commit:
    """One revision; RevisionMissing."""
    found = reading.commit_object(open_repository(path), revision_id)
    with damage_told():
        words = found.raw_message.decode("utf-8", "replace")
        message, co_authors, suggestions = signing.parse(words)
        return Commit(
            id=str(found.id),
            parent=str(found.parent_ids[0]) if found.parent_ids else None,
            author=found.author.raw_name.decode("utf-8", "replace"),
            committer=found.committer.raw_name.decode("utf-8", "replace"),
            when=datetime.fromtimestamp(found.author.time, UTC),
            message=message,
            tree=str(found.tree_id),
            co_authors=co_authors,
            suggestions=suggestions,
            proposal=signing.proposal_in(words),
        )


def history(path: Path, revision: str, *, limit: int, skip: int = 0) -> tuple[Commit, ...]:
    """At most `limit` revisions, newest first, from `revision` backwards; RevisionMissing."""
    reading.commit_object(open_repository(path), revision)
    if limit <= 0:
        return ()
    return _commits(path, revision, {"max_count": limit, "skip": max(skip, 0)})


def between(path: Path, old: str | None, new: str) -> tuple[Commit, ...]:
    """The revisions after `old` up to and including `new`, oldest first; RevisionMissing.

    All of them up to `new` when `old` is None.
    """
    repository = open_repository(path)
    for revision in (new,) if old is None else (old, new):
        reading.commit_object(repository, revision)
    span = new if old is None else f"{old}..{new}"
    return _commits(path, span, {"topo_order": True, "reverse": True})


def tags(path: Path) -> Mapping[str, str]:
    """The revision of each version, by the version's name, lowest number first."""
    repository = open_repository(path)
    with damage_told():
        found = [n.removeprefix(_TAGS) for n in repository.references if n.startswith(_TAGS)]
        kept = sorted((name for name in found if names.VERSION.fullmatch(name)), key=_number)
        targets = {name: repository.references[_TAGS + name].peel() for name in kept}
    return {name: str(target.id) for name, target in targets.items()}


def _number(name: str) -> tuple[int, ...]:
    return tuple(int(part) for part in name[1:].split("."))


def _commits(path: Path, span: str, options: Mapping[str, Any]) -> tuple[Commit, ...]:
    with _opened(path) as repo:
        return tuple(_commit(found) for found in repo.iter_commits(span, **options))


@contextmanager
def _opened(path: Path) -> Iterator[git.Repo]:
    """One `Repo` for one use, its children given our environment and gone afterwards."""
    try:
        with git.Repo(path, odbt=git.GitCmdObjectDB) as repo:
            repo.git.update_environment(GIT_DIR=os.fspath(path), **environment())
            yield repo
    except git.GitCommandNotFound as problem:
        raise GitMissing from problem
    except (git.GitError, ValueError, OSError) as problem:
        raise RepositoryDamaged(reason=str(problem)) from problem


def _commit(found: git.Commit) -> Commit:
    words = _words(found.message)
    message, co_authors, suggestions = signing.parse(words)
    return Commit(
        id=found.hexsha,
        parent=found.parents[0].hexsha if found.parents else None,
        author=found.author.name or "",
        committer=found.committer.name or "",
        when=found.authored_datetime.astimezone(UTC),
        message=message,
        tree=found.tree.hexsha,
        co_authors=co_authors,
        suggestions=suggestions,
        proposal=signing.proposal_in(words),
    )


def _words(message: str | bytes) -> str:
    return message if isinstance(message, str) else message.decode("utf-8", "replace")
