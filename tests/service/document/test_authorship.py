"""Following words backwards, word by word."""

from hypothesis import given
from hypothesis import strategies as st

from service.document.authorship import Stretch, beside, edges, moved_from, step_back
from service.document.spans import Span

OLD = "We will ask people.\n\nMoney comes from funders.\n"
NEW = "We will always ask people.\n\nMoney comes from three funders.\n"


def _whole(text: str) -> Stretch:
    return Stretch(Span(0, len(text)), Span(100, 100 + len(text)))


def test_words_that_came_are_told_from_those_that_stayed() -> None:
    """Each word that was put in came; all others stood in the older text."""
    step = step_back(OLD, NEW, [_whole(NEW)])
    assert [each.stretch.here.of(NEW).strip() for each in step.came] == ["always", "three"]
    assert [each.here.of(OLD).split()[0] for each in step.stayed] == ["We", "ask", "funders."]


def test_stretch_keeps_where_it_was_asked_about() -> None:
    """However far words are followed, they are words of the text that was asked about."""
    step = step_back(OLD, NEW, [_whole(NEW)])
    for each in (*step.stayed, *(one.stretch for one in step.came)):
        place = Span(each.origin.start - 100, each.origin.end - 100)
        assert place.of(NEW) in (each.here.of(NEW), each.here.of(OLD))


def test_words_beside_a_change_only_move() -> None:
    """Where none touches it, they stand where a comparison would have found them."""
    head, tail = edges(OLD, NEW)
    after, by = len(NEW) - tail, len(OLD) - len(NEW)
    assert (NEW[:head], NEW[after:]) == ("We will ", " funders.\n")
    first, last = Span(0, 7), Span(NEW.index("funders."), len(NEW))
    found = beside([Stretch(first, first), Stretch(last, last)], head, after, by)
    assert found is not None
    assert [each.here.of(OLD) for each in found] == ["We will", "funders.\n"]
    assert [each.here for each in found] == [
        each.here
        for each in step_back(OLD, NEW, [Stretch(each, each) for each in (first, last)]).stayed
    ]
    assert beside([_whole(NEW)], head, after, by) is None


def test_word_that_grew_is_another_word() -> None:
    """A letter at the end of a word that stayed makes it one that came."""
    step = step_back("We ask.", "We asked.", [Stretch(Span(0, 8), Span(0, 8))])
    assert [each.stretch.here.of("We asked.") for each in step.came] == ["asked"]


def test_words_come_into_a_paragraph() -> None:
    """What was there before is the paragraph that they changed, and no other."""
    first, second = step_back(OLD, NEW, [_whole(NEW)]).came
    assert first.before.of(OLD) == "We will ask people."
    assert second.before.of(OLD).strip() == "Money comes from funders."


def test_words_that_moved_are_found_where_they_were() -> None:
    """A sentence that left one text and came to another came from there."""
    lost = "First this. A sentence that moves from here to there. Then that."
    here = "Somewhere else. A sentence that moves from here to there."
    start = here.index("A sentence")
    stretch = Stretch(Span(start, len(here)), Span(start, len(here)))
    found = moved_from(lost, "First this. Then that.", here, stretch)
    assert found is not None
    assert found.here.of(lost) == "A sentence that moves from here to there."


def test_copied_or_short_words_moved_from_nowhere() -> None:
    """What still stands where it was, or could stand anywhere, was not moved."""
    lost = "A sentence that is copied to somewhere else. Short words."
    copied = Stretch(Span(0, 44), Span(0, 44))
    assert moved_from(lost, lost, lost[:44], copied) is None
    assert moved_from(lost, "", "Short words.", Stretch(Span(0, 12), Span(0, 12))) is None


_TEXTS = st.lists(st.sampled_from(["ask", "tell", "all", ".", "\n\n", " "]), max_size=30)


@given(_TEXTS, _TEXTS)
def test_every_word_either_stayed_or_came(before: list[str], after: list[str]) -> None:
    """No word is lost on the way back, and none is told twice."""
    old, new = " ".join(before), " ".join(after)
    step = step_back(old, new, [_whole(new)])
    told = [each.origin for each in step.stayed] + [each.stretch.origin for each in step.came]
    places = [at - 100 for span in told for at in range(span.start, span.end)]
    assert len(places) == len(set(places))
    letters = {at for at, sign in enumerate(new) if sign.isalnum()}
    assert letters <= set(places)
    assert all(len(each.here) == len(each.origin) for each in step.stayed)
