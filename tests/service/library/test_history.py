"""The history: who, when, why, how much and where; of the whole, of a section, of a passage."""

import html
import re
from collections.abc import Callable
from datetime import timedelta

import pytest

from service.accounts.model import Actor
from service.document.spans import Span
from service.journal import store
from service.journal.follow import catch_up
from service.library import read
from service.library.authors import origins
from service.library.history import Asked, History, history
from service.library.model import TEXT, Revision, Strategy
from service.library.notice import notice
from service.library.save import save
from service.parts import Parts
from service.worker import followers
from tests.conftest import SLUG
from tests.service.library.conftest import SOURCE, WHEN
from tests.visit import Visit

#: Saves a text as somebody, with what they say of it.
Saves = Callable[..., Revision]


@pytest.fixture
def saves(parts: Parts, strategy: Strategy, author: Actor) -> Saves:
    """Saves texts one after the other, and lets everybody who follows catch up."""
    seen = [strategy.draft]

    def save_next(text: str, said: str = "Said more", by: Actor = author) -> Revision:
        with parts.database.write() as db:
            made = save(
                db,
                parts.repositories,
                by,
                SLUG,
                text=text,
                expecting=seen[-1],
                what_changed=said,
            )
        seen.append(made.id)
        count(parts)
        return made

    return save_next


def count(parts: Parts) -> None:
    """Let the follower that measures come to the draft."""
    (measures,) = (each for each in followers(parts) if each.name == "measures")
    catch_up(parts.database, measures)


def _history(parts: Parts, *, person: str | None = None, section: str | None = None) -> History:
    with parts.database.read() as db:
        return history(db, parts.repositories, None, SLUG, Asked(person=person, section=section))


def test_history_says_how_much_and_where(parts: Parts, saves: Saves) -> None:
    """Words that came, words that went, and the sections they came to and went from."""
    saves(SOURCE.replace("To ask, and to answer.", "To ask, and to listen well."))
    newest, first = _history(parts).events
    assert (newest.added, newest.removed) == (2, 1)
    assert [each.title for each in newest.sections] == ["Aims"]
    assert newest.author is not None
    assert newest.author.name == "Arthur Author"
    assert first.added is not None
    assert first.added > 10
    assert first.removed == 0
    assert [each.title for each in first.sections][-2:] == ["Aims", "Money"]


def test_history_of_a_section_leaves_the_others_out(parts: Parts, saves: Saves) -> None:
    """Only the revisions that changed its text, with how much they changed of it."""
    saves(SOURCE.replace("Enough of it.", "More of it."))
    both = SOURCE.replace("To ask,", "To wonder,").replace("Enough of it.", "Most of it.")
    told = saves(both)
    found = _history(parts, section="aims")
    assert [each.revision.number for each in found.events] == [3, 1]
    assert found.total == 2
    assert found.events[0].revision.id == told.id
    assert (found.events[0].added, found.events[0].removed) == (1, 1)


def test_history_of_a_section_goes_back_past_its_new_name(parts: Parts, saves: Saves) -> None:
    """A heading that was renamed over the same words has the same history; so has its old id."""
    renamed = SOURCE.replace("## Aims", "## What we want")
    saves(renamed)
    saves(renamed.replace("To ask,", "To wonder,"))
    found = _history(parts, section="what-we-want")
    assert [each.revision.number for each in found.events] == [3, 2, 1]
    assert [each.title for each in found.events] == ["What we want", "What we want", "Aims"]
    assert _history(parts, section="aims").total == 3


def test_section_that_went_and_came_back_is_one(parts: Parts, saves: Saves) -> None:
    """Its history shows both, and it is there to be chosen while it is gone."""
    without = re.sub(r"## Aims.*(?=## Money)", "", SOURCE, flags=re.DOTALL)
    saves(without)
    assert _history(parts, section="aims").total == 2
    saves(SOURCE)
    assert [each.revision.number for each in _history(parts, section="aims").events] == [3, 2, 1]


def test_history_of_a_person(parts: Parts, saves: Saves, owner: Actor, author: Actor) -> None:
    """Only what they had a part in, as author or as co-author."""
    draft = saves(SOURCE.replace("To ask,", "To wonder,"), by=owner)
    repository = parts.repositories.at(SLUG)
    repository.commit(
        expecting=draft.id,
        changes={TEXT: SOURCE.encode()},
        author=owner.id,
        message="Took in what Arthur wrote",
        when=WHEN + timedelta(days=900),
        co_authors=(author.id,),
    )
    with parts.database.write() as db, repository.writing():
        notice(db, repository)
    count(parts)
    found = _history(parts, person=author.id)
    assert [each.revision.number for each in found.events] == [3]
    assert [each.name for each in found.events[0].co_authors] == ["Arthur Author"]
    assert _history(parts, person=owner.id).total == 3


def test_measuring_twice_changes_nothing(parts: Parts, saves: Saves) -> None:
    """What was measured stays as it is, however often the follower is called."""
    saves(SOURCE.replace("To ask,", "To wonder,"))
    before = _history(parts)
    (measures,) = (each for each in followers(parts) if each.name == "measures")
    with parts.database.read() as db:
        entries = store.after(db, 0, 500)
    measures.deal(entries)
    assert _history(parts) == before


def test_history_that_is_not_counted_yet_is_shown_all_the_same(
    client: Visit, strategy: Strategy
) -> None:
    """A revision shows at once who made it; how much follows."""
    del strategy
    shown = client.get(f"/s/{SLUG}/history").text
    assert "Olive Owner" in shown
    assert "Not counted yet" in shown


def test_pages_of_the_history(client: Visit, saves: Saves, author: Actor) -> None:
    """Twenty-five a page; the filters stay on from page to page; odd numbers are the first."""
    for number in range(26):
        saves(SOURCE.replace("To ask,", f"To ask {number} times,"), f"Change {number} <b>&")
    first = client.get(f"/s/{SLUG}/history?person={author.id}&section=aims").text
    assert "Change 25 &lt;b&gt;&amp;" in first
    assert "Change 0 " not in first
    assert "26 revisions" in first
    older = re.search(r'href="([^"]+page=2)"', first)
    assert older
    second = client.get(html.unescape(older[1])).text
    assert "Change 0 " in second
    assert "Wrote it" not in second
    for odd in ("0", "-1", "x", "99999999999999999999", "٣"):
        assert client.get(f"/s/{SLUG}/history?page={odd}").status_code == 200


def test_unknown_section_and_person_have_no_history(client: Visit, saves: Saves) -> None:
    """Nothing is shown of what never was; the way back is."""
    saves(SOURCE.replace("To ask,", "To wonder,"))
    for asked in ("section=nowhere", "person=nobody"):
        shown = client.get(f"/s/{SLUG}/history?{asked}").text
        assert "No changes to show" in shown
        assert "0 revisions" in shown


def _numbers(parts: Parts, words: str) -> list[int | None]:
    """The number of the revision that each of the words in the draft came with."""
    with parts.database.read() as db:
        draft = read.draft(db, None, SLUG).revision
        text = parts.repositories.at(SLUG).text(draft.id)
        at = text.index(words)
        found = origins(db, parts.repositories, SLUG, draft, Span(at, at + len(words)))
    assert found is not None
    return [
        next((each.number for each in found if each.span.start <= place < each.span.end), None)
        for place in (at + words.index(word) for word in words.split())
    ]


def test_words_are_followed_to_the_revision_they_came_with(parts: Parts, saves: Saves) -> None:
    """Each word has the number of its own revision, however often the line was changed since."""
    second = SOURCE.replace("To ask, and to answer.", "To ask, and always to answer.")
    saves(second)
    saves(second.replace("Enough of it.", "Plenty."))
    saves(second.replace("always to answer", "always to answer everybody"))
    assert _numbers(parts, "ask, and always to answer everybody") == [1, 1, 2, 1, 1, 4]


def test_words_that_moved_to_another_section_keep_their_author(parts: Parts, saves: Saves) -> None:
    """Moving a paragraph is not writing it."""
    sentence = "A whole sentence on what we have always wanted to find out."
    second = SOURCE.replace("To ask, and to answer.", f"To ask, and to answer.\n\n{sentence}")
    saves(second)
    moved = SOURCE.replace("Enough of it.", f"Enough of it.\n\n{sentence}")
    saves(moved)
    assert set(_numbers(parts, sentence)) == {2}


def test_words_of_a_section_that_came_back_keep_their_author(parts: Parts, saves: Saves) -> None:
    """Restoring a section is not writing it."""
    saves(re.sub(r"## Aims.*(?=## Money)", "", SOURCE, flags=re.DOTALL))
    saves(SOURCE)
    assert set(_numbers(parts, "To ask, and to answer.")) == {1}
