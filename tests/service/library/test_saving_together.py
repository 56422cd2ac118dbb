"""Two people save one draft: what does not touch is combined, what does is kept and asked."""

import json
import re
from collections.abc import Callable
from typing import cast

import pytest
from httpx import Response

from service.accounts.model import Actor
from service.journal import store as journal
from service.library import keep, read
from service.library.model import KeptWork, Strategy
from service.library.save import save
from service.library.together import PassagesClash, Together, news, save_together
from service.parts import Parts
from service.repositories import NothingChanged
from tests.conftest import SLUG
from tests.service.library.conftest import SOURCE
from tests.visit import Visit

EDIT = f"/s/{SLUG}/edit"
AIMS, MONEY = "## Aims\n\nTo listen.", "## Money\n\nPlenty of it.\n"
TWICE = "## Aims\n\nTo ask twice."


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
    return cast(Response, visit.submit(f"{EDIT}/{section}", form))


def address(page: Response) -> str:
    """Return where the merge page sends its form."""
    found = re.search(r'action="(/s/[a-z-]+/unsaved/[0-9a-z]{26})"', page.text)
    assert found, page.text
    return found[1]


def choices(page: Response, choice: str) -> dict[str, str]:
    """Return the fields of a merge page, with one choice for each passage that is asked."""
    asked = set(re.findall(r'id="choice-(m[0-9a-f-]+?)-ours"', page.text))
    seen = re.search(r'name="seen" value="([0-9a-f]{40})"', page.text)
    assert seen
    return {"seen": seen[1], **{f"choice-{each}": choice for each in asked}}


@pytest.fixture
def clash(as_author: Visit, as_owner: Visit, strategy: Strategy) -> Response:
    """The merge page, for an author who changed what the owner had changed."""
    assert typed(as_owner, "aims", f"{TWICE}\n\n", strategy.draft).status_code == 200
    return typed(as_author, "aims", f"{AIMS}\n\n", strategy.draft)


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
    assert "Saved as revision" in typed(as_owner, "money", MONEY, strategy.draft).text
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


def test_clash_shows_before_both_and_a_start(clash: Response) -> None:
    """What touches goes to the merge page, with 409, who was first, and each side's red line."""
    assert clash.status_code == 409
    page = clash.text
    assert "Two people changed the same passage" in page
    assert "Olive Owner saved 1 change while you were editing." in page
    assert "To ask, and to answer." in page
    for side in ("Keep yours", "Keep Olive’s", "Write it yourself"):
        assert side in page
    assert "<ins>" in page
    assert "<del>" in page


@pytest.mark.parametrize(
    ("choice", "said"), [("ours", "To listen."), ("theirs", "To ask twice."), ("write", "To hear.")]
)
def test_choice_becomes_the_draft(
    as_author: Visit, clash: Response, parts: Parts, choice: str, said: str
) -> None:
    """One side, the other, or one's own words: the draft says it, and nothing else is asked."""
    form = choices(clash, choice)
    written = {name.replace("choice-", "words-"): "To hear." for name in form if name != "seen"}
    page = as_author.submit(address(clash), {**written, **form})
    assert page.status_code == 200, page.text
    assert f"## Aims\n\n{said}\n\n" in text(parts)
    assert "## Money" in text(parts)
    assert as_author.get(address(clash)).status_code == 404
    assert "unsaved work" not in as_author.get(EDIT).text


def test_undecided_passage_is_asked_again(as_author: Visit, clash: Response) -> None:
    """Saving without a choice says which passage lacks one; nothing is saved."""
    form = {"seen": choices(clash, "")["seen"]}
    page = as_author.submit(address(clash), form)
    assert page.status_code == 422
    assert "Aims: Choose what to keep." in page.text


def test_closed_tab_loses_nothing(as_author: Visit, as_owner: Visit, clash: Response) -> None:
    """What was typed is offered on the edit pages, with what was chosen so far; only to them."""
    form = choices(clash, "write")
    written = {name.replace("choice-", "words-"): "Half a" for name in form if name != "seen"}
    kept = as_author.submit(f"{address(clash)}/kept", {**form, **written})
    assert kept.status_code == 204
    for shown in (EDIT, f"{EDIT}/money"):
        assert f'href="{address(clash)}"' in as_author.get(shown).text
        assert "unsaved work" not in as_owner.get(shown).text
    again = as_author.get(address(clash)).text
    assert ">Half a</textarea>" in again
    assert re.search(r'value="write" checked', again)
    assert as_owner.get(address(clash)).status_code == 403


def test_same_form_twice_is_kept_once(
    as_author: Visit, clash: Response, strategy: Strategy
) -> None:
    """Sending the same again leads to the same page."""
    again = typed(as_author, "aims", f"{AIMS}\n\n", strategy.draft)
    assert address(again) == address(clash)


def test_discarded_work_is_gone(as_author: Visit, clash: Response, parts: Parts) -> None:
    """Only a press of the button lets it go."""
    page = as_author.submit(address(clash), {"do": "drop"})
    assert "discarded" in page.text
    assert "To listen." not in text(parts)
    assert as_author.get(address(clash)).status_code == 404


def test_choices_survive_a_third_save(
    as_author: Visit, as_owner: Visit, clash: Response, parts: Parts
) -> None:
    """Somebody saves elsewhere while one chooses: it is combined, nothing is asked again."""
    seen = choices(clash, "")["seen"]
    typed(as_owner, "money", MONEY, seen)
    page = as_author.submit(address(clash), choices(clash, "ours"))
    assert page.url.path.startswith(f"/s/{SLUG}/together/")
    assert "To listen." in text(parts)
    assert "Plenty" in text(parts)


def test_third_save_to_the_same_words_is_asked_with_the_choice_made(
    as_author: Visit, as_owner: Visit, clash: Response, parts: Parts
) -> None:
    """Somebody changes the very passage once more: it is asked again, and the choice is “yours”."""
    seen = choices(clash, "")["seen"]
    typed(as_owner, "aims", "## Aims\n\nTo ask thrice.\n\n", seen)
    page = as_author.submit(address(clash), choices(clash, "ours"))
    assert page.status_code == 409
    assert "Somebody saved once more" in page.text
    assert "To ask thrice." in text(parts)
    as_author.submit(address(page), choices(page, "ours"))
    assert "To listen." in text(parts)


def test_work_survives_when_its_section_is_gone(
    as_author: Visit, as_owner: Visit, strategy: Strategy, parts: Parts
) -> None:
    """Where the section was taken out meanwhile, it can be put back as it was typed."""
    typed(as_owner, "aims", "", strategy.draft, remove="yes")
    page = typed(as_author, "aims", f"{AIMS}\n\n", strategy.draft)
    assert page.status_code == 409
    as_author.submit(address(page), choices(page, "ours"))
    assert "To listen." in text(parts)


def test_document_control_is_combined_and_asked(
    as_author: Visit, as_owner: Visit, strategy: Strategy, parts: Parts
) -> None:
    """Other lines go together; the same line goes to the merge page."""
    lines = "title: Cancer research\nstatus: {}\napproving_body: {}\nvisibility: public"
    first = lines.format("in_revision", "Partnership board")
    typed(as_owner, "_control", first, strategy.draft)
    typed(as_author, "_control", lines.format("in_consultation", "The trust"), strategy.draft)
    assert "status: in_revision\napproving_body: The trust" in text(parts)
    page = typed(as_author, "_control", lines.format("draft", "The trust"), strategy.draft)
    assert page.status_code == 409
    as_author.submit(address(page), choices(page, "ours"))
    assert "status: draft\n" in text(parts)


def test_odd_control_is_told_before_anything_is_kept(
    as_author: Visit, as_owner: Visit, strategy: Strategy
) -> None:
    """A line that cannot be used comes back on the form, whether or not the draft moved on."""
    typed(as_owner, "money", MONEY, strategy.draft)
    page = typed(as_author, "_control", "title: A\nstatus: banana", strategy.draft)
    assert page.status_code == 422
    assert "status cannot be “banana”" in page.text


def test_whoever_may_no_longer_edit_keeps_out(
    parts: Parts, strategy: Strategy, author: Actor, reviewer: Actor, clash: Response
) -> None:
    """Work is for those who may edit, and each for its own person."""
    with parts.database.read() as db:
        (kept,) = keep.works(db, author, SLUG)
        assert keep.work(db, author, SLUG, kept.id) == kept
        for refused in (keep.work, _unknown):
            with pytest.raises(Exception, match="edit"):
                refused(db, reviewer, SLUG, kept.id)
    del clash, strategy


def _unknown(db: object, actor: Actor, slug: str, work_id: str) -> KeptWork:
    del work_id
    return keep.work(db, actor, slug, "0" * 26)  # type: ignore[arg-type]


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
