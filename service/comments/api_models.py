"""What the API takes and gives of comments."""

from datetime import datetime

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field

from service.comments.model import Kind
from service.document.anchors import PlacementState


class CommentOut(BaseModel):
    """One remark in a thread."""

    id: str = Field(description="Its id, sortable by time.")
    author: str = Field(description="Who wrote it, by name.", examples=["Mei-Ling Cheung"])
    body: str = Field(
        description="Plain text; a blank line parts paragraphs. Empty once it was deleted."
    )
    at: datetime = Field(description="When, in UTC.")
    edited_at: datetime | None = Field(description="When it was last edited; null for never.")
    deleted_at: datetime | None = Field(description="When it was deleted; null if it was not.")
    mentions: list[str] = Field(description="The names of the people whom it mentions.")


class PlacementOut(BaseModel):
    """Where a thread's passage stands in the draft."""

    state: PlacementState = Field(description="Exactly there, there but changed, or lost.")
    start: int | None = Field(description="First code point in the source; null where lost.")
    end: int | None = Field(description="After the last code point; null where lost.")
    likeness: float = Field(description="How like the passage is to the words commented on.")


class FarewellOut(BaseModel):
    """Somebody's word that a passage is gone."""

    by: str = Field(description="Who confirmed it, by name.", examples=["Mei-Ling Cheung"])
    at: datetime = Field(description="When, in UTC.")


class ThreadOut(BaseModel):
    """A discussion of a passage, or of the whole document."""

    id: str = Field(description="Its id, sortable by time.")
    strategy: str = Field(description="The strategy it is on.", examples=["cancer-research"])
    kind: Kind = Field(description="What sort of remark began it.")
    revision: str = Field(description="The revision that its words are in: 40 hex digits.")
    quote: str = Field(description="The words it was made on; empty for the whole document.")
    open: bool = Field(description="Whether it still wants an answer.")
    placement: PlacementOut | None = Field(description="Null for the whole document.")
    comments: list[CommentOut] = Field(description="The oldest first.")
    gone: FarewellOut | None = Field(description="Who confirmed that its words are gone, or null.")
    address: str = Field(description="Its page.")


class ThreadIn(BaseModel):
    """A thread to begin."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "examples": [{"body": "Who pays for this?", "kind": "question", "quote": "by 2022"}]
        },
    )

    body: str = Field(description="The first comment: plain text, up to 20,000 characters.")
    kind: Kind = Field(default=Kind.GENERAL, description="What sort of remark it is.")
    quote: str | None = Field(
        default=None,
        max_length=20_000,
        description="Visible words of the text, which must occur exactly once; null: all of it.",
    )
    revision: str | None = Field(default=None, description="Null: the draft as it stands.")


class ReplyIn(BaseModel):
    """A reply to add."""

    model_config = ConfigDict(
        extra="forbid", json_schema_extra={"examples": [{"body": "The board agreed in June."}]}
    )

    body: str = Field(description="Plain text, up to 20,000 characters.")


class EditIn(BaseModel):
    """Other words for a comment."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={"examples": [{"body": "The board agreed in July.", "expecting": None}]},
    )

    body: str = Field(description="Plain text, up to 20,000 characters.")
    expecting: AwareDatetime | None = Field(
        description="The `edited_at` of the comment that you saw; null if it was never edited."
    )


class PlaceIn(BaseModel):
    """The place to which the words of a thread went."""

    model_config = ConfigDict(
        extra="forbid", json_schema_extra={"examples": [{"quote": "by 2024"}]}
    )

    quote: str = Field(
        max_length=20_000, description="Visible words of the text, which must occur exactly once."
    )
    revision: str | None = Field(default=None, description="Null: the draft as it stands.")
