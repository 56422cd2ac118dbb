"""Pictures of a proposal: uploaded for it, shown on its page, and in the draft once merged."""

import re
from collections.abc import Callable

import pytest

from service.accounts.model import Actor
from service.library.texts import figure
from service.proposals.fit import still_fits
from service.proposals.follow import follow
from service.proposals.model import Proposal
from service.repositories import Repository
from service.web.forms import FIELD
from tests.conftest import SLUG
from tests.service.proposals.conftest import Work
from tests.visit import Visit

PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 40

Merge = Callable[..., object]


@pytest.fixture
def repository(work: Work) -> Repository:
    """Where the texts are."""
    return work.parts.repositories.at(SLUG)


@pytest.fixture
def visit(work: Work, visit_as: Callable[[Actor], Visit]) -> Visit:
    """The browser of who made the proposal."""
    made = visit_as(work.people["reviewer"])
    made.headers["Accept"] = "application/json"
    return made


def uploaded(visit: Visit, proposal: Proposal) -> str:
    """Upload a picture for a proposal; return its path beside the text."""
    form = {FIELD: visit.form_token(), "alternative": "A map"}
    address = f"{proposal.address}/text/figures"
    answer = visit.post(address, data=form, files={"picture": ("Map.png", PNG)})
    assert answer.status_code == 201, answer.text
    return str(answer.json()["path"])


@pytest.fixture
def path(work: Work, proposal: Proposal, visit: Visit) -> str:
    """A picture that was uploaded and saved to the proposal, at the end of its text."""
    path = uploaded(visit, proposal)
    shown = visit.get(f"{proposal.address}/text/{path}")
    assert (shown.status_code, shown.content) == (200, PNG)
    text = f"{work.text(proposal.tip)}\n![A map]({path})\n"
    answer = visit.submit(f"{proposal.address}/text", {"text": text, "expecting": proposal.tip})
    assert answer.status_code == 201, answer.text
    return path


def test_it_is_shown_on_the_page_of_the_proposal(
    work: Work, proposal: Proposal, visit: Visit, client: Visit, path: str
) -> None:
    """And where it is compared with the draft; to everybody who may read the proposal."""
    found = work.again(proposal)
    for page in (found.address, f"/s/{SLUG}/compare/draft..proposal:{found.id}"):
        html = visit.get(page, headers={"Accept": "text/html"}).text
        (address,) = set(re.findall(rf'src="([^"]+{re.escape(path)})"', html))
        for somebody in (visit, client):
            assert somebody.get(address).content == PNG


def test_it_comes_into_the_draft_with_the_merge(
    repository: Repository, work: Work, proposal: Proposal, merged: Merge, path: str
) -> None:
    """Under its path, and what lay beside the draft stays."""
    assert path not in repository.files(work.draft()).files
    merged()
    files = repository.files(work.draft())
    assert repository.blob(files.files[path]) == PNG
    assert "figures/map.svg" in files.files
    assert figure(work.parts.repositories, SLUG, files.id, path) == PNG
    assert not work.again(proposal).open


def test_what_the_merge_leaves_out_stays_out(
    repository: Repository, work: Work, proposal: Proposal, merged: Merge, path: str
) -> None:
    """The picture is not in the draft where the change that shows it was not taken."""
    fit = still_fits(work.parts.repositories, work.again(proposal), work.draft())
    merged(words={1: fit.differences[0].after})
    assert path not in repository.files(work.draft()).files


def test_following_the_draft_keeps_it(
    repository: Repository, work: Work, proposal: Proposal, merged: Merge, path: str
) -> None:
    """Both when the proposal is brought up to date and when it fits a draft that moved on."""
    work.rewrite("two years", "three years")
    now = work.again(proposal)
    with work.parts.database.write() as db:
        follow(
            db,
            work.parts.repositories,
            work.people["reviewer"],
            proposal.id,
            expecting=now.tip,
            draft=work.draft(),
        )
    assert path in repository.files(work.again(proposal).tip).files
    work.rewrite("three years", "four years")
    merged()
    assert path in repository.files(work.draft()).files
    assert "four years" in work.text(work.draft())


def test_it_is_not_lost_where_somebody_else_was_faster(
    repository: Repository, work: Work, proposal: Proposal, visit: Visit
) -> None:
    """What was typed is kept with its picture, and both are saved from the merge page."""
    path = uploaded(visit, proposal)
    work.revise(proposal, "two years", "three years", who="author")
    text = f"{work.text(proposal.tip)}\n![A map]({path})\n"
    door = f"{proposal.address}/text"
    kept = visit.submit(door, {"text": text, "expecting": proposal.tip}).json()["address"]
    form = {"kept": kept.rpartition("=")[2], "do": "save"}
    visit.submit(f"{proposal.address}/update", form)
    now = work.again(proposal)
    assert repository.blob(repository.files(now.tip).files[path]) == PNG
    assert "three years" in work.text(now.tip)
    assert path in work.text(now.tip)


def test_pictures_of_others_cannot_be_taken(
    work: Work, proposal: Proposal, visit: Visit, visit_as: Callable[[Actor], Visit]
) -> None:
    """A text that shows what somebody else uploaded, or nobody, is refused."""
    theirs = uploaded(visit_as(work.people["author"]), proposal)
    for path in (theirs, f"figures/made-up-{'0' * 16}.png"):
        text = f"{work.text(proposal.tip)}\n![A map]({path})\n"
        form = {"text": text, "expecting": proposal.tip}
        answer = visit.submit(f"{proposal.address}/text", form)
        assert answer.status_code == 404
        assert visit.get(f"{proposal.address}/text/{path}").status_code == 404
    assert work.again(proposal).tip == proposal.tip
