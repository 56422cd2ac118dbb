"""What the API takes and gives of suggestions."""

from datetime import datetime
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from service.comments.model import Kind
from service.comments.suggestion_model import Outcome


class ChangeOut(BaseModel):
    """A stretch of words that stays, comes or goes."""

    op: Literal["equal", "insert", "delete"] = Field(description="Stays, comes or goes.")
    text: str = Field(description="The words.")


class DecisionOut(BaseModel):
    """What became of a suggestion."""

    outcome: Outcome = Field(description="What was decided.")
    by: str = Field(description="Who decided, by name.", examples=["Mei-Ling Cheung"])
    at: datetime = Field(description="When, in UTC.")
    reason: str = Field(description="Why; always given where it was declined.")
    revision: str | None = Field(
        description="The revision in which its words stand; null where it was not taken in."
    )


class SuggestionOut(BaseModel):
    """Other words for a passage."""

    thread: str = Field(description="The thread that it is in: its id.")
    strategy: str = Field(description="The strategy it is on.", examples=["cancer-research"])
    author: str = Field(description="Who suggests, by name.", examples=["Samira Haddad"])
    original: str = Field(description="The words that it replaces, as people read them.")
    words: str = Field(description="The words to stand there.")
    changes: list[ChangeOut] = Field(description="How the former would become the latter.")
    fits: bool = Field(
        description="Whether the words that it replaces stand in the draft, so that it can be "
        "accepted as it is; false once it was decided about."
    )
    since: list[ChangeOut] | None = Field(
        description="How the passage has changed since, where it does not fit; null where it "
        "does, or where the passage is gone."
    )
    competing: list[str] = Field(
        description="The threads of open suggestions that change the same words."
    )
    decision: DecisionOut | None = Field(description="Null while it waits for one.")
    address: str = Field(description="Its page.")


class SuggestIn(BaseModel):
    """Other words to suggest."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "examples": [{"quote": "by the end of 2021", "words": "by the end of 2022"}]
        },
    )

    quote: str = Field(
        max_length=20_000, description="Visible words of the text, which must occur exactly once."
    )
    words: str = Field(
        description="What should stand in their place, as it reads; empty to take them out."
    )
    body: str = Field(default="", description="A comment beside it: plain text, may be empty.")
    kind: Kind = Field(default=Kind.EDITORIAL, description="What sort of remark it is.")
    revision: str | None = Field(default=None, description="Null: the draft as it stands.")


class AcceptIn(BaseModel):
    """How to accept a suggestion."""

    model_config = ConfigDict(
        extra="forbid", json_schema_extra={"examples": [{}, {"words": "by the spring of 2022"}]}
    )

    words: str | None = Field(
        default=None,
        description="Other words to stand in place of the passage; null for those suggested.",
    )
    expecting: str | None = Field(
        default=None,
        description="With `words`: the revision whose passage they replace; null for the draft.",
    )
    reason: str = Field(default="", description="With `words`: why they differ, if you say so.")


class DeclineIn(BaseModel):
    """Why a suggestion is declined."""

    model_config = ConfigDict(
        extra="forbid", json_schema_extra={"examples": [{"reason": "The board agreed on 2021."}]}
    )

    reason: str = Field(description="Plain text, up to 5,000 characters; not empty.")


class AcceptManyIn(BaseModel):
    """Suggestions to accept as one revision."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={"examples": [{"threads": ["01jd3v8h2m4n6p8q0r2s4t6v8w"]}]},
    )

    threads: list[str] = Field(min_length=1, max_length=100, description="Their threads.")


class RefusedOut(BaseModel):
    """A suggestion that could not be accepted with the others; it stays open."""

    thread: str = Field(description="Its thread.")
    problem: str = Field(description="Why, in a sentence.")


class AcceptManyOut(BaseModel):
    """What became of suggestions that were to be accepted together."""

    revision: str | None = Field(description="The revision that takes them in; null for none.")
    accepted: list[str] = Field(description="The threads of those that were accepted.")
    refused: list[RefusedOut] = Field(description="The others.")
