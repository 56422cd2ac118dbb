"""What the library's API takes and answers."""

from datetime import date, datetime

from pydantic import BaseModel, ConfigDict, Field

from service.accounts.model import Visibility
from service.library.model import ChangeClass, Revision, Status, Strategy, Version

_REVISION = "5f0c3a1e9b7d4c2f8a6e1d0b3c5a7f9e2d4b6c8a"


class StrategyOut(BaseModel):
    """A strategy."""

    slug: str = Field(description="Its part of the address.", examples=["cancer-research"])
    title: str = Field(description="Its title.", examples=["Cancer research strategy"])
    summary: str = Field(description="One or two sentences on what it is about.")
    visibility: Visibility = Field(description="Who may read it.")
    status: Status = Field(description="Where the draft stands.")
    owner: str | None = Field(description="Who answers for it, by name.", examples=["Amara Okafor"])
    approving_body: str | None = Field(description="Who approves it.")
    effective_date: date | None = Field(description="From when it is in force.")
    review_date: date | None = Field(description="When it is due to be looked at again.")
    draft: str = Field(description="The revision of the draft.", examples=[_REVISION])
    latest_version: str | None = Field(description="Its newest version.", examples=["1.0"])
    changed_at: datetime = Field(description="When the draft was last changed, in UTC.")
    address: str = Field(description="Its page.", examples=["/s/cancer-research"])

    @classmethod
    def of(cls, strategy: Strategy, owner: str | None, latest: Version | None) -> "StrategyOut":
        """Return what the API says of a strategy."""
        return cls(
            slug=strategy.slug,
            title=strategy.title,
            summary=strategy.summary,
            visibility=strategy.visibility,
            status=strategy.status,
            owner=owner,
            approving_body=strategy.approving_body,
            effective_date=strategy.effective_date,
            review_date=strategy.review_date,
            draft=strategy.draft,
            latest_version=str(latest.number) if latest else None,
            changed_at=strategy.changed_at,
            address=f"/s/{strategy.slug}",
        )


class SectionOut(BaseModel):
    """A heading and what stands under it, up to the next heading."""

    id: str = Field(description="The heading's id, as the page has it.", examples=["our-aims"])
    title: str = Field(description="The heading's words.", examples=["Our aims"])
    level: int = Field(description="1 to 6; 0 for what stands before the first heading.")
    start: int = Field(description="First code point of the heading's line in the text.")
    end: int = Field(description="After the last code point of the section.")


class DraftOut(BaseModel):
    """The draft as it stands; `ETag` is its revision."""

    strategy: str = Field(description="The strategy.", examples=["cancer-research"])
    revision: str = Field(description="The revision: 40 hex digits.", examples=[_REVISION])
    text: str = Field(description="The whole source: front matter and Markdown.")
    sections: list[SectionOut] = Field(description="Its sections, in order.")


class DraftIn(BaseModel):
    """A draft to save."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "examples": [
                {
                    "text": "---\ntitle: Cancer research\n---\n\n# Aims\n\nTo ask and to answer.\n",
                    "what_changed": "Said what we aim for",
                }
            ]
        },
    )

    text: str = Field(description="The whole source, up to 2,000,000 characters.")
    what_changed: str = Field(default="", description="What changed, in a sentence.")


class RevisionOut(BaseModel):
    """One saved change to a draft."""

    id: str = Field(description="40 hex digits.", examples=[_REVISION])
    number: int = Field(description="1 for the first, then one more each.", examples=[7])
    parent: str | None = Field(description="The revision before; null for the first.")
    author: str | None = Field(description="Who saved it, by name; null where it was imported.")
    what_changed: str = Field(description="What changed, in the author's words.")
    at: datetime = Field(description="When, in UTC.")
    address: str = Field(description="Its page.")

    @classmethod
    def of(cls, revision: Revision, author: str | None) -> "RevisionOut":
        """Return what the API says of a revision."""
        return cls(
            id=revision.id,
            number=revision.number,
            parent=revision.parent,
            author=author,
            what_changed=revision.what_changed,
            at=revision.at,
            address=f"/s/{revision.strategy}/r/{revision.id}",
        )


class RevisionText(RevisionOut):
    """A revision with its text."""

    text: str = Field(description="The whole source: front matter and Markdown.")


class VersionOut(BaseModel):
    """A named, numbered, immutable release."""

    number: str = Field(description="Its number.", examples=["1.0"])
    revision: str = Field(description="The revision that was released.", examples=[_REVISION])
    status: Status = Field(description="approved, or in_consultation.")
    change_class: ChangeClass = Field(description="How much it changes.")
    summary_of_changes: str = Field(description="What it changes.")
    approving_body: str | None = Field(description="Who approved it, or is to.")
    effective_date: date | None = Field(description="From when it is in force.")
    review_date: date | None = Field(description="When it is due to be looked at again.")
    published_by: str | None = Field(description="By name; null where it was imported.")
    published_at: datetime = Field(description="When, in UTC.")
    address: str = Field(description="Its page; with .pdf, .docx or .md after it, its files.")

    @classmethod
    def of(cls, version: Version, publisher: str | None) -> "VersionOut":
        """Return what the API says of a version."""
        return cls(
            number=str(version.number),
            revision=version.revision,
            status=version.status,
            change_class=version.change_class,
            summary_of_changes=version.summary_of_changes,
            approving_body=version.approving_body,
            effective_date=version.effective_date,
            review_date=version.review_date,
            published_by=publisher,
            published_at=version.published_at,
            address=f"/s/{version.strategy}/v/{version.number}",
        )


class VersionText(VersionOut):
    """A version with its text."""

    text: str = Field(description="The whole source: front matter and Markdown.")


class ReleaseIn(BaseModel):
    """A version to publish."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "examples": [
                {
                    "expecting": _REVISION,
                    "change_class": "major",
                    "summary_of_changes": "The first edition.",
                    "approved": True,
                    "approving_body": "Partnership board",
                    "effective_date": "2026-12-04",
                    "review_date": "2029-12-04",
                }
            ]
        },
    )

    expecting: str = Field(description="The revision to publish; 409 unless it is the draft.")
    change_class: ChangeClass = Field(description="Decides the number: 1.3 to 2.0, or to 1.4.")
    summary_of_changes: str = Field(description="What it changes, in a sentence or two.")
    approved: bool = Field(description="Whether it was approved; else it is for consultation.")
    approving_body: str | None = Field(default=None, description="Needed where it was approved.")
    effective_date: date | None = Field(default=None, description="Needed where it was approved.")
    review_date: date | None = Field(default=None, description="After the effective date.")
    number: str | None = Field(
        default=None, description="Another number than the next one.", examples=["2.0"]
    )
