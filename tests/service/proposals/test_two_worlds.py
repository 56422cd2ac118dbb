"""Who may not read a strategy lives in a world in which nobody ever proposed anything to it."""

from collections.abc import Callable, Mapping

import pytest

from service.accounts.model import Actor
from service.parts import Parts
from service.proposals.discuss import ask_to_review, remark
from service.proposals.model import Proposal
from service.worker import catch_up as index
from tests.conftest import SLUG
from tests.service.proposals.conftest import SOURCE, Work, shelve
from tests.visit import Visit

VisitAs = Callable[[Actor], Visit]
#: Words that stand in a proposal and what was said of it, and nowhere else.
SECRETS = ("Twenty nurses", "Twelve are not enough", "twenty research", "Quite so, said quietly")
#: A proposal that there never was.
NEVER = "0" * 26

#: What can be read of a proposal.
READ = (
    "/s/{slug}/proposals/{proposal}",
    "/s/{slug}/proposals/{proposal}/edit",
    "/s/{slug}/proposals/{proposal}/edit/aims",
    "/s/{slug}/proposals/{proposal}/text",
    "/s/{slug}/proposals/{proposal}/text/figures/map-0123456789abcdef.png",
    "/s/{slug}/proposals/{proposal}/update",
    "/s/{slug}/proposals/{proposal}/merging",
    "/s/{slug}/compare/draft..proposal:{proposal}",
    "/s/{slug}/compare?from=draft&to=proposal:{proposal}",
    "/api/v1/proposals/{proposal}",
    "/api/v1/proposals/{proposal}/text",
    "/api/v1/proposals/{proposal}/update",
    "/api/v1/proposals/{proposal}/remarks",
    "/api/v1/strategies/{slug}/comparison?from=draft&to=proposal:{proposal}",
)
#: What can be done to one, with a form or with JSON.
DONE: Mapping[str, Mapping[str, object]] = {
    "/s/{slug}/proposals/{proposal}/edit/aims": {"source": "## Aims\n"},
    "/s/{slug}/proposals/{proposal}/text": {"text": "# A\n"},
    "/s/{slug}/proposals/{proposal}/text/presence": {"section": "aims"},
    "/s/{slug}/proposals/{proposal}/update": {"do": "save"},
    "/s/{slug}/proposals/{proposal}/update/kept": {"kept": "draft"},
    "/s/{slug}/proposals/{proposal}/merging": {"take": "1"},
    "/s/{slug}/proposals/{proposal}/declining": {"declining": "No."},
    "/s/{slug}/proposals/{proposal}/withdrawal": {},
    "/s/{slug}/proposals/{proposal}/reviewers": {"people": "x"},
    "/s/{slug}/proposals/{proposal}/remarks": {"body": "Hello?"},
}
TOLD: Mapping[str, Mapping[str, object]] = {
    "/api/v1/proposals/{proposal}/update": {"expecting": "", "draft": ""},
    "/api/v1/proposals/{proposal}/merging": {"expecting": "", "tip": ""},
    "/api/v1/proposals/{proposal}/declining": {"reason": "No."},
    "/api/v1/proposals/{proposal}/withdrawal": {},
    "/api/v1/proposals/{proposal}/reviewers": {"people": ["x"]},
    "/api/v1/proposals/{proposal}/remarks": {"body": "Hello?"},
}
#: What shows or counts proposals, and pages beside it.
LISTS = (
    "/",
    "/s/{slug}",
    "/s/{slug}/proposals",
    "/s/{slug}/proposals/new",
    "/s/{slug}/history",
    "/s/{slug}/versions",
    "/s/{slug}/suggestions",
    "/s/{slug}/compare",
    "/s/{slug}/passage?block=b2",
    "/search?q=twenty",
    "/search?q=quietly",
    "/api/v1/search?q=twenty",
    "/api/v1/strategies",
    "/api/v1/strategies/{slug}",
    "/api/v1/strategies/{slug}/proposals",
    "/api/v1/strategies/{slug}/history",
    "/git/{slug}/info/refs?service=git-upload-pack",
)


@pytest.fixture
def secret(parts: Parts, people: Mapping[str, Actor], owner: Actor) -> Work:
    """A confidential strategy."""
    shelve(parts, owner, SOURCE.format(visibility="confidential"))
    return Work(parts, people)


def proposed(work: Work) -> Proposal:
    """Propose, write, ask, and talk about it."""
    text = work.text(work.draft()).replace("twelve research", "twenty research")
    made = work.propose(text)
    with work.parts.database.write() as db:
        ask_to_review(db, work.people["reviewer"], made.id, people=[work.people["author"].id])
        remark(db, work.people["author"], made.id, body="Quite so, said quietly.")
    work.revise(made, "to ask", "to ask twice", who="author")
    index(work.parts)
    return made


def worlds(work: Work, visit_as: VisitAs, client: Visit) -> Mapping[str, Visit]:
    """Browsers of those who may not read the strategy."""
    return {"stranger": visit_as(work.people["stranger"]), "nobody": client}


def world(visit: Visit) -> Mapping[str, tuple[int, str]]:
    """Return what every list says to somebody."""
    answers = {place: visit.get(place.format(slug=SLUG)) for place in LISTS}
    return {place: (each.status_code, each.text) for place, each in answers.items()}


def test_proposals_change_nothing_for_those_who_may_not_read_the_strategy(
    secret: Work, visit_as: VisitAs, client: Visit
) -> None:
    """Every list and page is the same, byte for byte, as before anybody proposed anything."""
    outside = worlds(secret, visit_as, client)
    index(secret.parts)
    before = {who: world(visit) for who, visit in outside.items()}
    proposed(secret)
    for who, visit in outside.items():
        after = world(visit)
        assert [place for place in LISTS if after[place] != before[who][place]] == []
        assert not [words for words in SECRETS if words in str(after)]
    inside = world(visit_as(secret.people["reader"]))
    assert "Twenty nurses" in inside["/s/{slug}/proposals"][1]


def test_a_proposal_that_may_not_be_read_is_one_that_never_was(
    secret: Work, visit_as: VisitAs, client: Visit
) -> None:
    """Whoever guesses its address learns nothing: not by reading, nor by doing."""
    found = proposed(secret)
    for who, visit in worlds(secret, visit_as, client).items():
        for asked in (*READ, *DONE, *TOLD):
            answers = [_answer(visit, asked, each) for each in (found.id, NEVER)]
            assert answers[0] == answers[1], (who, asked)
            assert answers[0][0] in (401, 404) or ">Sign in</h1>" in answers[0][1], (who, asked)
    assert secret.again(found).open


def test_its_figures_are_as_hidden_as_its_words(
    secret: Work, visit_as: VisitAs, client: Visit
) -> None:
    """The tree of a proposal is served to readers, and to nobody else."""
    found = secret.again(proposed(secret))
    tree = secret.parts.repositories.at(SLUG).files(found.tip).id
    address = f"/s/{SLUG}/figures/{tree}/figures/map.svg"
    assert visit_as(secret.people["reader"]).get(address).status_code == 200
    for visit in worlds(secret, visit_as, client).values():
        never = visit.get(address.replace(tree, "0" * 40))
        assert (visit.get(address).status_code, never.status_code) == (404, 404)


def test_everybody_who_may_read_the_strategy_reads_proposals_and_remarks(
    work: Work, visit_as: VisitAs, client: Visit
) -> None:
    """They have no audience of their own: a public strategy's are public."""
    found = proposed(work)
    readers = [visit_as(work.people[who]) for who in ("reader", "stranger")]
    for visit in (*readers, client):
        page = visit.get(found.address).text
        for words in ("Twenty nurses", "Twelve are not enough.", "Quite so, said quietly."):
            assert words in page
        said = visit.get(f"/api/v1/proposals/{found.id}/remarks").json()
        assert [each["body"] for each in said] == ["Quite so, said quietly."]


def test_what_was_public_is_gone_with_the_strategy(
    work: Work, visit_as: VisitAs, client: Visit
) -> None:
    """Once it is confidential, its proposals are as hidden as if they had always been."""
    found = proposed(work)
    work.rewrite("visibility: public", "visibility: confidential")
    index(work.parts)
    for visit in worlds(work, visit_as, client).values():
        assert not [words for words in SECRETS if words in str(world(visit))]
        for asked in READ:
            never = _answer(visit, asked, NEVER)
            assert _answer(visit, asked, found.id) == never


def _answer(visit: Visit, address: str, proposal: str) -> tuple[int, str]:
    """Return the status and the words of an answer, whichever proposal they are about."""
    place = address.format(slug=SLUG, proposal=proposal)
    if address in DONE:
        answer = visit.submit(place, DONE[address])
    elif address in TOLD:
        headers = {"X-CSRF-Token": visit.form_token()}
        answer = visit.post(place, json=dict(TOLD[address]), headers=headers)
    else:
        answer = visit.get(place)
    return answer.status_code, answer.text.replace(proposal, "P")
