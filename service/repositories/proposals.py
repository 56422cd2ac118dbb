"""Proposals beside the draft: a reference each, kept for the record and never moved back."""

from collections.abc import Mapping
from pathlib import Path

import pygit2

from service.errors import Conflict, Missing
from service.repositories import names, reading, signing
from service.repositories.locking import writing
from service.repositories.names import PROPOSAL, PROPOSALS
from service.repositories.opening import damage_told, failures_told, open_repository


class ProposalExists(Conflict):
    """There is a proposed revision of this name already."""


class ProposalGone(Missing):
    """The text of this proposed revision is not there."""


def begin(path: Path, proposal: str, *, revision: str) -> None:
    """Keep a proposal that begins as a revision is; it is on the disk by then.

    Raises ProposalInvalid, ProposalExists, RevisionMissing, RepositoryBusy, WriteFailed.
    """
    reference = names.proposal(proposal)
    with writing(path):
        repository = open_repository(path)
        target = reading.commit_object(repository, revision)
        if reading.tip(path, reference) is not None:
            raise ProposalExists
        with failures_told():
            repository.references.create(reference, target.id)


def tip(path: Path, proposal: str) -> str:
    """The newest revision of a proposal; ProposalInvalid, ProposalGone."""
    found = reading.tip(path, names.proposal(proposal))
    if found is None:
        raise ProposalGone
    return found


def tips(path: Path) -> Mapping[str, str]:
    """The newest revision of each proposal, by its id, in the order of their ids."""
    repository = open_repository(path)
    with damage_told():
        listed = sorted(name for name in repository.references if name.startswith(PROPOSALS))
        found = {name.removeprefix(PROPOSALS): repository.references[name] for name in listed}
        return {name: str(each.target) for name, each in found.items() if PROPOSAL.fullmatch(name)}


def draft_within(path: Path, revision: str) -> str | None:
    """The newest revision of the draft that a revision continues; RevisionMissing.

    None where they have nothing in common, which only other hands could bring about.
    """
    repository = open_repository(path)
    commit, head = reading.commit_object(repository, revision), reading.head(path)
    if head is None:
        return None
    with damage_told():
        found: pygit2.Oid | None = repository.merge_base(commit.id, head)
    return None if found is None else str(found)


def merged_as(path: Path, proposal: str, *, since: str) -> str | None:
    """The revision of the draft after `since` that took a proposal in; None where none did.

    Some 15 microseconds a revision. RevisionMissing.
    """
    repository, head = open_repository(path), reading.head(path)
    if head is None or head == since:
        return None
    with damage_told():
        walk = repository.walk(head)
        walk.hide(reading.commit_object(repository, since).id)
        return next((str(each.id) for each in walk if _takes_in(each, proposal)), None)


def _takes_in(commit: pygit2.Commit, proposal: str) -> bool:
    message = commit.raw_message
    told = proposal.encode() in message
    return told and signing.proposal_in(message.decode("utf-8", "replace")) == proposal
