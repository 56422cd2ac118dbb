"""A Word file compared with a text of a strategy, and proposed in its place."""

from collections.abc import Callable, Mapping
from typing import cast

import pytest
from httpx import Response

from service.accounts.model import Actor
from service.document.formats.docx_out import docx
from service.parts import Parts
from service.proposals import read as proposals
from tests.conftest import SLUG
from tests.service.document.formats.samples import stamp
from tests.service.document.formats.test_docx_in import BAD
from tests.service.proposals.conftest import DRAFT, Work, shelve
from tests.visit import Visit

Visiting = Callable[[Actor], Visit]
ADDRESS = f"/s/{SLUG}/compare/word"
BODY = DRAFT[DRAFT.index("\n---\n", 4) + 5 :]
SENT = docx(BODY.replace("twelve", "twenty"), {}, stamp())


@pytest.fixture
def work(parts: Parts, people: Mapping[str, Actor], owner: Actor) -> Work:
    """The strategy in the library, for everybody."""
    shelve(parts, owner)
    return Work(parts, people)


def send(visit: Visit, content: bytes, address: str = ADDRESS, **form: str) -> Response:
    """Send a Word file as the form does."""
    answer = visit.post(
        address,
        data={"csrf": visit.form_token(), **form},
        files={"word": ("C:\\mine\\Back from <b>.docx", content)},
    )
    return cast(Response, answer)


def test_its_changes_are_shown_and_the_views_can_be_switched(
    visit_as: Visiting, work: Work, reader: Actor
) -> None:
    """One word changed; the cover, the contents and document control are no changes."""
    visit = visit_as(reader)
    assert work.draft()
    shown = send(visit, SENT)
    assert shown.status_code == 200
    assert "1 change" in shown.text
    assert "Back from &lt;b&gt;.docx" in shown.text
    assert "mine" not in shown.text
    for view in ("side", "whole"):
        assert "twenty" in visit.get(str(shown.url.path), params={"view": view}).text


def test_it_is_compared_with_another_text_from_the_chooser(
    visit_as: Visiting, work: Work, author: Actor
) -> None:
    """The chooser sends on to the same file beside the text that was chosen."""
    visit, first = visit_as(author), work.draft()
    work.rewrite("twelve", "twenty")
    shown = send(visit, SENT)
    assert "say the same" in shown.text
    digest = shown.url.path.split("/")[-2]
    again = visit.get(f"/s/{SLUG}/compare", params={"from": first, "to": f"word:{digest}"})
    assert again.url.path == f"{ADDRESS}/{digest}/{first}"
    assert "1 change" in again.text


def test_nobody_else_sees_it(visit_as: Visiting, work: Work, reader: Actor, owner: Actor) -> None:
    """Its address is good for the person who sent it."""
    assert work.draft()
    shown = send(visit_as(reader), SENT)
    other = visit_as(owner).get(shown.url.path)
    assert other.status_code == 404
    assert "no longer kept" in other.text


def test_its_text_is_proposed(visit_as: Visiting, work: Work, reviewer: Actor) -> None:
    """The proposal is the draft with the one word changed, character for character."""
    visit = visit_as(reviewer)
    shown = send(visit, SENT)
    digest = shown.url.path.split("/")[-2]
    form = {"title": "Twenty", "reason": "The group asked for it."}
    made = visit.submit(f"{ADDRESS}/{digest}/proposal", form)
    assert made.status_code == 200
    found = work.only()
    assert made.url.path == found.address
    assert work.text(found.tip) == DRAFT.replace("twelve", "twenty")


def test_a_proposal_needs_a_title_and_keeps_what_was_typed(
    visit_as: Visiting, work: Work, reviewer: Actor
) -> None:
    """The comparison is shown again with the problem."""
    visit = visit_as(reviewer)
    assert work.draft()
    digest = send(visit, SENT).url.path.split("/")[-2]
    answer = visit.submit(f"{ADDRESS}/{digest}/proposal", {"title": "", "reason": "Because."})
    assert answer.status_code == 422
    assert "Because." in answer.text
    assert "data-problems" in answer.text


def test_who_may_not_propose_is_not_offered_it(
    visit_as: Visiting, work: Work, reader: Actor
) -> None:
    """Nor may they send the form."""
    visit = visit_as(reader)
    assert work.draft()
    shown = send(visit, SENT)
    assert "Propose this text" not in shown.text
    digest = shown.url.path.split("/")[-2]
    form = {"title": "Twenty", "reason": "Because."}
    assert visit.submit(f"{ADDRESS}/{digest}/proposal", form).status_code == 403


@pytest.mark.parametrize("name", BAD)
def test_what_is_no_word_file_is_said_beside_the_field(
    visit_as: Visiting, work: Work, reader: Actor, name: str
) -> None:
    """With the sentence of its own kind of trouble."""
    content, problem = BAD[name]
    assert work.draft()
    answer = send(visit_as(reader), content)
    assert answer.status_code == 422
    assert 'id="word-error"' in answer.text
    assert (problem.__doc__ or "").partition(":")[0].partition("\n")[0] in answer.text


def test_a_file_with_nothing_chosen_is_said_too(
    visit_as: Visiting, work: Work, reader: Actor
) -> None:
    """A form without a file is no different."""
    assert work.draft()
    assert visit_as(reader).submit(ADDRESS, {}).status_code == 422


def test_a_proposal_begins_with_a_word_file(
    visit_as: Visiting, work: Work, reviewer: Actor
) -> None:
    """The form for a new one takes it; the proposal has its text at once."""
    assert work.draft()
    form = {"title": "Twenty", "reason": "The group asked for it."}
    made = send(visit_as(reviewer), SENT, f"/s/{SLUG}/proposals/new", **form)
    found = work.only()
    assert made.url.path == found.address
    assert work.text(found.tip) == DRAFT.replace("twelve", "twenty")


@pytest.mark.parametrize("name", ["a PDF", "a locked one"])
def test_a_proposal_does_not_begin_with_anything_else(
    visit_as: Visiting, work: Work, reviewer: Actor, name: str
) -> None:
    """The form is shown again, with what was typed and the sentence beside the field."""
    assert work.draft()
    form = {"title": "Twenty", "reason": "The group asked for it."}
    answer = send(visit_as(reviewer), BAD[name][0], f"/s/{SLUG}/proposals/new", **form)
    assert answer.status_code == 422
    assert 'id="word-error"' in answer.text
    assert 'value="Twenty"' in answer.text
    with work.parts.database.read() as db:
        assert proposals.proposals(db, reviewer, SLUG) == ()
