"""The pages of proposed revisions, as a browser without scripts uses them."""

import re
from collections.abc import Callable

import pytest

from service.accounts.model import Actor
from service.proposals.model import Proposal, State
from tests.conftest import SLUG
from tests.service.document.reading import hostile
from tests.service.proposals.conftest import DRAFT, PROPOSED, Work
from tests.visit import Visit

As = Callable[[str], Visit]
HOME = f"/s/{SLUG}/proposals"


@pytest.fixture
def visit(work: Work, visit_as: Callable[[Actor], Visit]) -> As:
    """Browsers of sorts, by what somebody is to the strategy."""
    return lambda who: visit_as(work.people[who])


def seen(work: Work, proposal: Proposal) -> dict[str, str]:
    """Return what the form for merging carries."""
    return {"expecting": work.draft(), "tip": work.again(proposal).tip}


def test_from_beginning_to_merged(work: Work, visit: As) -> None:
    """A reviewer proposes and writes, an author is asked and speaks, the owner merges some."""
    reviewer, owner = visit("reviewer"), visit("owner")
    begun = reviewer.submit(f"{HOME}/new", {"title": "More nurses", "reason": "Few.\n\nToo few."})
    address = begun.url.path.removesuffix("/edit")
    assert "Edit the proposed text" in begun.text
    form = reviewer.get(f"{address}/edit/aims").text
    expecting = re.findall(r'name="expecting" value="([0-9a-f]{40})"', form)[0]
    saved = reviewer.submit(
        f"{address}/edit/aims",
        {"expecting": expecting, "source": "## Aims\n\n- to ask\n- to hear\n- to act\n"},
    )
    assert "Saved to the proposal" in saved.text
    reviewer.submit(f"{address}/reviewers", {"people": [work.people["author"].id]})
    visit("author").submit(f"{address}/remarks", {"body": "Act on what?"})
    shown = owner.get(address).text
    for words in ("More nurses", "Too few.", "Arthur Author", "Act on what?", 'id="c1"'):
        assert words in shown
    proposal = work.only()
    preview = owner.submit(
        f"{address}/merging", {**seen(work, proposal), "take": "1", "do": "preview"}
    )
    assert "What merging would change in the draft" in preview.text
    merged = owner.submit(f"{address}/merging", {**seen(work, proposal), "take": ["1"]})
    assert "Merged into the draft" in merged.text
    assert "to act" in work.text(work.draft())
    assert "Merged" in owner.get(address).text


def test_edits_on_the_way(work: Work, proposal: Proposal, visit: As) -> None:
    """What the owner wrote instead goes in; what was not ticked stays out."""
    form = {**seen(work, proposal), "take": ["1"], "words-1": "The region funds nurses.\r\n"}
    visit("owner").submit(f"{proposal.address}/merging", form)
    text = work.text(work.draft())
    assert "\nThe region funds nurses.\n\n## Aims" in text
    assert "to listen" not in text


def test_untouched_text_areas_change_nothing(work: Work, proposal: Proposal, visit: As) -> None:
    """Sent back as a browser sends them, they are the words that were proposed."""
    page = visit("owner").get(proposal.address).text
    areas = dict(re.findall(r'<textarea name="(words-\d+)"[^>]*>([^<]*)</textarea>', page))
    assert len(areas) == 2
    sent = {name: words.replace("\n", "\r\n") for name, words in areas.items()}
    form = {**seen(work, proposal), **sent, "take": ["1", "2"]}
    visit("owner").submit(f"{proposal.address}/merging", form)
    assert work.text(work.draft()) == PROPOSED
    (revision, _) = work.revisions()
    assert work.parts.repositories.at(SLUG).revision(revision.id).co_authors == ()


def test_nothing_chosen_is_told(work: Work, proposal: Proposal, visit: As) -> None:
    """The page comes back as it was sent."""
    form = {**seen(work, proposal), "words-1": "Mine.", "what_changed": "Why not"}
    answer = visit("owner").submit(f"{proposal.address}/merging", form)
    assert answer.status_code == 422
    assert "Choose at least one change" in answer.text
    assert ">Mine.</textarea>" in answer.text
    assert 'value="Why not"' in answer.text
    assert not re.search(r'name="take" value="\d" checked', answer.text)


def test_who_is_too_late_loses_nothing(work: Work, proposal: Proposal, visit: As) -> None:
    """Told who merged it, with what they had written."""
    form = {**seen(work, proposal), "take": ["1", "2"]}
    visit("author").submit(f"{proposal.address}/merging", form)
    late = visit("owner").submit(
        f"{proposal.address}/merging", {**form, "words-2": "- to answer at length"}
    )
    assert late.status_code == 409
    assert "Arthur Author has merged this proposed revision already" in late.text
    assert "- to answer at length" in late.text
    assert work.text(work.draft()) == PROPOSED


def test_choices_stay_when_the_draft_moves(work: Work, proposal: Proposal, visit: As) -> None:
    """Ticks and words stay with the changes that are still the same."""
    form = {**seen(work, proposal), "take": ["2"], "words-2": "- to reply"}
    work.rewrite("# Cancer research\n", "# Cancer research\n\nA new beginning.\n", who="author")
    work.rewrite("two years", "three years", who="author")
    answer = visit("owner").submit(f"{proposal.address}/merging", form)
    assert answer.status_code == 409
    assert "Arthur Author changed the draft" in answer.text
    assert ">- to reply</textarea>" in answer.text
    assert re.search(r'name="take" value="2" checked', answer.text)
    assert not re.search(r'name="take" value="1" checked', answer.text)


def test_the_merge_page(work: Work, proposal: Proposal, visit: As) -> None:
    """Before, both sides and one's own words; nothing is saved before somebody has chosen."""
    work.rewrite("twelve research", "a dozen research")
    reviewer, address = visit("reviewer"), f"{proposal.address}/update"
    page = reviewer.get(address).text
    for words in ("Before", "Keep the proposal’s", "Keep the draft’s", "Write it yourself"):
        assert words in page
    (clash,) = set(re.findall(r'name="choice-(m[0-9a-f-]+)"', page))
    refused = reviewer.submit(address, {"what_changed": "Caught up"})
    assert refused.status_code == 422
    assert "Choose what to keep." in refused.text
    form = {f"choice-{clash}": "write", f"words-{clash}": "A score of nurses."}
    kept = reviewer.submit(address, {**form, "do": "keep"})
    assert "Kept for you" in kept.text
    assert "A score of nurses.</textarea>" in reviewer.get(address).text
    reviewer.submit(f"{address}/kept", {**form, f"words-{clash}": "Twenty-one nurses."})
    assert "Twenty-one nurses.</textarea>" in reviewer.get(address).text
    saved = reviewer.submit(address, form)
    assert "Brought up to date" in saved.text
    assert "A score of nurses." in work.text(work.again(proposal).tip)
    assert "is up to date with the draft already" in reviewer.get(address).text


def test_what_was_typed_is_kept_where_somebody_else_saved(
    work: Work, proposal: Proposal, visit: As
) -> None:
    """It waits on the merge page, even in another browser, until it is saved or let go."""
    work.revise(proposal, "two years", "three years")
    author, form = visit("author"), {"expecting": proposal.tip, "what_changed": "Four"}
    typed = {**form, "source": "## Money\n\nEnough of it is there for four years.\n"}
    answer = author.submit(f"{proposal.address}/edit/money", typed)
    assert answer.url.path == f"{proposal.address}/update"
    assert "Keep Rita’s" in answer.text
    again = visit("author").get(f"{proposal.address}/update").text
    assert "four years" in again
    assert "Go on with it" in author.get(proposal.address).text
    assert "Go on with it" not in visit("owner").get(proposal.address).text
    (clash,) = set(re.findall(r'name="choice-(m[0-9a-f-]+)"', again))
    saved = author.submit(f"{proposal.address}/update", {f"choice-{clash}": "ours"})
    assert "Go on with it" not in saved.text
    assert "for four years" in work.text(work.again(proposal).tip)
    assert work.credited(proposal) == (work.people["reviewer"].id, work.people["author"].id)


def test_giving_up_lets_go(work: Work, proposal: Proposal, visit: As) -> None:
    """The merge page begins anew."""
    work.rewrite("two years", "three years")
    reviewer, address = visit("reviewer"), f"{proposal.address}/update"
    reviewer.submit(address, {"do": "keep", "what_changed": "Half way"})
    assert "Half way" in reviewer.get(address).text
    reviewer.submit(address, {"do": "drop"})
    assert "Half way" not in reviewer.get(address).text
    assert work.again(proposal).tip == proposal.tip


def test_declining_and_withdrawing(work: Work, proposal: Proposal, visit: As) -> None:
    """With a reason that everybody reads; a second decision is refused by name."""
    owner = visit("owner")
    assert owner.submit(f"{proposal.address}/declining", {}).status_code == 422
    answer = owner.submit(f"{proposal.address}/declining", {"declining": "Too dear."})
    assert "Too dear." in answer.text
    assert work.again(proposal).state is State.DECLINED
    late = visit("reviewer").submit(f"{proposal.address}/withdrawal")
    assert late.status_code == 409
    assert "Olive Owner has declined" in late.text
    assert "Declined" in owner.get(HOME).text


def test_no_word_of_git_is_shown(work: Work, proposal: Proposal, visit: As) -> None:
    """Nor the marks of a conflict, on any page of a proposal that clashes."""
    work.rewrite("twelve research", "a dozen research")
    owner = visit("owner")
    for path in (HOME, f"{HOME}/new", *(proposal.address + p for p in PARTS)):
        text = re.sub(r"<[^>]+>", " ", owner.get(path).text)
        assert not re.search(r"\b(commit|branch|rebase|HEAD|conflict marker)\b|<<<<", text), path


PARTS = ("", "/edit", "/edit/aims", "/update", "/merging")


@pytest.mark.parametrize("part", PARTS)
def test_confidential_proposals_are_not_there(
    work: Work, proposal: Proposal, visit: As, part: str
) -> None:
    """Whoever may not read the strategy is told what they are told where there is nothing."""
    work.rewrite("visibility: public", "visibility: confidential")
    stranger = visit("stranger")
    there = stranger.get(proposal.address + part)
    nowhere = stranger.get(f"{HOME}/{'0' * 26}{part}")
    assert there.status_code == nowhere.status_code == 404
    seal = re.compile(r'value="[0-9a-f]{64}"')
    assert seal.sub("", there.text).replace(proposal.id, "") == seal.sub("", nowhere.text).replace(
        "0" * 26, ""
    )
    assert stranger.get(HOME).status_code == 404


def test_a_draft_without_proposals_says_so(work: Work, visit: As) -> None:
    """An empty list, and the way to begin one for who may."""
    assert work.text(work.draft()) == DRAFT
    assert "Nothing is proposed" in visit("reader").get(HOME).text
    assert "Propose a revision" not in visit("reader").get(HOME).text
    assert "Propose a revision" in visit("reviewer").get(HOME).text


def test_hostile_words_are_words(work: Work, visit: As) -> None:
    """In every field and on every page they are shown as they were typed, and nothing else."""
    reviewer, owner = visit("reviewer"), visit("owner")
    strings = hostile()
    evil = next(each for each in strings if "<script" in each)
    many = "\n\n".join(strings)[:15_000]
    begun = reviewer.submit(f"{HOME}/new", {"title": evil[:200], "reason": many})
    address = begun.url.path.removesuffix("/edit")
    assert address.startswith(HOME), begun.text
    proposal = work.only()
    form = {"expecting": proposal.tip, "source": f"## Aims\n\n{many}\n", "what_changed": many}
    saved = reviewer.submit(f"{address}/edit/aims", form)
    assert saved.status_code == 200
    reviewer.submit(f"{address}/remarks", {"body": many})
    work.rewrite("- to ask", "- to ask again")
    form = {"what_changed": many, "do": "keep", "choice-x": "write", "words-x": many}
    assert reviewer.submit(f"{address}/update", form).status_code == 200
    for path in (HOME, *(address + part for part in PARTS)):
        answer = owner.get(path)
        assert answer.status_code == 200
        assert "<script>" not in re.sub(r"<script [^>]*></script>", "", answer.text)
    declined = owner.submit(f"{address}/declining", {"declining": many})
    assert declined.status_code == 200


@pytest.mark.parametrize("part", ["", "/update", "/merging", "/edit", "/edit/aims"])
def test_odd_addresses_are_not_there(proposal: Proposal, visit: As, part: str) -> None:
    """Another strategy's, none's and nobody's: the same page that says so."""
    owner = visit("owner")
    for odd in ("x", "..%2f..", "0" * 26, proposal.id.upper()):
        assert owner.get(f"{HOME}/{odd}{part}").status_code == 404
    assert owner.get(proposal.address.replace(SLUG, "infection") + part).status_code == 404


@pytest.mark.parametrize("take", ["0", "-1", "9" * 40, "x", "²", "1 OR 1=1"])
def test_odd_numbers_take_nothing(work: Work, proposal: Proposal, visit: As, take: str) -> None:
    """What is no number of a change is no change."""
    form = {**seen(work, proposal), "take": [take], f"words-{take}": "Evil."}
    answer = visit("owner").submit(f"{proposal.address}/merging", form)
    assert answer.status_code == 422
    assert work.again(proposal).open
