"""Mentions: whatever way a name is written, and however many stand in a comment."""

from collections.abc import Callable, Mapping
from unicodedata import normalize

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import update

from service.accounts.model import Actor
from service.accounts.tables import people as table
from service.comments import remarks
from service.comments.mentions import MOST, fold, spans
from service.parts import Parts
from tests.service.comments.conftest import SLUG
from tests.service.comments.saying import comment
from tests.visit import Visit

NAMES = ("J\u030cosef", "\u01f0osef", "Zoe\u0308 Li", "Zoë Li", "Groß", "GROSS", "ΐα", "각")


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("composed", [True, False])
@pytest.mark.parametrize("change", [str, str.upper, str.casefold])
def test_a_name_is_found_however_it_is_written(
    name: str, composed: bool, change: Callable[[str], str]
) -> None:
    """Composed or not, in capitals or not: the span is that of the text as it is."""
    written = normalize("NFC", change(name)) if composed else change(normalize("NFD", name))
    body = f"é: see @{written}, e\u0301"
    found = [(span.of(body), folded) for span, folded in spans(body, [name])]
    assert found == [(f"@{written}", fold(name))]


@given(st.text(max_size=12))
def test_folding_twice_changes_nothing(words: str) -> None:
    """Or two spellings that are equal would not be found."""
    assert fold(fold(words)) == fold(words)
    assert fold(normalize("NFC", words)) == fold(normalize("NFD", words))


@given(
    st.lists(st.text("aAb\u0308 ß", min_size=1, max_size=4)), st.text("aAb\u0308 ß@.", max_size=40)
)
def test_what_is_found_is_a_name_that_ends_with_its_word(names: list[str], body: str) -> None:
    """Never half of a character, never one within another."""
    last = 0
    for span, folded in spans(body, names):
        assert span.start >= last
        assert body[span.start] == "@"
        assert fold(span.of(body)[1:]) == folded
        assert folded in {fold(name) for name in names}
        assert not body[span.end : span.end + 1].isalnum()
        last = span.end


def test_part_of_a_character_is_no_name() -> None:
    """Zoe is not Zoë, whichever way that is written."""
    for body in ("@Zoë", "@Zoe\u0308"):
        assert list(spans(body, ["Zoe"])) == []


def test_a_wall_of_mentions_is_cut_short() -> None:
    """Only so many count; what follows is read as words."""
    names = [f"Person Number{number} Longname" for number in range(500)]
    body = "@" * 2_000 + " ".join(f"@{name}" for name in names)
    assert [name for _, name in spans(body, names)] == [fold(name) for name in names[:MOST]]


@pytest.mark.parametrize("body", ["hi @Zo\u00eb Li", "hi @Zoe\u0308 Li", "hi @ZOE\u0308 LI"])
@pytest.mark.parametrize("name", ["Zo\u00eb Li", "Zoe\u0308 Li"])
def test_whoever_is_mentioned_is_marked(
    parts: Parts,
    revision: str,
    reviewer: Actor,
    people: Mapping[str, Actor],
    visit_as: Callable[[Actor], Visit],
    name: str,
    body: str,
) -> None:
    """What is recorded shows on the card."""
    with parts.database.write() as db:
        db.write(update(table).where(table.c.id == people["reader"].id).values(name=name))
    first = comment(parts, reviewer, revision, None, body).comments[0]
    with parts.database.read() as db:
        assert remarks.mentioned_in(db, [first.id]) == {first.id: {people["reader"].id}}
    assert f'<b class="mention">{body[3:]}</b>' in visit_as(reviewer).get(f"/s/{SLUG}").text
