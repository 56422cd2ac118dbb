"""Two people save one draft: what does not touch is combined, what does is kept and asked."""

import json
import re
from collections.abc import Callable
from dataclasses import replace

import pytest
from httpx import Response

from service import clock, ids
from service.accounts.model import Actor
from service.document.merging import Merged, merge
from service.journal import store as journal
from service.library import read
from service.library.lately import Lately
from service.library.model import TEXT, Strategy
from service.library.save import save
from service.library.together import PassagesClash, Together, news, save_together
from service.parts import Parts
from service.repositories import NothingChanged
from tests.conftest import SLUG
from tests.service.library.conftest import SOURCE
from tests.visit import Visit

EDIT = f"/s/{SLUG}/edit"
AIMS, MONEY = "## Aims\n\nTo listen.", "## Money\n\nPlenty of it.\n"


def text(parts: Parts) -> str:
    """Return what the draft says."""
    repository = parts.repositories.at(SLUG)
    return repository.text(repository.head() or "")


def together(parts: Parts, actor: Actor, typed: str, seen: str) -> Together:
    """Save a text that was typed over a revision."""
    with parts.database.write() as db:
        return save_together(
            db, parts.repositories, actor, SLUG, text=typed, expecting=seen, what_changed="Said"
        )


def typed(visit: Visit, section: str, source: str, seen: str, **more: str) -> Response:
    """Send the form of a section."""
    form = {"source": source, "expecting": seen, "what_changed": "Said more", **more}
    return visit.submit(f"{EDIT}/{section}", form)


def test_what_does_not_touch_is_one_revision(
    parts: Parts, strategy: Strategy, owner: Actor, author: Actor
) -> None:
    """Both changes are in the draft; the second is its saver's alone; the journal says of whom."""
    theirs = SOURCE.replace("Enough", "Plenty")
    first = together(parts, owner, theirs, strategy.draft)
    saved = together(parts, author, SOURCE.replace("To ask", "To wonder"), strategy.draft)
    assert first.combination is None
    assert text(parts) == theirs.replace("To ask", "To wonder")
    assert (saved.revision.number, saved.revision.author) == (3, author.id)
    assert saved.revision.parent == first.revision.id
    assert saved.combination
    assert saved.combination.people == (owner.id,)
    (woven,) = saved.combination.passages
    assert (woven.saved, woven.both, woven.section) == ("Plenty of it.", False, "Money")
    with parts.database.read() as db:
        last, detail = list(journal.every(db))[-1]
    assert (last.event, last.actor) == ("library:revision:combined", author.id)
    assert json.loads(detail)["people"] == [owner.id]


def test_words_of_one_sentence_are_combined_and_pointed_out(
    parts: Parts, strategy: Strategy, owner: Actor, author: Actor
) -> None:
    """Both changed the same sentence in different words: it is combined, and to be read again."""
    together(parts, owner, SOURCE.replace("To ask", "To wonder"), strategy.draft)
    saved = together(parts, author, SOURCE.replace("to answer", "to reply"), strategy.draft)
    assert "To wonder, and to reply." in text(parts)
    assert saved.combination
    assert saved.combination.close == 1
    assert saved.combination.passages[0].after == "To wonder, and to reply."


def test_the_same_words_twice_are_saved_once(
    parts: Parts, strategy: Strategy, owner: Actor, author: Actor
) -> None:
    """Who saves what another has just saved is told that the draft says it; no revision is made."""
    same = SOURCE.replace("Enough", "Plenty")
    first = together(parts, owner, same, strategy.draft)
    again = together(parts, author, same, strategy.draft)
    assert (again.made, again.revision) == (False, first.revision)


def test_nothing_typed_is_nothing_saved(
    parts: Parts, strategy: Strategy, owner: Actor, author: Actor
) -> None:
    """Who changed nothing saves nothing, though others did."""
    together(parts, owner, SOURCE.replace("Enough", "Plenty"), strategy.draft)
    with pytest.raises(NothingChanged):
        together(parts, author, SOURCE, strategy.draft)


def test_what_touches_saves_nothing(
    parts: Parts, strategy: Strategy, owner: Actor, author: Actor
) -> None:
    """The draft stays as the first left it."""
    first = together(parts, owner, SOURCE.replace("Enough", "Plenty"), strategy.draft)
    with pytest.raises(PassagesClash):
        together(parts, author, SOURCE.replace("Enough", "Little"), strategy.draft)
    assert parts.repositories.at(SLUG).head() == first.revision.id


def test_both_are_told_on_pages(as_author: Visit, as_owner: Visit, strategy: Strategy) -> None:
    """The saver lands on what was put together; the other finds it until they have seen it."""
    assert ">Saved<" in typed(as_owner, "money", MONEY, strategy.draft).text
    page = typed(as_author, "aims", f"{AIMS}\n\n", strategy.draft)
    assert page.url.path.startswith(f"/s/{SLUG}/together/")
    assert "together with what Olive Owner changed meanwhile" in page.text
    assert re.search("<ins>.*Plenty.*</ins> of it", page.text)
    for shown in (EDIT, f"{EDIT}/money", f"/s/{SLUG}"):
        assert "Arthur Author saved after you" in as_owner.get(shown).text
        assert "saved after you" not in as_author.get(shown).text
    assert "I have seen it" in as_owner.get(page.url.path).text
    as_owner.submit(f"{page.url.path}/told")
    for shown in (EDIT, f"/s/{SLUG}", page.url.path):
        assert "saved after you" not in as_owner.get(shown).text
    assert "I have seen it" not in as_owner.get(page.url.path).text


def test_plain_revision_was_not_put_together(as_author: Visit, strategy: Strategy) -> None:
    """Such a page is missing for a revision of one person, and for none."""
    for revision in (strategy.draft, "0" * 40):
        assert as_author.get(f"/s/{SLUG}/together/{revision}").status_code == 404


def test_others_are_who_saved(
    parts: Parts, strategy: Strategy, owner: Actor, author: Actor
) -> None:
    """One's own save in another window is combined too, and nobody is told of it."""
    with parts.database.write() as db:
        save(
            db,
            parts.repositories,
            author,
            SLUG,
            text=SOURCE.replace("Enough", "Plenty"),
            expecting=strategy.draft,
            what_changed="",
        )
    saved = together(parts, author, SOURCE.replace("To ask", "To wonder"), strategy.draft)
    assert saved.combination
    assert saved.combination.people == ()
    with parts.database.read() as db:
        assert news(db, owner, SLUG) == news(db, author, SLUG) == news(db, None, SLUG) == ()
        assert read.draft(db, author, SLUG).revision == saved.revision


def test_visitor_is_told_nothing(
    as_author: Visit, client: Visit, visit_as: Callable[[Actor], Visit], reader: Actor
) -> None:
    """The reading page of others says nothing of it."""
    del as_author
    assert "saved after you" not in client.get(f"/s/{SLUG}").text
    assert "saved after you" not in visit_as(reader).get(f"/s/{SLUG}").text


def test_long_merge_is_made_before_anybody_has_to_wait(
    parts: Parts,
    strategy: Strategy,
    owner: Actor,
    as_author: Visit,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """While texts are made one, another writer has the database and the repository."""
    together(parts, owner, SOURCE.replace("Enough", "Plenty"), strategy.draft)
    made: list[str] = []

    def watched(base: str, ours: str, theirs: str) -> Merged:
        with parts.database.write(), parts.repositories.at(SLUG).writing():
            made.append(ours)
        return merge(base, ours, theirs)

    monkeypatch.setattr("service.library.ahead.merge", watched)
    monkeypatch.setattr("service.library.ahead._made", Lately(1_000_000))
    assert typed(as_author, "aims", AIMS, strategy.draft).status_code == 200
    assert len(made) == 1
    assert "Plenty" in text(parts)
    assert "To listen." in text(parts)


def test_author_from_elsewhere_is_passed_over(
    parts: Parts, strategy: Strategy, owner: Actor
) -> None:
    """Somebody whom this installation does not know has nothing to be told; the save holds."""
    repository = parts.repositories.at(SLUG)
    stranger = ids.new_id()
    repository.commit(
        expecting=strategy.draft,
        changes={TEXT: SOURCE.replace("Enough", "Plenty").encode()},
        author=stranger,
        message="From elsewhere",
        when=clock.now(),
    )
    saved = together(parts, owner, SOURCE.replace("To ask", "To wonder"), strategy.draft)
    assert saved.combination
    assert saved.combination.people == ()
    assert "Plenty" in text(parts)


def test_who_may_no_longer_edit_is_told_nothing(
    parts: Parts, strategy: Strategy, owner: Actor, author: Actor, reader: Actor
) -> None:
    """The page that it leads to is not for them."""
    together(parts, author, SOURCE.replace("Enough", "Plenty"), strategy.draft)
    together(parts, owner, SOURCE.replace("To ask", "To wonder"), strategy.draft)
    former = replace(author, roles=reader.roles)
    with parts.database.read() as db:
        assert len(news(db, author, SLUG)) == 1
        assert news(db, former, SLUG) == ()
