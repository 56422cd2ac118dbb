"""What a round has brought so far, summed up: only of what was submitted."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from service import clock
from service.accounts.model import Actor
from service.clock import LONDON
from service.library.texts import rendered
from service.repositories import Repositories
from service.rounds import read, response_store
from service.rounds.answer import SCALE
from service.rounds.charts import Bar, Steps, bars, linked_bars, steps
from service.rounds.kinds import QuestionKind, ResponseKind
from service.rounds.matters import Matter, matters
from service.rounds.model import Answer, Question, Response, Round
from service.rounds.roll_call import RollCall, roll_call
from service.rounds.standing_points import undisposed
from service.storage.database import ReadDb


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A question with its answers."""

    #: The question.
    question: Question
    #: The title of the section that it is about; empty for the whole.
    section: str
    #: How many answered it.
    count: int
    #: The choices, or the steps of the scale, with how many took each; none of a text.
    bars: tuple[Bar, ...]
    #: What was said in words, with whose words they are; empty where names are withheld.
    words: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """What a round has brought so far."""

    #: Who was asked, and how far everybody is.
    call: RollCall
    #: How many points stand, and how many of them suggest words.
    points: int
    #: How many of them suggest other words.
    suggestions: int
    #: How many wait for a decision.
    waiting: int
    #: The questions, in order.
    questions: tuple[Asked, ...]
    #: How many answers could be given: each question by each party.
    answerable: int
    #: Points by section, the most first.
    sections: tuple[Bar, ...]
    #: Points by organisation, the most first; none where names are withheld.
    organisations: tuple[Bar, ...]
    #: Points by their kind, in the order of the kinds.
    kinds: tuple[Bar, ...]
    #: How many parties had answered by which day.
    progress: Steps

    @property
    def answered(self) -> int:
        """How many answers were given."""
        return sum(each.count for each in self.questions)

    @property
    def fewest(self) -> Asked | None:
        """The question with the fewest answers, where it has fewer than another."""
        counts = {each.count for each in self.questions}
        if len(counts) < 2:
            return None
        return min(self.questions, key=lambda each: each.count)


def summary(db: ReadDb, repositories: Repositories, actor: Actor, found: Round) -> Summary:
    """Sum up a round; Forbidden for all but those who write the strategy."""
    call = roll_call(db, actor, found)
    every = [each for each in matters(db, repositories, found) if not each.point.withdrawn_at]
    answers = {each.point.id: each.disposition for each in every if each.disposition}
    responses = response_store.responses_in(db, found.id)
    questions = _questions(db, repositories, call, responses)
    return Summary(
        call=call,
        points=len(every),
        suggestions=sum(each.suggestion is not None for each in every),
        waiting=len(undisposed([each.point for each in every], answers)),
        questions=questions,
        answerable=len(questions) * len(call.parties),
        sections=_sections(repositories, found, every),
        organisations=_organisations(found, every),
        kinds=bars(Counter(each.thread.kind.words for each in every).most_common()),
        progress=_progress(call, responses),
    )


def _questions(
    db: ReadDb, repositories: Repositories, call: RollCall, responses: Sequence[Response]
) -> tuple[Asked, ...]:
    found = call.round
    names = {party.id: party.name for party in call.parties}
    whose = {each.id: names.get(each.party, "") for each in responses}
    given: dict[str, list[Answer]] = {}
    for answer in response_store.answers_in(db, whose):
        given.setdefault(answer.question, []).append(answer)
    shown = whose if found.names_shown else {}
    titles = _titles(repositories, found)
    return tuple(
        _asked(each, given.get(each.id, ()), shown, titles) for each in read.questions(db, found)
    )


def _asked(
    question: Question,
    given: Sequence[Answer],
    whose: Mapping[str, str],
    titles: Mapping[str, str],
) -> Asked:
    in_words = question.kind is QuestionKind.TEXT
    counts = Counter(each.value for each in given)
    words = sorted((whose.get(each.response, ""), each.value) for each in given)
    return Asked(
        question=question,
        section=titles.get(question.section or "", ""),
        count=len(given),
        bars=() if in_words else bars((label, counts[value]) for value, label in _taken(question)),
        words=tuple(words) if in_words else (),
    )


def _taken(question: Question) -> list[tuple[str, str]]:
    """Return the values that may be taken, each with its label."""
    if question.kind is QuestionKind.CHOICE:
        return [(each, each) for each in question.choices]
    ends = dict(zip((SCALE[0], SCALE[-1]), question.choices, strict=False))
    return [(each, f"{each}: {ends[each]}" if each in ends else each) for each in SCALE]


def _titles(repositories: Repositories, found: Round) -> dict[str, str]:
    outline = rendered(repositories, found.strategy, found.revision).outline
    return {each.id: each.title for each in outline}


def _sections(repositories: Repositories, found: Round, every: Sequence[Matter]) -> tuple[Bar, ...]:
    text = f"/s/{found.strategy}/v/{found.version}"
    first = {title: name for name, title in reversed(_titles(repositories, found).items())}
    counted = Counter(each.place.section for each in every).most_common()
    return linked_bars(
        (title or "The whole text", count, f"{text}#{first[title]}" if title in first else text)
        for title, count in counted
    )


def _organisations(found: Round, every: Sequence[Matter]) -> tuple[Bar, ...]:
    if not found.names_shown:
        return ()
    return bars(Counter(each.from_whom for each in every).most_common())


def _progress(call: RollCall, responses: Sequence[Response]) -> Steps:
    found, today = call.round, clock.today()
    answered = [
        _day(each) for each in responses if each.kind and each.kind is not ResponseKind.DECLINED
    ]
    until = min(today, max(found.closes_on, *answered, found.opens_on))
    return steps(
        answered,
        first=found.opens_on,
        today=until,
        last=found.closes_on,
        whole=len(call.parties),
    )


def _day(response: Response) -> date:
    assert response.submitted_at is not None  # noqa: S101 - it was submitted
    return response.submitted_at.astimezone(LONDON).date()
