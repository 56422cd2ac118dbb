"""The stamp: what a document says about itself on its cover, in its footers and properties."""

import dataclasses
import datetime
import re
from dataclasses import dataclass
from typing import Final

from service.document.formats.characters import one_line
from service.errors import Invalid

_REVISION: Final = re.compile(r"[0-9a-f]{40}")
_MONTHS: Final = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)


class StampUnusable(Invalid):
    """A document is stamped with a revision of 40 hexadecimal digits, not with "{revision}"."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stamp:
    """Document control of one export. Dates may also be words, as front matter has them."""

    #: Title of the strategy.
    title: str
    #: Number of the published version, without a "v"; None where it has none.
    version: str | None
    #: Status of the strategy: "in_consultation" and "In consultation" both read well.
    status: str
    #: Revision of the text: 40 lower-case hexadecimal digits.
    revision: str
    #: Day of the version, or of the revision where it is a draft.
    date: datetime.date
    #: Name of the partnership or organisation.
    organisation: str
    #: Who answers for the strategy, by name.
    owner: str
    #: Who approves it.
    approving_body: str | None = None
    #: Day from which it holds.
    effective_date: datetime.date | str | None = None
    #: Day by which it is looked at again.
    review_date: datetime.date | str | None = None
    #: What changed in this version, in a sentence or two.
    summary_of_changes: str | None = None
    #: Address at which exactly this text is read.
    url: str
    #: Whether this is a working text: says "Draft" for the version and DRAFT across each page.
    draft: bool

    def __post_init__(self) -> None:
        """Refuse a revision that is none, and keep every value on one line."""
        if not _REVISION.fullmatch(self.revision):
            raise StampUnusable(revision=self.revision)
        for field in dataclasses.fields(self):
            value = getattr(self, field.name)
            if isinstance(value, str):
                object.__setattr__(self, field.name, one_line(value))
        if not self.title:
            object.__setattr__(self, "title", "Untitled")

    @property
    def short_revision(self) -> str:
        """The first seven digits of the revision: enough for people."""
        return self.revision[:7]

    @property
    def release(self) -> str:
        """What this text is: "Version 1.0", "Draft", or "Unpublished text"."""
        if self.draft:
            return "Draft"
        return f"Version {self.version}" if self.version else "Unpublished text"

    @property
    def status_words(self) -> str:
        """The status as people write it: "In consultation"."""
        words = self.status.replace("_", " ").strip()
        return words[:1].upper() + words[1:]

    @property
    def footer(self) -> str:
        """The line at the foot of each page, without the page number."""
        joint = " · " if self.version and not self.draft else " of "
        return f"{self.release}{joint}{day(self.date)} · revision {self.short_revision}"

    def control(self) -> tuple[tuple[str, str], ...]:
        """The rows of the document control table, name and value; empty ones are left out."""
        rows = (
            ("Version", self.release if self.draft or not self.version else self.version),
            ("Status", self.status_words),
            ("Date", day(self.date)),
            ("Owner", self.owner),
            ("Approving body", self.approving_body),
            ("Effective date", day(self.effective_date)),
            ("Review date", day(self.review_date)),
            ("Summary of changes", self.summary_of_changes),
            ("Revision", self.short_revision),
            ("Address", self.url),
        )
        return tuple((name, value.strip()) for name, value in rows if value and value.strip())


def day(date: datetime.date | str | None) -> str:
    """A date as people read it: "4 December 2026"; words stay, None is empty."""
    if not isinstance(date, datetime.date):
        return date or ""
    return f"{date.day} {_MONTHS[date.month - 1]} {date.year}"
