"""Suggestions recorded in real histories: accepted as they are, they give the recorded text."""

from collections import Counter
from pathlib import Path

import pytest

from service.document.suggestions import SuggestionBreaks, applied
from service.document.suggestions.typed import LineInCell
from service.document.wording import level
from tests.service.document.suggestions.histories import Recorded, recorded
from tests.service.document.suggestions.typing import whole

#: Histories of documents that keep their mark-up; in the others, links and notes wander.
_FIRST = ("", "18f-budgeting-handbook", "nhsx-open-source-policy", "us-federal-data-strategy")


@pytest.mark.slow
def test_recorded_suggestions_give_their_recorded_texts(tmp_path: Path) -> None:
    """Where words alone changed: byte for byte but for line ends, which nobody types.

    Words that were added where bold or a link ends may stand on the other side of that edge.

    Where mark-up changed as well, what comes out reads as recorded, or is refused.
    """
    outcomes = [(each.history, _outcome(each)) for each in recorded(tmp_path)]
    found = Counter(outcome for history, outcome in outcomes if history in _FIRST)
    every = Counter(outcome for _, outcome in outcomes)

    assert found["exact"] >= 200, found
    assert found["words alone: at the edge of mark-up"] <= 6, found
    assert found["words alone: refused"] == 0
    assert every["exact"] >= 1000, every
    assert every["words alone: at the edge of mark-up"] <= 40, every
    assert every["words alone: refused"] == 0, every


def _outcome(each: Recorded) -> str:
    group = "words alone" if each.words_alone else "mark-up changed"
    try:
        made = whole(each.text, each.page, each.block.id, each.words)
    except (SuggestionBreaks, LineInCell):
        return f"{group}: refused"
    assert applied(each.text, made.edits) == made.text
    if not each.words_alone:
        return "mark-up changed: reads as recorded"
    if made.text == each.result:
        return "exact"
    if level(made.text) == level(each.result):
        return "exact but for line ends"
    return "words alone: at the edge of mark-up"
