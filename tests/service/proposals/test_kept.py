"""What somebody typed and chose and could not save: it is kept, whatever happens meanwhile."""

import re
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest

from service.accounts.model import Actor
from service.library.lately import Lately
from service.library.save import LONGEST
from service.proposals import fit
from service.proposals.follow import follow
from service.proposals.keep import begun_with, keep_choices, keep_typed
from service.proposals.model import Proposal
from service.proposals.read import DRAFT as FOLLOWING
from service.proposals.read import all_unsettled, unsettled
from tests.service.proposals.conftest import PROPOSED, Work
from tests.visit import Visit

As = Callable[[str], Visit]


@pytest.fixture
def visit(work: Work, visit_as: Callable[[Actor], Visit]) -> As:
    """Browsers of sorts, by what somebody is to the strategy."""
    return lambda who: visit_as(work.people[who])


def test_each_typed_text_is_kept_by_itself(work: Work, proposal: Proposal, reviewer: Actor) -> None:
    """A second does not replace a first, and bringing up to date lets go of neither."""
    work.rewrite("two years", "three years")
    with work.parts.database.write() as db:
        for words in ("one", "two", "two"):
            text = PROPOSED.replace("to ask", words)
            keep_typed(db, reviewer, proposal.id, text=text, base=proposal.tip, what_changed="")
        begun = begun_with(reviewer, proposal, work.draft())
        keep_choices(db, reviewer, begun, choices={}, written={}, what_changed="x")
        assert unsettled(db, reviewer, proposal, FOLLOWING)
        draft, tip = work.draft(), proposal.tip
        follow(db, work.parts.repositories, reviewer, proposal.id, expecting=tip, draft=draft)
        assert unsettled(db, reviewer, proposal, FOLLOWING) is None
        texts = [each.text or "" for each in all_unsettled(db, reviewer, proposal)]
    assert ["- one" in texts[0], "- two" in texts[1], len(texts)] == [True, True, 2]


def clash_on(page: str) -> str:
    """Return the id of the only passage that somebody must choose."""
    clashes: set[str] = set(re.findall(r'name="choice-(m[0-9a-f-]+)"', page))
    (clash,) = clashes
    return clash


@pytest.mark.parametrize("merging", [True, False])
def test_what_is_typed_while_somebody_decides_is_kept(
    work: Work, proposal: Proposal, visit: As, merging: bool
) -> None:
    """It is shown, stays with the decided proposal, and can be proposed anew."""
    reviewer, owner, address = visit("reviewer"), visit("owner"), proposal.address
    if merging:
        form = {"expecting": work.draft(), "tip": proposal.tip, "take": ["1", "2"]}
        owner.submit(f"{address}/merging", form)
    else:
        owner.submit(f"{address}/declining", {"declining": "No."})
    typed = {"expecting": proposal.tip, "source": "## Aims\n\n- to ask at length\n"}
    told = reviewer.submit(f"{address}/edit/aims", typed)
    assert "Olive Owner has" in told.text
    assert "to ask at length" in told.text
    assert f"{address}/update?kept=" in reviewer.get(address).text
    assert "kept=" not in owner.get(address).text
    kept = re.findall(r'name="kept" value="(\w+)"', told.text)[0]
    begun = reviewer.submit(f"{address}/update", {"kept": kept, "do": "propose"})
    assert begun.url.path != address
    made = begun.url.path.rsplit("/", 1)[-1]
    assert "to ask at length" in work.text(work.parts.repositories.at(work.slug).proposals()[made])
    assert "kept=" not in reviewer.get(address).text


def test_what_cannot_be_kept_is_shown(proposal: Proposal, visit: As) -> None:
    """A text that is too long comes back in the form, decided or not."""
    visit("owner").submit(f"{proposal.address}/declining", {"declining": "No."})
    typed = {"expecting": proposal.tip, "source": f"## Aims\n\n{'long ' * (LONGEST // 5 + 1)}\n"}
    told = visit("reviewer").submit(f"{proposal.address}/edit/aims", typed)
    assert told.status_code == 422
    assert "long long long" in told.text


def test_what_is_chosen_while_somebody_decides_is_kept(
    work: Work, proposal: Proposal, visit: As
) -> None:
    """What was written on the merge page is there to be copied."""
    work.rewrite("twelve", "fifteen")
    reviewer, address = visit("reviewer"), f"{proposal.address}/update"
    clash = clash_on(reviewer.get(address).text)
    visit("owner").submit(f"{proposal.address}/declining", {"declining": "No."})
    form = {f"choice-{clash}": "write", f"words-{clash}": "Some nurses."}
    told = reviewer.submit(address, {**form, "kept": "draft"})
    assert "Olive Owner has declined" in told.text
    assert "Some nurses." in told.text


def test_words_written_too_late_are_left_over(work: Work, proposal: Proposal, visit: As) -> None:
    """Where somebody else brought it up to date, they are on the page until they are let go."""
    work.rewrite("twelve", "fifteen")
    reviewer, address = visit("reviewer"), f"{proposal.address}/update"
    clash = clash_on(reviewer.get(address).text)
    visit("author").submit(address, {f"choice-{clash}": "ours"})
    form = {f"choice-{clash}": "write", f"words-{clash}": "Some nurses."}
    assert "Some nurses." in reviewer.submit(address, form).text
    assert "Some nurses." in reviewer.get(address).text
    reviewer.submit(address, {"do": "drop", "kept": "draft"})
    assert "is up to date with the draft already" in reviewer.get(address).text


def test_keeping_theirs_leaves_nothing_to_save(work: Work, proposal: Proposal, visit: As) -> None:
    """What was typed is let go, and the person told so."""
    work.revise(proposal, "to answer", "to reply", who="author")
    reviewer = visit("reviewer")
    typed = {"expecting": proposal.tip, "source": "## Aims\n\n- to ask\n- to listen, to shout\n"}
    page = reviewer.submit(f"{proposal.address}/edit/aims", typed).text
    form = {f"choice-{clash_on(page)}": "theirs"}
    told = reviewer.submit(f"{proposal.address}/update", form)
    assert "There was nothing left to save" in told.text
    assert "Go on with it" not in told.text


def test_the_draft_that_was_seen_is_the_one_taken_in(
    work: Work, proposal: Proposal, visit: As
) -> None:
    """Where it moved since, nothing is saved; the page comes again with the choices."""
    work.rewrite("twelve", "fifteen")
    reviewer, address = visit("reviewer"), f"{proposal.address}/update"
    page = reviewer.get(address).text
    names = ("kept", "draft", "tip")
    seen = {each: re.findall(rf'name="{each}" value="(\w*)"', page)[0] for each in names}
    work.rewrite("two years", "three years")
    clash = clash_on(page)
    form = {f"choice-{clash}": "write", f"words-{clash}": "Some nurses.", **seen}
    again = reviewer.submit(address, form)
    assert "Somebody saved meanwhile" in again.text
    assert "Some nurses.</textarea>" in again.text
    assert work.again(proposal).tip == proposal.tip
    saved = reviewer.submit(address, {**form, "draft": work.draft()})
    assert "Brought up to date" in saved.text


@pytest.mark.parametrize("part", ["update", "declining"])
def test_texts_are_merged_while_others_may_write(
    work: Work, proposal: Proposal, visit: As, part: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A form is worked out before it waits for its turn to write."""
    monkeypatch.setattr(fit, "_kept", Lately(20_000_000))
    work.rewrite("two years", "three years")
    owner, draft = visit("owner"), work.draft()
    owner.form_token()
    key = (work.slug, proposal.base, proposal.tip, draft)
    assert fit._kept.get(key) is None
    with ThreadPoolExecutor() as pool:
        with work.parts.database.write():
            answer = pool.submit(owner.submit, f"{proposal.address}/{part}", {"declining": "No."})
            until = time.monotonic() + 60
            while fit._kept.get(key) is None and time.monotonic() < until:
                time.sleep(0.01)
            assert fit._kept.get(key) is not None
            assert not answer.done()
        assert answer.result().status_code == 200
