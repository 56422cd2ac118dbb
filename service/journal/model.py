"""What an entry of the journal is, and how its hash is made."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

#: The hash that stands before the first entry.
BEGINNING = "0" * 64


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """Something that happened."""

    #: Its place in the order of all things, from 1, without gaps.
    seq: int
    #: When, in UTC.
    at: datetime
    #: What: `room:thing:done`, such as `library:revision:saved`.
    event: str
    #: The person's id; None where the system did it.
    actor: str | None
    #: The slug of the strategy it is about, if any.
    strategy: str | None
    #: The id of the thing it is about.
    subject: str
    #: What else a follower needs; JSON values only, never a secret or an address of a person.
    detail: Mapping[str, object]
    #: The hash of the entry before.
    previous: str
    #: The hash of this entry: `seal(...)` of all the fields above.
    hash: str


def detail_text(detail: Mapping[str, object]) -> str:
    """Return the canonical JSON of `detail`: sorted keys, no spaces, ASCII."""
    return json.dumps(detail, sort_keys=True, separators=(",", ":"))


def seal(
    *,
    seq: int,
    at: datetime,
    event: str,
    actor: str | None,
    strategy: str | None,
    subject: str,
    detail: str,
    previous: str,
) -> str:
    """Return the hash of an entry: SHA-256 of its fields as canonical JSON, in hex."""
    fields = [seq, at.isoformat(), event, actor, strategy, subject, detail, previous]
    return hashlib.sha256(json.dumps(fields, separators=(",", ":")).encode()).hexdigest()
