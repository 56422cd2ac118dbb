"""Review rounds as JSON."""

from datetime import date, datetime

from pydantic import BaseModel, Field

from service.rounds.kinds import QuestionKind, RoundState, Sees, Standing
from service.rounds.model import Question, Round
from service.rounds.roll_call import Party, RollCall


class RoundOut(BaseModel):
    """A review round."""

    number: int = Field(description="Its number within the strategy.", examples=[2])
    strategy: str = Field(description="The strategy.", examples=["cancer-research"])
    version: str = Field(description="The version under review.", examples=["0.4"])
    revision: str = Field(description="The revision that it froze: 40 hex digits.")
    purpose: str = Field(description="What it is for.")
    state: RoundState = Field(description="Where it stands.")
    opens_on: date = Field(description="It opens at the beginning of this day in London.")
    closes_on: date = Field(description="It closes at the end of this day in London.")
    sees: Sees = Field(description="What participants see of each other.")
    names_shown: bool = Field(description="Whether those who run it see who said what.")
    late_accepted: bool = Field(description="Whether responses are taken after it closed.")
    closed_at: datetime | None = Field(description="When it closed; null while it has not.")
    completed_at: datetime | None = Field(description="When every point had its answer.")
    reported_at: datetime | None = Field(description="When its report was published.")

    @classmethod
    def of(cls, found: Round) -> "RoundOut":
        """Return a round as it is sent."""
        return cls.model_validate({name: getattr(found, name) for name in cls.model_fields})


class QuestionOut(BaseModel):
    """Something that a round asks."""

    id: str = Field(description="Its id.")
    position: int = Field(description="Its place among the questions, from 1.")
    kind: QuestionKind = Field(description="How it is answered.")
    words: str = Field(description="What is asked.")
    choices: tuple[str, ...] = Field(
        description="What there is to choose; of a scale, the words for 1 and 5."
    )
    section: str | None = Field(description="The section that it is about; null for the whole.")

    @classmethod
    def of(cls, found: Question) -> "QuestionOut":
        """Return a question as it is sent."""
        return cls.model_validate({name: getattr(found, name) for name in cls.model_fields})


class RoundWholeOut(RoundOut):
    """A review round with what it asks."""

    questions: tuple[QuestionOut, ...] = Field(description="What it asks, in order.")


class CalledOut(BaseModel):
    """Somebody in the roll-call."""

    name: str = Field(description="Their name.")
    email: str = Field(description="Their address.")
    lead: bool = Field(description="Whether they submit the response.")
    standing: Standing = Field(description="How far they are.")
    active_on: date | None = Field(
        description="The day on which they last did anything; null where names are withheld."
    )


class PartyOut(BaseModel):
    """Those who answer as one: an organisation, or somebody who answers for themselves."""

    name: str = Field(description="The organisation, or the person.")
    organisation: bool = Field(description="Whether it is an organisation.")
    standing: Standing = Field(description="How far they are together.")
    late: bool | None = Field(
        description="Whether their response came late; null for none, or names are withheld."
    )
    points: int | None = Field(description="How many points they made; null likewise.")
    answers: int | None = Field(description="How many questions they answered; null likewise.")
    people: tuple[CalledOut, ...] = Field(description="Who is in it, the lead first.")

    @classmethod
    def of(cls, found: Party) -> "PartyOut":
        """Return those who answer as one as they are sent."""
        return cls(
            name=found.name,
            organisation=not found.alone,
            standing=found.standing,
            late=found.response.late if found.response else None,
            points=found.points,
            answers=found.answers,
            people=tuple(
                CalledOut(
                    name=each.name,
                    email=each.email,
                    lead=each.participant.lead,
                    standing=each.standing,
                    active_on=each.active_on,
                )
                for each in found.people
            ),
        )


class RollCallOut(BaseModel):
    """The roll-call of a round."""

    finished: int = Field(description="How many have answered.")
    waiting: int = Field(description="How many owe an answer.")
    parties: tuple[PartyOut, ...] = Field(description="All of them, by name.")

    @classmethod
    def of(cls, found: RollCall) -> "RollCallOut":
        """Return a roll-call as it is sent."""
        return cls(
            finished=found.finished,
            waiting=found.waiting,
            parties=tuple(PartyOut.of(each) for each in found.parties),
        )
