"""What git may be given: slugs, revision ids, version names, author ids and paths.

Each function returns what it was given, or raises; nothing is repaired.
"""

import re
import unicodedata

from service.errors import Invalid, Missing

DRAFT = "refs/heads/draft"
DOCUMENT = "strategy.md"

SLUG = re.compile(r"[a-z0-9-]{1,80}")
REVISION = re.compile(r"[0-9a-f]{40}")
VERSION = re.compile(r"v[0-9]{1,9}\.[0-9]{1,9}")
AUTHOR = re.compile(r"[A-Za-z0-9_-]{1,64}")
PROPOSALS = "refs/heads/proposals/"
PROPOSAL = re.compile(r"[0-9a-z]{26}")

#: Characters that Windows refuses in a file name (and the separator of git's own syntax).
UNFIT_CHARACTERS = frozenset('\\:*?"<>|')
#: Control, invisible, half and private characters, and the line and paragraph separators.
UNFIT_CATEGORIES = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})


class SlugInvalid(Invalid):
    """A short name has 1 to 80 characters, each a lower-case letter, a digit or a hyphen."""


class RevisionMissing(Missing):
    """There is no such revision."""


class VersionInvalid(Invalid):
    """A version is named like v1.0."""


class AuthorInvalid(Invalid):
    """An author is recorded by an id of 1 to 64 letters, digits, hyphens and underscores."""


class ProposalInvalid(Invalid):
    """A proposed revision is named by 26 lower-case letters and digits."""


class PathInvalid(Invalid):
    """A file cannot be kept under the name {path}."""


def slug(value: str) -> str:
    """The short name of a strategy, checked; SlugInvalid."""
    if not SLUG.fullmatch(value):
        raise SlugInvalid
    return value


def revision(value: str) -> str:
    """The id of a commit: 40 lower-case hex characters, checked; RevisionMissing."""
    if not REVISION.fullmatch(value):
        raise RevisionMissing
    return value


def version(value: str) -> str:
    """The name of a version's tag, checked; VersionInvalid."""
    if not VERSION.fullmatch(value):
        raise VersionInvalid
    return value


def author(value: str) -> str:
    """The opaque id of a person, checked; AuthorInvalid."""
    if not AUTHOR.fullmatch(value):
        raise AuthorInvalid
    return value


def proposal(value: str) -> str:
    """The reference of a proposal, from its id; ProposalInvalid."""
    if not PROPOSAL.fullmatch(value):
        raise ProposalInvalid
    return f"{PROPOSALS}{value}"


def path(value: str) -> str:
    """The path of a file in a tree, checked: relative, `/` between its parts; PathInvalid.

    It must be one that stock git checks out on Linux, macOS and Windows: see `part_is_fit`.
    At most 255 bytes a part and 1,000 in all.
    """
    parts = value.split("/")
    if not all(part_is_fit(part) for part in parts) or len(_bytes(value)) > 1000:
        raise PathInvalid(path=ascii(value[:80]))
    return value


def part_is_fit(part: str) -> bool:
    """Whether one part of a path may be the name of a file or folder.

    Not empty, no `.` or `..`, nothing that begins with `.git` in any case (`.GIT`,
    `.gitmodules`) or is its short name on Windows (`git~1`), no trailing dot or space, and none
    of the characters above: an invisible one in `.g<U+200C>it` would make it `.git` on macOS.
    """
    folded = unicodedata.normalize("NFKC", part).casefold()
    return not (
        part in {"", ".", ".."}
        or part != part.strip()
        or part.endswith(".")
        or folded.startswith((".git", "git~"))
        or len(_bytes(part)) > 255
        or any(_unfit(character) for character in part)
    )


def _unfit(character: str) -> bool:
    return character in UNFIT_CHARACTERS or unicodedata.category(character) in UNFIT_CATEGORIES


def _bytes(value: str) -> bytes:
    return value.encode("utf-8", "surrogatepass")
