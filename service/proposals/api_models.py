"""What the API says and hears of proposed revisions."""

from datetime import datetime
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from service.accounts.model import Person
from service.document.merging import Segment
from service.library.model import Revision
from service.proposals.fit import Standing
from service.proposals.model import State
from service.proposals.views import ProposalView


class PersonOut(BaseModel):
    """Somebody who is something to a proposal."""

    id: str = Field(description="Their id.")
    name: str = Field(description="Their name.", examples=["Mei-Ling Cheung"])

    @classmethod
    def of(cls, person: Person) -> "PersonOut":
        """Say who somebody is."""
        return cls(id=person.id, name=person.name)


class OutcomeOut(BaseModel):
    """What became of a proposal."""

    state: State = Field(description="Merged, declined or withdrawn.")
    reason: str = Field(description="Why; may be empty unless it was declined.")
    revision: str | None = Field(description="The revision of the draft that took it in.")
    taken: int = Field(description="How many of its changes were taken in.")
    offered: int = Field(description="How many changes there were.")
    by: str | None = Field(description="Who decided, by name.")
    at: datetime = Field(description="When, in UTC.")


class ChangeOut(BaseModel):
    """A passage that a proposal changes."""

    number: int = Field(description="1 for the first; what merging names it by.")
    section: str = Field(description="The heading under which it stands.")
    what: Literal["Added", "Removed", "Reworded"] = Field(description="What happens to it.")
    before: str = Field(description="The source as the draft has it: whole lines, or nothing.")
    after: str = Field(description="The source that it would become.")


class ProposalOut(BaseModel):
    """A proposed revision, without its text."""

    id: str = Field(description="Its id, sortable by time.")
    strategy: str = Field(description="The strategy.", examples=["cancer-research"])
    title: str = Field(description="What it is about.")
    reason: str = Field(description="Why it is proposed.")
    proposer: PersonOut | None = Field(description="Who made it.")
    contributors: list[PersonOut] = Field(description="Who else wrote it.")
    reviewers: list[PersonOut] = Field(description="Who was asked what they think of it.")
    at: datetime = Field(description="When it was made, in UTC.")
    state: State = Field(description="Open, or what became of it.")
    base: str = Field(description="The revision of the draft that its text continues.")
    tip: str = Field(description="Its own newest revision: what saving and merging ask for.")
    draft: str = Field(description="The revision at which the draft stands.")
    standing: Standing = Field(
        description="level: the draft has not changed since; fits: it has, elsewhere; "
        "clashes: in the same passages. Once decided, level."
    )
    changes: list[ChangeOut] = Field(description="What it changes, in order.")
    outcome: OutcomeOut | None = Field(description="Null while it is open.")
    address: str = Field(description="Its page.")

    @classmethod
    def of(cls, shown: ProposalView) -> "ProposalOut":
        """Say what a page shows."""
        found = shown.proposal
        return cls(
            id=found.id,
            strategy=found.strategy,
            title=found.title,
            reason=found.reason,
            proposer=PersonOut.of(shown.proposer) if shown.proposer else None,
            contributors=[PersonOut.of(each) for each in shown.contributors],
            reviewers=[PersonOut.of(each) for each in shown.reviewers],
            at=found.at,
            state=found.state,
            base=found.base,
            tip=found.tip,
            draft=shown.draft,
            standing=shown.fit.standing,
            changes=[
                ChangeOut(
                    number=each.number,
                    section=each.section,
                    what=each.what,
                    before=each.before,
                    after=each.after,
                )
                for each in shown.fit.differences
            ],
            outcome=_outcome(shown),
            address=found.address,
        )


class ProposalText(BaseModel):
    """The text of a proposal; its revision is also the `ETag`."""

    proposal: str = Field(description="Its id.")
    revision: str = Field(description="The revision of the proposal: 40 hex digits.")
    text: str = Field(description="The whole source, front matter included.")


class ProposalIn(BaseModel):
    """A proposal to make."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "examples": [
                {"title": "Targets for recruitment", "reason": "The board asked for them."}
            ]
        },
    )

    title: str = Field(description="A few words on what would change, up to 200 characters.")
    reason: str = Field(description="Why: plain text, up to 20,000 characters.")
    revision: str | None = Field(default=None, description="Null: the draft as it stands.")
    contributors: list[str] = Field(
        default=[], max_length=200, description="Ids of people who write it too."
    )
    text: str | None = Field(default=None, description="The whole text; null: to be written later.")
    what_changed: str = Field(default="", description="What changed in the text, in a sentence.")


class ProposalTextIn(BaseModel):
    """A text to save to a proposal."""

    model_config = ConfigDict(
        extra="forbid", json_schema_extra={"examples": [{"text": "# Aims\n\nTo ask.\n"}]}
    )

    text: str = Field(description="The whole text, front matter included.")
    what_changed: str = Field(default="", description="What changed, in a sentence.")


class PassageOut(BaseModel):
    """A passage that both the proposal and the draft changed."""

    id: str = Field(description="What choosing names it by.")
    section: str = Field(description="The heading under which it stands.")
    before: str = Field(description="As it was.")
    ours: str = Field(description="As the proposal has it.")
    theirs: str = Field(description="As the draft has it.")
    text: str = Field(description="Both together, or a start for words of one's own.")
    must_choose: bool = Field(description="Whether nothing is saved before somebody has chosen.")

    @classmethod
    def of(cls, segment: Segment) -> "PassageOut":
        """Say what both sides made of a passage."""
        return cls(
            id=segment.id,
            section=segment.section,
            before=segment.base,
            ours=segment.ours,
            theirs=segment.theirs,
            text=segment.text,
            must_choose=segment.kind == "clash",
        )


class UpdateOut(BaseModel):
    """What bringing a proposal up to date comes to."""

    tip: str = Field(description="The proposal's revision, to be sent back as `expecting`.")
    draft: str = Field(description="The draft's revision, to be sent back.")
    passages: list[PassageOut] = Field(description="What both changed, in order.")


class ChoiceIn(BaseModel):
    """What is to become of a passage."""

    model_config = ConfigDict(extra="forbid")

    keep: Literal["ours", "theirs", "write"] = Field(
        description="The proposal's, the draft's, or `words`."
    )
    words: str = Field(default="", description="The words for `write`; empty to leave it out.")


class UpdateIn(BaseModel):
    """A proposal to bring up to date."""

    model_config = ConfigDict(extra="forbid")

    expecting: str = Field(description="The proposal's revision that you saw.")
    draft: str = Field(description="The draft's revision that you saw.")
    choices: dict[str, ChoiceIn] = Field(
        default={}, description="By the id of the passage, for each that must be chosen."
    )
    what_changed: str = Field(default="", description="What changed, in a sentence.")


class TakenIn(BaseModel):
    """A change to take in."""

    model_config = ConfigDict(extra="forbid")

    number: int = Field(ge=1, description="Its number.")
    words: str | None = Field(default=None, description="Other source for it; null: as proposed.")


class MergeIn(BaseModel):
    """A proposal to merge."""

    model_config = ConfigDict(extra="forbid")

    expecting: str = Field(description="The draft's revision that you saw.")
    tip: str = Field(description="The proposal's revision that you saw.")
    changes: list[TakenIn] | None = Field(
        default=None, max_length=100_000, description="Which changes; null: all of them."
    )
    what_changed: str = Field(default="", description="One sentence; empty: the title.")
    reason: str = Field(default="", description="Why some are left out.")


class MergedOut(BaseModel):
    """The revision of the draft that merging made."""

    revision: str = Field(description="Its id: 40 hex digits.")
    what_changed: str = Field(description="What changed.")

    @classmethod
    def of(cls, made: Revision) -> "MergedOut":
        """Say what was made."""
        return cls(revision=made.id, what_changed=made.what_changed)


class DecliningIn(BaseModel):
    """Why a proposal is not taken in."""

    model_config = ConfigDict(extra="forbid")

    reason: str = Field(description="For the people who wrote it; needed for declining.")


class WithdrawalIn(BaseModel):
    """Why a proposal is withdrawn."""

    model_config = ConfigDict(extra="forbid")

    reason: str = Field(default="", description="In words, or nothing.")


class ReviewersIn(BaseModel):
    """Whom to ask."""

    model_config = ConfigDict(extra="forbid")

    people: list[str] = Field(max_length=200, description="Ids of people with a role.")


class RemarkIn(BaseModel):
    """Something to say."""

    model_config = ConfigDict(
        extra="forbid", json_schema_extra={"examples": [{"body": "The second aim is clearer."}]}
    )

    body: str = Field(description="Plain text, up to 20,000 characters.")


class RemarkOut(BaseModel):
    """Something that was said."""

    id: str = Field(description="Its id, sortable by time.")
    author: str | None = Field(description="Who said it, by name.")
    body: str = Field(description="Plain text; a blank line parts paragraphs.")
    at: datetime = Field(description="When, in UTC.")


def _outcome(shown: ProposalView) -> OutcomeOut | None:
    outcome = shown.proposal.outcome
    if outcome is None:
        return None
    return OutcomeOut(
        state=outcome.state,
        reason=outcome.reason,
        revision=outcome.revision,
        taken=outcome.taken,
        offered=outcome.offered,
        by=shown.decider.name if shown.decider else None,
        at=outcome.at,
    )
