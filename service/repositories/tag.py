"""Tagging a revision as a version."""

from datetime import datetime
from pathlib import Path
from typing import TypeGuard

import pygit2
from pygit2.enums import ObjectType

from service.errors import Conflict
from service.repositories import names, reading, signing
from service.repositories.locking import writing
from service.repositories.names import RevisionMissing
from service.repositories.opening import damage_told, failures_told, open_repository


class TagExists(Conflict):
    """There is a version {name} already; a version is never changed."""


def tag(path: Path, *, name: str, revision: str, author: str, message: str, when: datetime) -> str:
    """Make an annotated tag such as `v1.0` and return its id; it is on the disk by then.

    Raises TagExists, VersionInvalid, RevisionMissing, AuthorInvalid, MomentInvalid,
    RepositoryBusy, WriteFailed.
    """
    signed = signing.signature(author, when)
    words = signing.compose(message, ())
    with writing(path):
        repository = open_repository(path)
        target = reading.commit_object(repository, revision)
        if f"refs/tags/{names.version(name)}" in repository.references:
            raise TagExists(name=name)
        with failures_told():
            return str(_create(repository, name, target.id, signed, words))


def _create(
    repository: pygit2.Repository,
    name: str,
    target: pygit2.Oid,
    signed: pygit2.Signature,
    words: str,
) -> pygit2.Oid:
    return repository.create_tag(name, target, ObjectType.COMMIT, signed, words)


def tag_message(path: Path, name: str) -> str:
    """What was said of a version when it was tagged; empty for a tag that says nothing.

    Raises VersionInvalid, and RevisionMissing when there is no such tag.
    """
    repository = open_repository(path)
    with damage_told():
        reference = repository.references.get(f"refs/tags/{names.version(name)}")
        found = repository.get(reference.target) if reference else None
    if found is None:
        raise RevisionMissing
    return found.raw_message.decode("utf-8", "replace").strip() if _annotated(found) else ""


def _annotated(found: object) -> TypeGuard[pygit2.Tag]:
    return isinstance(found, pygit2.Tag)
