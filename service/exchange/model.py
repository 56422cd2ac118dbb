"""Exports, as values."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Format(StrEnum):
    """What a strategy can be downloaded as."""

    PDF = "pdf"
    DOCX = "docx"

    @property
    def words(self) -> str:
        """The format as people call it."""
        return {"pdf": "PDF", "docx": "Word"}[self.value]

    @property
    def media_type(self) -> str:
        """The media type of its files."""
        return {
            "pdf": "application/pdf",
            "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        }[self.value]


class State(StrEnum):
    """How far an export is."""

    WAITING = "waiting"
    WORKING = "working"
    DONE = "done"
    FAILED = "failed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Export:
    """A file that is being made, or was."""

    #: Its id, 26 characters.
    id: str
    #: The slug of the strategy.
    strategy: str
    #: The revision whose text it holds.
    revision: str
    #: The number of the version; empty for the draft.
    version: str
    #: What it is.
    format: Format
    #: Everything that the bytes depend on besides the revision, hashed.
    recipe: str
    #: How far it is.
    state: State
    #: How far, in percent.
    progress: int
    #: What is being done, or what went wrong.
    words: str
    #: The hash that the file is kept under, once done.
    file: str | None
    #: The id of the person who asked first.
    asked_by: str | None
    #: When.
    asked_at: datetime
    #: When its state last changed.
    changed_at: datetime

    @property
    def finished(self) -> bool:
        """Whether nothing more will happen to it."""
        return self.state in (State.DONE, State.FAILED)

    @property
    def file_name(self) -> str:
        """What the file is called on the reader's disk."""
        middle = f"v{self.version}" if self.version else f"draft-{self.revision[:7]}"
        return f"{self.strategy}-{middle}.{self.format.value}"

    @property
    def address(self) -> str:
        """Where the file is handed out."""
        of = f"v/{self.version}" if self.version else f"r/{self.revision}"
        return f"/s/{self.strategy}/{of}.{self.format.value}"
