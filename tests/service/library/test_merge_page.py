"""The merge page of a draft: what is asked, what is chosen, and that none of it is lost."""

import re

import pytest
from httpx import Response

from service.accounts.model import Actor
from service.accounts.permissions import NotAllowed
from service.library import keep
from service.library.keep import NotYourWork
from service.library.model import Strategy
from service.parts import Parts
from tests.conftest import SLUG
from tests.service.library.test_saving_together import AIMS, EDIT, MONEY, text, typed
from tests.visit import Visit

TWICE = "## Aims\n\nTo ask twice."


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


def test_the_other_is_told_what_was_chosen(
    as_author: Visit, as_owner: Visit, clash: Response
) -> None:
    """Whose words were decided upon hears of it, and sees what became of them."""
    page = as_author.submit(address(clash), choices(clash, "ours"))
    assert page.url.path.startswith(f"/s/{SLUG}/together/")
    assert "Arthur Author saved after you" in as_owner.get(EDIT).text
    assert re.search("<ins>.* twice\\.", as_owner.get(page.url.path).text)


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


def test_what_is_not_sent_again_stays_kept(as_author: Visit, clash: Response) -> None:
    """A script sends what was changed since, and no more."""
    name = next(iter(choices(clash, "write").keys() - {"seen"}))
    words = {name.replace("choice-", "words-"): "Half a"}
    for sent in (words, {name: "write"}, {"what_changed": "A half"}):
        assert as_author.submit(f"{address(clash)}/kept", sent).status_code == 204
    again = as_author.get(address(clash)).text
    assert ">Half a</textarea>" in again
    assert re.search(r'value="write" checked', again)
    assert 'value="A half"' in again


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


def test_who_may_not_edit_keeps_out(
    parts: Parts, strategy: Strategy, author: Actor, reviewer: Actor, clash: Response
) -> None:
    """Work is for its own person."""
    del strategy, clash
    with parts.database.read() as db:
        (kept,) = keep.works(db, author, SLUG)
        assert keep.work(db, author, SLUG, kept.id) == kept
        with pytest.raises(NotYourWork):
            keep.work(db, reviewer, SLUG, kept.id)
        with pytest.raises(NotAllowed):
            keep.works(db, reviewer, SLUG)
