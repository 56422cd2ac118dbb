"""One strategy's repository: what the rooms above may ask of it and do to it."""

from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from service.repositories import (
    commit,
    history,
    locking,
    names,
    proposals,
    reading,
    tag,
    upkeep,
    written,
)
from service.repositories.history import Commit
from service.repositories.reading import Tree
from service.repositories.signing import TakenIn


@dataclass(frozen=True, slots=True, kw_only=True)
class Repository:
    """A bare repository: the draft on `refs/heads/draft`, versions as tags, proposals beside."""

    #: Short name of the strategy, `[a-z0-9-]{1,80}`.
    slug: str
    #: Its folder, absolute.
    path: Path

    def head(self) -> str | None:
        """The newest revision of the draft; None before the first."""
        return reading.head(self.path)

    def files(self, revision: str) -> Tree:
        """The files of a revision; RevisionMissing."""
        return reading.files(self.path, revision)

    def revision_with(self, tree: str) -> str | None:
        """The newest revision, of the draft or of a proposal, with a tree of this id, or None."""
        return reading.revision_with(self.path, tree)

    def blob(self, blob_id: str) -> bytes:
        """The bytes of a file by its blob id; FileMissing."""
        return reading.blob(self.path, blob_id)

    def text(self, revision: str) -> str:
        """The source of `strategy.md` in a revision; RevisionMissing, FileMissing."""
        return reading.text(self.path, revision)

    def writing(self) -> AbstractContextManager[None]:
        """Hold the write lock, in this thread alone (it may enter again); RepositoryBusy.

        Heals what a killed writer left. `commit` and `tag` take it themselves; take it around
        them to keep other writers out between reading and writing. Enter, work and leave in one
        thread: a dependency that FastAPI runs in another thread would wait for itself.
        """
        return locking.writing(self.path)

    def commit(
        self,
        *,
        expecting: str | None,
        changes: Mapping[str, bytes | None],
        author: str,
        message: str,
        when: datetime,
        co_authors: Sequence[str] = (),
        committer: str | None = None,
        suggestions: Sequence[TakenIn] = (),
        proposal: str | None = None,
    ) -> str:
        """Add one revision to the draft and return its id: see `commit.commit`."""
        self.mark_written()
        return commit.commit(
            self.path,
            expecting=expecting,
            changes=changes,
            author=author,
            message=message,
            when=when,
            co_authors=co_authors,
            committer=committer,
            suggestions=suggestions,
            proposal=proposal,
        )

    def begin_proposal(self, proposal_id: str, *, revision: str) -> None:
        """Keep a proposal that begins as a revision of the draft: see `proposals.begin`."""
        proposals.begin(self.path, proposal_id, revision=revision)

    def proposals(self) -> Mapping[str, str]:
        """The newest revision of each proposal, by the proposal's id, the oldest first."""
        return proposals.tips(self.path)

    def proposal(self, proposal_id: str) -> str:
        """The newest revision of a proposal; ProposalInvalid, ProposalGone."""
        return proposals.tip(self.path, proposal_id)

    def commit_to_proposal(
        self,
        proposal_id: str,
        *,
        expecting: str,
        changes: Mapping[str, bytes | None],
        author: str,
        message: str,
        when: datetime,
        co_authors: Sequence[str] = (),
        suggestions: Sequence[TakenIn] = (),
        taking_in: str | None = None,
    ) -> str:
        """Add one revision to a proposal: see `commit.commit`; ProposalInvalid besides."""
        return commit.commit(
            self.path,
            expecting=expecting,
            changes=changes,
            author=author,
            message=message,
            when=when,
            co_authors=co_authors,
            suggestions=suggestions,
            reference=names.proposal(proposal_id),
            taking_in=taking_in,
        )

    def gathered(self, proposal_id: str) -> Commit | None:
        """The revision of a proposal that names suggestions; ProposalInvalid, ProposalGone."""
        tip = self.proposal(proposal_id)
        made = self.between(self.draft_within(tip), tip)
        return next((each for each in made if each.suggestions), None)

    def draft_within(self, revision: str) -> str | None:
        """The newest revision of the draft that a proposal's revision continues; None for none."""
        return proposals.draft_within(self.path, revision)

    def merged_as(self, proposal_id: str, *, since: str) -> str | None:
        """The revision of the draft after `since` that took a proposal in; None where none did."""
        return proposals.merged_as(self.path, proposal_id, since=since)

    def tag(self, *, name: str, revision: str, author: str, message: str, when: datetime) -> str:
        """Make an annotated tag such as `v1.0` and return its id: see `tag.tag`."""
        self.mark_written()
        return tag.tag(
            self.path, name=name, revision=revision, author=author, message=message, when=when
        )

    def mark_written(self) -> None:
        """Have it looked at, before the next write, whether the records are complete."""
        written.mark(self.path)

    def tags(self) -> Mapping[str, str]:
        """The revision of each version, by the version's name, lowest number first."""
        return history.tags(self.path)

    def tag_message(self, name: str) -> str:
        """What was said of a version when it was tagged: see `tag.tag_message`."""
        return tag.tag_message(self.path, name)

    def revision(self, revision: str) -> Commit:
        """One revision, read without starting a process; RevisionMissing."""
        return history.revision(self.path, revision)

    def history(self, revision: str, *, limit: int, skip: int = 0) -> tuple[Commit, ...]:
        """At most `limit` revisions, newest first, from `revision` backwards."""
        return history.history(self.path, revision, limit=limit, skip=skip)

    def between(self, old: str | None, new: str) -> tuple[Commit, ...]:
        """The revisions after `old` (None: from the first) up to `new`, oldest first."""
        return history.between(self.path, old, new)

    def check(self) -> tuple[str, ...]:
        """The problems that fsck and the settings show, a sentence each; () when whole."""
        return upkeep.check(self.path)

    def maintain(self) -> bool:
        """Pack the loose objects if there are 300 or more; whether there were."""
        return upkeep.maintain(self.path)
