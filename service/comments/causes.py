"""Threads as the causes of changes to the text, as values."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from service.comments.model import Kind


class How(StrEnum):
    """How a thread led to a change."""

    #: The change took in the words that it suggested.
    ACCEPTED = "accepted"
    #: It stood on the words that were changed, and was resolved afterwards.
    RESOLVED = "resolved"


@dataclass(frozen=True, slots=True, kw_only=True)
class Cause:
    """A thread that led to a change."""

    #: The thread's id.
    thread: str
    #: How it did.
    how: How
    #: What sort of remark it is.
    kind: Kind
    #: The words it was made on, as people read them; empty for the whole document.
    words: str
    #: The first comment; may be empty where it suggested words.
    body: str
    #: The id of the person who began it.
    author: str
    #: When it was begun.
    at: datetime
