"""Entries: the pieces of text that can be found."""

import hashlib
import json
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from enum import StrEnum

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class Kind(StrEnum):
    """What sort of text an entry is."""

    #: A section of a draft.
    SECTION = "section"
    #: A section of a published version.
    VERSION = "version"
    #: A discussion: its comments together.
    THREAD = "thread"
    #: A strategy as a whole: its title and who stands behind it.
    STRATEGY = "strategy"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A piece of text that can be found, and who may find it."""

    #: Names the entry in the whole index; putting the same key again replaces it.
    key: str
    #: What sort of text it is.
    kind: Kind
    #: The slug of the document that it belongs to.
    strategy: str
    #: Its heading: plain text. Counts more than the body.
    title: str
    #: Its words: plain text, as readers see it.
    body: str
    #: Who may find it, one opaque tag: `public`, `members`, `strategy:slug`.
    audience: str
    #: Where it is: a part of an address that the caller understands.
    place: str = ""
    #: Who wrote it, by name: what `author:` looks at.
    author: str = ""
    #: The state that it is in, in the caller's words.
    status: str = ""
    #: When it was written, aware; None when nobody knows.
    when: datetime | None = None

    @property
    def digest(self) -> str:
        """32 hex digits that differ whenever any field differs; for comparing with the truth."""
        return hashlib.blake2b(dump(self).encode(), digest_size=16).hexdigest()

    @property
    def moment(self) -> int:
        """When it was written, in microseconds since 1970; 0 when nobody knows."""
        return (self.when - _EPOCH) // _EPOCH.resolution if self.when else 0


def dump(entry: Entry) -> str:
    """Write an entry as ASCII text that `load` reads; equal entries give equal text."""
    fields = asdict(entry)
    fields["when"] = entry.when.astimezone(UTC).isoformat() if entry.when else None
    return json.dumps(fields, sort_keys=True)


def load(text: str) -> Entry:
    """Read an entry that `dump` wrote; ValueError, KeyError or TypeError for anything else."""
    fields = json.loads(text)
    fields["kind"] = Kind(fields["kind"])
    fields["when"] = datetime.fromisoformat(fields["when"]) if fields["when"] else None
    return Entry(**fields)
