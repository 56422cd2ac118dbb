"""Part of a real round, said, submitted, answered and reported again."""

from service.parts import Parts
from service.rounds.kinds import Outcome
from tests.benchmarks.rounds import EXCERPT, expected, load, outcome_of, replay


def test_the_totals_of_a_real_round_are_those_of_its_data(parts: Parts) -> None:
    """Every comment is a point, each is closed as it was, and those that are open wait."""
    entries = load(EXCERPT)
    wanted = expected(entries)
    made = replay(parts, entries)
    assert made.points == len(entries)
    assert made.waiting == wanted[None]
    assert {each: many for each, many in made.outcomes.items() if many} == {
        each: many for each, many in wanted.items() if each
    }
    assert made.themes > 1
    assert all(made.files.values())


def test_how_comments_were_closed_is_read_as_people_wrote_it() -> None:
    """The words of the data, which has many spellings."""
    assert outcome_of("Deferred to L4") is Outcome.DEFERRED
    assert outcome_of("Partially Accepted - keep requirement") is (
        Outcome.ACCEPTED_WITH_MODIFICATION
    )
    assert outcome_of("Out-of-Scope") is Outcome.OUT_OF_SCOPE
    assert outcome_of("Invalid // or OutOfScope") is Outcome.NOTED
    assert outcome_of("") is None
