"""Themes: proposed by shared words, signed off by a person."""

from service.rounds import report_store
from service.rounds.grouping import group
from service.rounds.themes import OTHERS, propose_themes, word_theme
from tests.service.rounds.conftest import Review
from tests.service.rounds.disposing import submit

NURSES = ("More research nurses in Wirral", "Nurses for research need training")
MONEY = ("Funding ends too soon", "Where does the funding come from?")


def test_texts_that_share_telling_words_are_together() -> None:
    """Whoever shares words with nobody is in no group; the same texts give the same groups."""
    texts = [*NURSES, *MONEY, "Typographical error"]
    found = group(texts)
    assert {each.members for each in found} == {(0, 1), (2, 3)}
    assert group(texts) == found
    assert all("and" not in each.words for each in found)


def test_themes_are_proposed_and_signed_off(review: Review) -> None:
    """A proposal is nobody's until somebody signs it; proposing again leaves what was signed."""
    points = submit(review, "Lena", [*NURSES, *MONEY, "Typographical error"])
    owner = review.people["owner"]
    with review.parts.database.write() as db:
        first, second, others = propose_themes(db, owner, review.round)
        assert [each.signed_by for each in (first, second, others)] == [None] * 3
        assert others.title == OTHERS
        assert set(report_store.themed(db, review.id)) == {each.id for each in points}
        word_theme(
            db, owner, review.round, first.id, title="Nurses", said="More.", did="", sign=True
        )
    submit(review, "Ula", ["Funding again"])
    with review.parts.database.write() as db:
        again = propose_themes(db, owner, review.round)
        assert again[0].id == first.id
        assert again[0].signed_by == owner.id
        assert second.id not in {each.id for each in again}
        assert len(report_store.themed(db, review.id)) == len(points) + 1
