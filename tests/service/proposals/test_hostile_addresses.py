"""Hostile strings in addresses and forms of proposals, the history, comparing and passages.

Whatever somebody types, sends or bends: kept as it is, or refused with a reason, never a crash.
"""

import re
from collections.abc import Callable, Iterator
from typing import cast
from urllib.parse import quote

import pytest
from httpx import Response

from service.accounts.model import Actor
from service.app import create_app
from service.proposals.model import Proposal
from service.web.forms import HEADER
from tests.conftest import SLUG
from tests.service.document.reading import hostile
from tests.service.proposals.conftest import Work
from tests.visit import Visit, signed_in

STRINGS = hostile()
#: Those that stand alone where a request costs more.
FEW = STRINGS[::12]
#: Values that a field of ours holds, bent.
BENT = ("", "0", "-1", "9" * 30, "٣", "1.5", "NaN", "draft", "proposal:", "../..", "a" * 300)


class Somebody(Visit):
    """Somebody at the pages, who keeps the token of one form."""

    def __init__(self, work: Work, actor: Actor) -> None:
        super().__init__(create_app(work.parts), redirects=False)
        signed_in(self, work.parts.database, actor)
        self.headers[HEADER] = self.form_token()

    def fill_in(self, address: str, **fields: object) -> Response:
        """Send a form."""
        return cast(Response, self.post(address, data=fields))

    def look(self, address: str) -> Response:
        """Open a page."""
        return cast(Response, self.get(address))


@pytest.fixture
def somebody(work: Work) -> Iterator[Somebody]:
    """The owner, to whom every door is open."""
    with Somebody(work, work.people["owner"]) as visit:
        yield visit


Sent = Iterator[Response]


def parts_of_addresses(visit: Somebody, proposal: Proposal, _: str) -> Sent:
    """Every part of an address."""
    home, of = f"/s/{SLUG}", proposal.address
    places = [f"{home}/proposals/{{}}", f"{home}/proposals/{{}}/edit", f"{of}/edit/{{}}"]
    places += [f"{of}/text?revision={{}}", f"{of}/text/{{}}", f"{of}/update?kept={{}}"]
    places += [f"{home}/proposals/{{}}/merging", "/api/v1/proposals/{}"]
    places += ["/api/v1/proposals/{}/text", f"{home}/compare/{{}}..proposal:{proposal.id}"]
    places += [f"{home}/compare/draft..proposal:{{}}", f"{home}/compare/draft..draft?view={{}}"]
    places += [f"{home}/compare?from={{}}&to={{}}&view={{}}", f"{home}/compare/word/{{}}/draft"]
    places += [f"{home}/compare/word/{'0' * 32}/{{}}", f"{home}/compare/word?beside={{}}"]
    places += [f"{home}/history?page={{}}", f"{home}/history?section={{}}&person={{}}"]
    places += [f"{home}/history/{{}}", f"{home}/passage?block={{}}", f"{home}/restore/{{}}"]
    places += [f"{home}/passage?block=b2&start={{}}&end={{}}", f"{home}/together/{{}}"]
    places += [f"/api/v1/strategies/{SLUG}/passage?block=b2&start={{}}&end={{}}"]
    places += [f"/api/v1/strategies/{SLUG}/comparison?from={{}}&to={{}}"]
    places += [f"/api/v1/strategies/{SLUG}/history?section={{}}&limit={{}}&skip={{}}"]
    for number, each in enumerate(STRINGS):
        for place in places[number % 6 :: 6]:
            yield visit.look(place.replace("{}", quote(each, safe="")))
    for place in places:
        for each in BENT:
            yield visit.look(place.replace("{}", quote(each, safe="")))


def beginning(visit: Somebody, _: Proposal, draft: str) -> Sent:
    """The title, the reason, and who writes it too."""
    del draft
    for each in FEW:
        yield visit.fill_in(f"/s/{SLUG}/proposals/new", title=each, reason=each)
        yield visit.fill_in(f"/s/{SLUG}/proposals/new", title="A", reason="B", contributors=[each])
        yield visit.fill_in(f"/s/{SLUG}/suggestions/proposal", thread=[each], title=each)


def writing(visit: Somebody, proposal: Proposal, draft: str) -> Sent:
    """The text of a section, the whole text, and the revision that was seen."""
    of = proposal.address
    for each in FEW:
        seen = re.findall(r'"revision":"([0-9a-f]{40})"', visit.look(f"{of}/text").text)[0]
        form = {"source": f"## Aims\n\n{each}\n", "what_changed": each, "expecting": seen}
        yield visit.fill_in(f"{of}/edit/aims", **form)
        yield visit.fill_in(f"{of}/edit/_control", source=f"title: {each}", expecting=seen)
        yield visit.fill_in(f"{of}/text", text=each, expecting=seen, what_changed=each)
        yield visit.fill_in(f"{of}/text/presence", section=each, revision=each)
    for each in BENT:
        yield visit.fill_in(f"{of}/edit/aims", source="## Aims\n", expecting=each, remove=each)
        yield visit.fill_in(f"{of}/text", text=f"# A\n\n{each}\n", expecting=each)
        yield visit.fill_in(f"{of}/text", text=f"# A\n\n{each}\n", expecting=draft)
        picture = {"picture": (each, each.encode())}
        form = {"alternative": each}
        yield cast(Response, visit.post(f"{of}/text/figures", data=form, files=picture))


def deciding(visit: Somebody, proposal: Proposal, draft: str) -> Sent:
    """What is ticked and written on the way, what is chosen, and what was seen."""
    of = proposal.address
    for each in (*FEW, *BENT):
        words = {f"words-{each[:20]}": each, "words-1": each, "take": [each, "1"]}
        seen = {"expecting": draft, "tip": proposal.tip}
        yield visit.fill_in(f"{of}/merging", **seen, **words, do="preview", what_changed=each)
        yield visit.fill_in(f"{of}/merging", expecting=each, tip=proposal.tip, take="1")
        yield visit.fill_in(f"{of}/merging", expecting=draft, tip=each, take=each, do=each)
        chosen = {f"choice-{each[:20]}": each, f"words-{each[:20]}": each}
        yield visit.fill_in(f"{of}/update", **chosen, kept=each, do=each, tip=each, draft=each)
        yield visit.fill_in(f"{of}/update/kept", **chosen, what_changed=each)
        yield visit.fill_in(f"{of}/remarks", body=each)
        yield visit.fill_in(f"{of}/reviewers", people=[each])


#: What is sent, and of how many of its answers at least this share is no refusal.
KEPT: dict[Callable[[Somebody, Proposal, str], Sent], float] = {
    parts_of_addresses: 0.1,
    beginning: 0.2,
    writing: 0.3,
    deciding: 0.3,
}


@pytest.mark.slow
@pytest.mark.parametrize("sent", KEPT, ids=lambda each: each.__name__)
def test_hostile_strings_crash_nothing(
    work: Work,
    proposal: Proposal,
    somebody: Somebody,
    sent: Callable[[Somebody, Proposal, str], Sent],
) -> None:
    """Each is kept, or refused with a reason; the pages that show them open afterwards."""
    answers = list(sent(somebody, proposal, work.draft()))
    crashed = [each for each in answers if each.status_code >= 500]
    assert [(str(each.request.url)[:300], each.text[:300]) for each in crashed] == []
    assert not [each for each in answers if "not sent from a page of this service" in each.text]
    assert sum(each.status_code < 400 for each in answers) >= len(answers) * KEPT[sent]
    pages = (proposal.address, f"/s/{SLUG}/proposals", f"/s/{SLUG}/history", f"/s/{SLUG}/compare")
    for page in pages:
        assert somebody.look(page).status_code in (200, 303)


@pytest.mark.parametrize(
    "path",
    [
        "/s/{slug}/proposals/{proposal}",
        "/s/{slug}/proposals/{proposal}/edit/aims",
        "/s/{slug}/compare/draft..proposal:{proposal}",
        "/api/v1/strategies/{slug}/comparison?from=draft&to=proposal:{proposal}",
    ],
)
def test_a_proposal_is_found_under_its_own_strategy_alone(
    proposal: Proposal, somebody: Somebody, path: str
) -> None:
    """An address that was put together from two others leads nowhere."""
    for slug in ("another", "..", "cancer-researc", SLUG.upper()):
        answer = somebody.look(path.format(slug=quote(slug, safe=""), proposal=proposal.id))
        assert answer.status_code == 404


def test_the_same_form_sent_twice_does_it_once(
    work: Work, proposal: Proposal, somebody: Somebody
) -> None:
    """Somebody who presses twice is told that it is done already, and by whom."""
    form = {"expecting": work.draft(), "tip": proposal.tip, "take": ["1", "2"]}
    first, second = (somebody.fill_in(f"{proposal.address}/merging", **form) for _ in range(2))
    assert (first.status_code, second.status_code) == (303, 409)
    assert "Olive Owner has merged this proposed revision already" in second.text
    for verb, said in (("declining", {"declining": "No."}), ("withdrawal", {})):
        late = somebody.fill_in(f"{proposal.address}/{verb}", **said)
        assert late.status_code in (403, 409)
    assert len(work.revisions()) == 2
