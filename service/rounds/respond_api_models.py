"""What the API says and hears of a response."""

from datetime import datetime

from pydantic import BaseModel, ConfigDict, Field

from service.rounds.inside import Going
from service.rounds.kinds import Position, QuestionKind, ResponseKind, ResponseState
from service.rounds.model import Response
from service.rounds.respond_views import AskedView, InsideView, RespondView


class SubmittedOut(BaseModel):
    """A response that was submitted."""

    id: str = Field(description="Its id.")
    state: ResponseState = Field(description="`submitted` where it stands, else `superseded`.")
    kind: ResponseKind | None = Field(description="Comments, no comments, or cannot take part.")
    position: Position | None = Field(description="Where they stand.")
    statement: str = Field(description="What they say beside their points, in plain text.")
    submitted_at: datetime | None = Field(description="When, in UTC.")
    late: bool = Field(description="Whether it came after the round had closed.")

    @classmethod
    def of(cls, found: Response) -> "SubmittedOut":
        """Say what was submitted."""
        return cls(
            id=found.id,
            state=found.state,
            kind=found.kind,
            position=found.position,
            statement=found.statement,
            submitted_at=found.submitted_at,
            late=found.late,
        )


class AnsweredOut(BaseModel):
    """A question with what you or a colleague said to it."""

    question: str = Field(description="The id of the question.")
    number: int = Field(description="From 1.")
    kind: QuestionKind = Field(description="How it is answered.")
    words: str = Field(description="What is asked.")
    choices: list[str] = Field(description="What there is to choose, or the ends of the scale.")
    value: str = Field(description="The answer; empty for none.")

    @classmethod
    def of(cls, shown: AskedView) -> "AnsweredOut":
        """Say what is asked and answered."""
        asked = shown.question
        return cls(
            question=asked.id,
            number=asked.position,
            kind=asked.kind,
            words=asked.words,
            choices=list(asked.choices),
            value=shown.value,
        )


class InsideOut(BaseModel):
    """Something that was said among those who answer as one."""

    thread: str = Field(description="The id of its thread.")
    by: str = Field(description="Who said it, as far as that may be told.")
    passage: str = Field(description="The words that it is about; empty for the whole text.")
    words: str = Field(description="What goes out; may be empty beside a suggestion.")
    suggestion: str | None = Field(description="The words that it suggests.")
    going: Going = Field(description="What becomes of it when the response is submitted.")
    merged_into: str | None = Field(description="The thread that goes out for both.")
    point: int | None = Field(description="The number of the point that it stands submitted as.")
    seen: str = Field(description="What a change of it sends back as `seen`.")

    @classmethod
    def of(cls, shown: InsideView) -> "InsideOut":
        """Say what was said."""
        inside = shown.inside
        return cls(
            thread=inside.thread.id,
            by=shown.by,
            passage=inside.thread.words,
            words=inside.words,
            suggestion=inside.suggestion.words if inside.suggestion else None,
            going=inside.going,
            merged_into=inside.target,
            point=inside.point.number if inside.point else None,
            seen=inside.seen,
        )


class ResponseOut(BaseModel):
    """Your response, as you and your colleagues work on it."""

    organisation: str | None = Field(description="Who answers; nothing where you do yourself.")
    lead: bool = Field(description="Whether it is you who submits it.")
    may_work: bool = Field(description="Whether anything of it may be changed now.")
    may_reopen: bool = Field(description="Whether what stands submitted may be opened again.")
    position: Position | None = Field(description="Where you stand.")
    statement: str = Field(description="What you say beside your points.")
    questions: list[AnsweredOut] = Field(description="What is asked, in order.")
    points: list[InsideOut] = Field(description="What was said among you, the oldest first.")
    submitted: list[SubmittedOut] = Field(description="What was submitted, the newest first.")
    seen: str = Field(description="What submitting sends back as `seen`.")

    @classmethod
    def of(cls, shown: RespondView) -> "ResponseOut":
        """Say all that somebody sees who answers."""
        work = shown.shown
        return cls(
            organisation=shown.organisation,
            lead=shown.leads,
            may_work=shown.may_work,
            may_reopen=shown.may_reopen,
            position=work.position if work else None,
            statement=work.statement if work else "",
            questions=[AnsweredOut.of(each) for each in shown.questions],
            points=[InsideOut.of(each) for each in shown.points],
            submitted=[SubmittedOut.of(each) for each in shown.history],
            seen=shown.mark,
        )


class AnswerIn(BaseModel):
    """An answer to a question."""

    model_config = ConfigDict(extra="forbid")

    question: str = Field(description="The id of the question.")
    value: str = Field(description="The words, the choice, or 1 to 5; empty takes it back.")
    seen: str = Field(default="", description="The answer that you saw; empty for none.")


class AnswersIn(BaseModel):
    """Answers to some of the questions; the others stay as they are."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "examples": [{"answers": [{"question": "01jd3v8h2m4n6p8q0r2s4t6v8w", "value": "4"}]}]
        },
    )

    answers: list[AnswerIn] = Field(max_length=200, description="The answers.")


class PositionIn(BaseModel):
    """Where you stand."""

    model_config = ConfigDict(
        extra="forbid", json_schema_extra={"examples": [{"position": "endorse_with_comments"}]}
    )

    position: Position | None = Field(description="The position; null for none.")
    statement: str | None = Field(
        default=None, description="What you say beside your points; null leaves it as it is."
    )


class InsideIn(BaseModel):
    """What becomes of something that was said inside."""

    model_config = ConfigDict(
        extra="forbid", json_schema_extra={"examples": [{"do": "drop", "seen": "0" * 32}]}
    )

    do: str = Field(
        pattern="^(reword|drop|keep|merge)$",
        description="`reword` (with `words`), `drop`, `keep` or `merge` (with `into`).",
    )
    words: str = Field(default="", description="The words in which it goes out.")
    into: str = Field(default="", description="The thread that goes out for both.")
    seen: str = Field(description="What you saw of it.")


class SubmissionIn(BaseModel):
    """What is submitted."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={"examples": [{"kind": "comments", "seen": "0" * 32}]},
    )

    kind: ResponseKind = Field(description="Comments, no comments, or cannot take part.")
    seen: str = Field(description="`seen` of the response that you looked at.")
