"""The git room: every strategy's text, kept in a bare repository of its own.

It keeps files, revisions (commits on `refs/heads/draft`), versions (annotated tags `v1.0`) and
proposals (`refs/heads/proposals/<id>`, which no clone is shown), and promises that what it
acknowledged is still there after a crash or a power cut. `library`, above, knows what a strategy
is; this room knows slugs, paths, bytes and opaque author ids.

It imports `service.errors` alone: no database, no people, no web, and no sibling (`storage`).
Nothing that a person typed becomes an option, a revision, an address or a path of git: every
name passes `names.py` first.

`Repositories` finds and creates; `Repository` reads and writes one; `smart` answers
`git clone`; `foreign` reads somebody else's repository or bundle for an import.
"""

from service.repositories.child import GitMissing
from service.repositories.commit import NothingChanged, Stale
from service.repositories.history import Commit
from service.repositories.keeping import Repositories, RepositoryExists, RepositoryMissing
from service.repositories.locking import RepositoryBusy
from service.repositories.names import (
    AuthorInvalid,
    PathInvalid,
    ProposalInvalid,
    RevisionMissing,
    SlugInvalid,
    VersionInvalid,
)
from service.repositories.opening import RepositoryDamaged, WriteFailed
from service.repositories.proposals import ProposalExists, ProposalGone
from service.repositories.reading import FileMissing, Tree
from service.repositories.repository import Repository
from service.repositories.signing import MomentInvalid, TakenIn
from service.repositories.tag import TagExists

__all__ = [
    "AuthorInvalid",
    "Commit",
    "FileMissing",
    "GitMissing",
    "MomentInvalid",
    "NothingChanged",
    "PathInvalid",
    "ProposalExists",
    "ProposalGone",
    "ProposalInvalid",
    "Repositories",
    "Repository",
    "RepositoryBusy",
    "RepositoryDamaged",
    "RepositoryExists",
    "RepositoryMissing",
    "RevisionMissing",
    "SlugInvalid",
    "Stale",
    "TagExists",
    "TakenIn",
    "Tree",
    "VersionInvalid",
    "WriteFailed",
]
