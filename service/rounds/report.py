"""“You said, we did”: what became of a round, theme by theme, drawn from the answers."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from service.library import read as library
from service.library.model import Revision
from service.repositories import Repositories
from service.rounds import report_store
from service.rounds.answering_model import Theme
from service.rounds.dispositions_in_words import outcome_words
from service.rounds.kinds import DONE, Outcome
from service.rounds.matters import Matter, matters
from service.rounds.model import Round
from service.storage.database import ReadDb

#: A number of points that is smaller may show who made them.
SMALL = 5
#: The title of what is in no theme.
NO_THEME = "Points in no theme"


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """Something that was done."""

    #: The address of exactly what changed.
    address: str
    #: What changed, in the words of whoever saved it.
    what_changed: str
    #: What was answered to the points that it did, each once.
    responses: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Chapter:
    """A theme with what was said and done."""

    #: The theme; None for what is in none.
    theme: Theme | None
    #: What it is about.
    title: str
    #: How many points, as the report may say it.
    count: str
    #: What was decided, each with how often as the report may say it, the most frequent first.
    decided: tuple[tuple[str, str], ...]
    #: What was done.
    changes: tuple[Change, ...]
    #: What was answered to the other points, each once.
    others: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What became of a round."""

    #: The round.
    round: Round
    #: How many points, as the report may say it.
    count: str
    #: What was decided about all of them.
    decided: tuple[tuple[str, str], ...]
    #: Theme by theme, in their order; what is in none comes last.
    chapters: tuple[Chapter, ...]
    #: How many points have no answer yet.
    unanswered: int
    #: How many points were followed by “not satisfied”.
    not_satisfied: str


def report(db: ReadDb, repositories: Repositories, found: Round, *, hidden: bool) -> Report:
    """Return the report of a round as it stands; `hidden` leaves out numbers under five.

    What was taken back is counted nowhere. The caller may see all points.
    """
    every = tuple(each for each in matters(db, repositories, found) if not each.point.withdrawn_at)
    revisions = _revisions(db, found, every)
    unhappy = sum(1 for each in every if each.accepted and not_satisfied(each))
    return Report(
        round=found,
        count=_total(every, hidden),
        decided=_decided(every, hidden),
        chapters=_chapters(report_store.themes_of(db, found.id), every, revisions, hidden),
        unanswered=sum(1 for each in every if each.disposition is None),
        not_satisfied=shown(unhappy, hidden),
    )


def shown(count: int, hidden: bool) -> str:
    """Return a number as a report may say it; nothing is hidden by saying that there is none."""
    return "fewer than 5" if hidden and 0 < count < SMALL else f"{count:,}"


def not_satisfied(matter: Matter) -> bool:
    """Tell whether those who made a point said that its answer does not satisfy them."""
    return matter.accepted is not None and matter.accepted.acceptance.value == "not_satisfied"


def _chapters(
    themes: Sequence[Theme],
    every: Sequence[Matter],
    revisions: Mapping[str, Revision],
    hidden: bool,
) -> tuple[Chapter, ...]:
    by_theme: dict[str | None, list[Matter]] = {each.id: [] for each in themes}
    for matter in every:
        by_theme.setdefault(matter.theme, []).append(matter)
    places: list[Theme | None] = [*themes, None]
    return tuple(
        _chapter(theme, inside, revisions, hidden)
        for theme in places
        if (inside := by_theme.get(theme.id if theme else None))
    )


def _chapter(
    theme: Theme | None, inside: Sequence[Matter], revisions: Mapping[str, Revision], hidden: bool
) -> Chapter:
    return Chapter(
        theme=theme,
        title=theme.title if theme else NO_THEME,
        count=_total(inside, hidden),
        decided=_decided(inside, hidden),
        changes=_changes(inside, revisions),
        others=_once(
            f"{each.outcome_words}: {each.disposition.response}"
            for each in inside
            if each.disposition
            and each.disposition.outcome not in DONE
            and each.disposition.outcome is not Outcome.DUPLICATE
        ),
    )


def _changes(inside: Sequence[Matter], revisions: Mapping[str, Revision]) -> tuple[Change, ...]:
    """Return what was done, each change once, in the order in which they were made."""
    answers: dict[str, list[str]] = {}
    for each in inside:
        if each.disposition and each.disposition.revision:
            answers.setdefault(each.disposition.revision, []).append(each.disposition.response)
    ordered = sorted(answers, key=lambda each: revisions[each].number)
    return tuple(_change(revisions[each], answers[each]) for each in ordered)


def _change(revision: Revision, responses: Iterable[str]) -> Change:
    before = revision.parent or revision.id
    return Change(
        address=f"/s/{revision.strategy}/compare/{before}..{revision.id}",
        what_changed=revision.what_changed,
        responses=_once(responses),
    )


def _revisions(db: ReadDb, found: Round, every: Sequence[Matter]) -> Mapping[str, Revision]:
    named = {each.disposition.revision for each in every if each.disposition} - {None}
    return {
        each: library.known_revision(db, found.strategy, each)
        for each in sorted(filter(None, named))
    }


def _counted(every: Sequence[Matter]) -> Counter[str]:
    return Counter(
        outcome_words(each.disposition.outcome) if each.disposition else "Not answered yet"
        for each in every
    )


def _decided(every: Sequence[Matter], hidden: bool) -> tuple[tuple[str, str], ...]:
    return tuple((words, shown(many, hidden)) for words, many in _counted(every).most_common())


def _total(every: Sequence[Matter], hidden: bool) -> str:
    """Return how many there are; where parts are hidden, nothing from which they could be had."""
    parts = _counted(every).values()
    if not hidden or all(each >= SMALL for each in parts):
        return shown(len(every), hidden)
    if len(every) < SMALL:
        return shown(len(every), hidden)
    return f"at least {max(sum(each for each in parts if each >= SMALL), SMALL):,}"


def _once(words: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(words))
