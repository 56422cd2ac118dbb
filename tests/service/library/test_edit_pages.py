"""Editing the draft on pages: choosing a section, saving it, and what happens when one cannot."""

import re

import pytest

from service.library.control import FIELDS
from service.library.model import Strategy
from service.parts import Parts
from tests.conftest import SLUG
from tests.service.library.conftest import SOURCE
from tests.visit import Visit

EDIT = f"/s/{SLUG}/edit"


def _text(parts: Parts) -> str:
    repository = parts.repositories.at(SLUG)
    return repository.text(repository.head() or "")


def _aims(source: str, expecting: str, what_changed: str = "Said more") -> dict[str, str]:
    return {"source": source, "expecting": expecting, "what_changed": what_changed}


def test_sections_are_offered(as_author: Visit) -> None:
    """Document control and each section can be chosen."""
    page = as_author.get(EDIT)
    assert page.status_code == 200
    for section in ("_control", "opening", "cancer-research", "aims", "money"):
        assert f'href="{EDIT}/{section}"' in page.text


def test_section_is_shown_with_revision_it_is_from(as_author: Visit, strategy: Strategy) -> None:
    """The form holds the section's source and the revision that it is from."""
    page = as_author.get(f"{EDIT}/aims").text
    assert "## Aims\n\nTo ask, and to answer." in page
    assert f'name="expecting" value="{strategy.draft}"' in page


def test_opening_keeps_its_first_empty_line(as_author: Visit, strategy: Strategy) -> None:
    """A text area swallows a first line end; one is put before it, so that nothing is lost."""
    page = as_author.get(f"{EDIT}/opening").text
    assert re.search(r"<textarea[^>]*>\n\nBefore any heading", page)
    same = _aims("\nBefore any heading.\n\n", strategy.draft)
    assert as_author.submit(f"{EDIT}/opening", same).status_code == 422


def test_saved_section_leaves_rest_as_it_was(
    as_author: Visit, strategy: Strategy, parts: Parts
) -> None:
    """Saving one section changes that section alone, and says so on the reading page."""
    page = as_author.submit(f"{EDIT}/money", _aims("## Money\r\n\r\nMore of it.", strategy.draft))
    assert page.status_code == 200
    assert ">Saved<" in page.text
    assert _text(parts) == SOURCE.replace("Enough of it.", "More of it.")


def test_document_control_is_saved_by_itself(
    as_author: Visit, strategy: Strategy, parts: Parts
) -> None:
    """The lines of document control can be edited; the text below stays."""
    lines = "title: Cancer research and care\nstatus: in_revision"
    page = as_author.submit(f"{EDIT}/_control", _aims(lines, strategy.draft))
    assert "Cancer research and care" in page.text
    assert _text(parts) == f"---\n{lines}\n---\n" + SOURCE.split("---\n", 2)[2]


@pytest.mark.parametrize(
    ("section", "source", "said"),
    [
        ("money", "## Money\n\nEnough of it.\n", "Nothing was changed"),
        ("_control", "status: draft\ntitle: [", "Line 2 of document control cannot be read"),
        ("_control", "title: A: B", "put quotation marks around a value that holds a colon"),
        ("_control", "visibility: confidentail", "one of public, members, confidential"),
        ("_control", "status: banana", "status cannot be “banana”"),
        ("_control", "eia_status: done", "eia_status cannot be “done”"),
        ("_control", "review_date: 31 March 2023", "such as 2023-03-31"),
        ("_control", "effective_date: 2023-31-03", "effective_date cannot be “2023-31-03”"),
        ("_control", "title: A\n---\nstatus: draft", "row of hyphens"),
    ],
)
def test_what_cannot_be_saved_is_kept_on_form(
    as_author: Visit, strategy: Strategy, section: str, source: str, said: str
) -> None:
    """A save that is refused says why, with status 422, and the form holds what was typed."""
    page = as_author.submit(f"{EDIT}/{section}", _aims(source, strategy.draft, "My sentence"))
    assert page.status_code == 422
    assert said in page.text
    assert source.strip() in page.text
    assert "My sentence" in page.text


def test_control_is_explained_beside_its_lines(as_author: Visit) -> None:
    """The form of document control lists every name with what may stand there; no other does."""
    page = as_author.get(f"{EDIT}/_control").text
    assert all(field.name in page and field.allowed in page for field in FIELDS)
    assert "What each line may say" not in as_author.get(f"{EDIT}/aims").text


def test_emptied_section_goes_only_when_asked(
    as_author: Visit, strategy: Strategy, parts: Parts
) -> None:
    """Emptying a section is refused with a box to tick; with the box it goes, heading and all."""
    page = as_author.submit(f"{EDIT}/money", _aims(" \n", strategy.draft))
    assert page.status_code == 422
    assert "This would remove the section “Money” with its heading." in page.text
    assert 'name="remove"' in page.text
    assert _text(parts) == SOURCE
    gone = _aims("", strategy.draft) | {"remove": "yes"}
    assert as_author.submit(f"{EDIT}/money", gone).status_code == 200
    assert "## Money" not in _text(parts)


@pytest.mark.parametrize(
    ("section", "source", "said"),
    [
        ("aims", "## Goals\n\nOther.", "Edited “Aims”"),
        ("_control", "title: Other", "Edited “Document control”"),
    ],
)
def test_save_without_words_names_what_was_edited(
    as_author: Visit, strategy: Strategy, section: str, source: str, said: str
) -> None:
    """Where nobody says what changed, the list of changes names the part."""
    as_author.submit(f"{EDIT}/{section}", _aims(source, strategy.draft, " "))
    assert said in as_author.get(f"/s/{SLUG}/versions").text


def test_author_cannot_open_strategy_to_others(
    as_author: Visit, strategy: Strategy, parts: Parts
) -> None:
    """Who may read a strategy is for its owner to say; an author's text is kept on the form."""
    lines = "title: Cancer research\nvisibility: confidential"
    page = as_author.submit(f"{EDIT}/_control", _aims(lines, strategy.draft))
    assert page.status_code == 403
    assert "visibility: confidential" in page.text
    assert _text(parts) == SOURCE


@pytest.mark.parametrize("address", [EDIT, f"{EDIT}/aims"])
def test_reviewer_cannot_edit(as_reviewer: Visit, address: str) -> None:
    """Somebody who only comments is told who can edit."""
    assert as_reviewer.get(address).status_code == 403


def test_visitor_is_sent_to_sign_in(client: Visit, strategy: Strategy) -> None:
    """Somebody who is signed out signs in first."""
    del strategy
    assert client.get(EDIT).url.path == "/sign-in"


@pytest.mark.parametrize("section", ["nowhere", "..%2f..", "%00", "<b>"])
def test_unknown_section_is_missing(as_author: Visit, section: str) -> None:
    """A section that is not there is a page that is not there."""
    assert as_author.get(f"{EDIT}/{section}").status_code == 404


@pytest.mark.parametrize("expecting", ["", "HEAD", "0" * 40, "refs/heads/draft"])
def test_made_up_revision_is_missing(as_author: Visit, expecting: str) -> None:
    """What is no revision of the strategy is refused, and never reaches git."""
    assert as_author.submit(f"{EDIT}/aims", _aims("## Aims", expecting)).status_code == 404


def test_form_from_elsewhere_is_refused(as_author: Visit, strategy: Strategy) -> None:
    """A form without our token saves nothing."""
    page = as_author.post(f"{EDIT}/aims", data=_aims("## Aims\n\nMine.", strategy.draft))
    assert page.status_code == 403


def test_a_very_long_section_is_saved(as_author: Visit, strategy: Strategy, parts: Parts) -> None:
    """As long as a strategy may be, in characters of more than one byte."""
    long = "## Aims\n\n" + "Für alle. " * 120_000
    assert as_author.submit(f"{EDIT}/aims", _aims(long, strategy.draft)).status_code == 200
    assert "Für alle. Für alle." in _text(parts)
