"""What browsers and programs are shown of a discussion, and what they send."""

import re
from collections.abc import Callable, Mapping

import pytest

from service.accounts.model import Actor
from service.accounts.tokens import make_token
from service.comments import remarks, store
from service.comments.decide import LONGEST_REASON
from service.comments.discuss import LONGEST, reply
from service.comments.edit import edit
from service.comments.suggest import LONGEST_WORDS
from service.comments.window import WINDOW
from service.parts import Parts
from tests.service.comments.conftest import SLUG
from tests.service.comments.saying import comment, comment_on
from tests.visit import Visit

Rewrite = Callable[[str, str], str]
VisitAs = Callable[[Actor], Visit]
LINE = "We will **publish** what we find, whether or not it is what we hoped for.\n\n"


def test_a_comment_is_edited_and_deleted_without_scripts(
    parts: Parts, revision: str, reviewer: Actor, visit_as: VisitAs
) -> None:
    """The pages carry what was seen; afterwards the mark shows beside the text."""
    first = comment(parts, reviewer, revision, None, "One").comments[0]
    address = f"/s/{SLUG}/threads/{first.thread}/comments/{first.id}"
    visit = visit_as(reviewer)
    assert 'name="expecting" value=""' in visit.get(f"{address}/edit").text
    shown = visit.submit(f"{address}/edit", {"body": "Two", "expecting": ""}).text
    assert "Two" in shown
    assert "(edited)" in shown
    assert "Two" in visit.get(f"{address}/deletion").text
    gone = visit.submit(f"{address}/deletion").text
    assert "Two" not in gone
    assert "deleted by its author" in gone


def test_an_edit_over_another_shows_both(
    parts: Parts, revision: str, reviewer: Actor, visit_as: VisitAs
) -> None:
    """Nothing typed is lost: the field keeps it, and what the comment says by now stands above."""
    first = comment(parts, reviewer, revision, None, "One").comments[0]
    with parts.database.write() as db:
        edit(db, reviewer, first.id, body="Meanwhile", expecting="")
    address = f"/s/{SLUG}/threads/{first.thread}/comments/{first.id}/edit"
    visit = visit_as(reviewer)
    answer = visit.submit(address, {"body": "Typed", "expecting": ""})
    assert answer.status_code == 409
    assert "Meanwhile" in answer.text
    assert "Typed" in answer.text
    seen = re.search(r'name="expecting" value="([^"]+)"', answer.text)
    assert seen
    assert visit.submit(address, {"body": "Typed", "expecting": seen[1]}).status_code == 200


def test_a_comment_of_another_thread_is_missing(
    parts: Parts, revision: str, reviewer: Actor, visit_as: VisitAs
) -> None:
    """An address that was put together by hand changes nothing."""
    one = comment(parts, reviewer, revision, None, "One").comments[0]
    two = comment(parts, reviewer, revision, None, "Two").comments[0]
    address = f"/s/{SLUG}/threads/{one.thread}/comments/{two.id}"
    visit = visit_as(reviewer)
    for what in ("edit", "deletion"):
        assert visit.get(f"{address}/{what}").status_code == 404
        assert visit.submit(f"{address}/{what}", {"body": "Three"}).status_code == 404


def test_the_form_sent_twice_makes_one_comment(
    parts: Parts, revision: str, reviewer: Actor, visit_as: VisitAs
) -> None:
    """Every form names its posting; the second answer leads to the same comment."""
    visit = visit_as(reviewer)
    form = visit.get(f"/s/{SLUG}/comment").text
    key = re.search(r'name="key" value="([^"]+)"', form)
    assert key
    sent = {"body": "Once", "key": key[1]}
    for _ in range(2):
        answer = visit.submit(f"/s/{SLUG}/r/{revision}/threads", sent)
        assert answer.status_code == 200
    with parts.database.read() as db:
        assert len(store.threads_of(db, SLUG, store.ALL)) == 1


def test_a_lost_comment_is_pointed_to_its_place_without_scripts(
    parts: Parts, revision: str, reviewer: Actor, visit_as: VisitAs, rewrite: Rewrite
) -> None:
    """Section, paragraph, sentence: each step is a link, and the last one a form."""
    begun = comment(parts, reviewer, revision, "what we hoped for")
    rewrite(LINE, "")
    visit, address = visit_as(reviewer), f"{begun.thread.address}/place"
    sections = visit.get(address).text
    assert "Confirm that the passage is gone" in sections
    blocks = visit.get(_link(sections, "section=cancer-research")).text
    last = visit.get(_link(blocks, "block=b2")).text
    revision_seen = re.search(r'name="revision" value="([0-9a-f]{40})"', last)
    part = re.search(r'value="(\d+-\d+)"', last)
    assert revision_seen
    assert part
    sent = {"revision": revision_seen[1], "block": "b2", "part": part[1]}
    shown = visit.submit(address, sent)
    assert shown.status_code == 200
    assert "comment on words that are gone" not in shown.text
    assert "The region will fund twelve research nurses" in shown.text
    for page in (shown.text, visit.get(begun.thread.address).text):
        assert f"Moved to these words by {reviewer.name}, " in page
        assert "it was made on “what we hoped for”" in page


def test_a_passage_that_is_gone_is_confirmed(
    parts: Parts, revision: str, reviewer: Actor, owner: Actor, visit_as: VisitAs, rewrite: Rewrite
) -> None:
    """The card says who confirmed it, and what stood around the words."""
    begun = comment(parts, reviewer, revision, "what we hoped for")
    rewrite(LINE, "")
    shown = visit_as(owner).submit(f"{begun.thread.address}/farewell").text
    assert f"{owner.name} confirmed that the passage is gone" in shown
    assert "whether or not it is" in shown
    assert re.search(r"data-orphans [^>]* data-left-out>", shown)
    assert "1 comment on passages confirmed gone" in shown


def test_the_list_narrows_and_turns_pages(
    parts: Parts, revision: str, reviewer: Actor, owner: Actor, visit_as: VisitAs
) -> None:
    """Each filter leaves what it says, and every thread is on one page."""
    for number in range(52):
        comment_on(parts, owner, revision, None, f"Owner {number}.")
    comment_on(parts, reviewer, revision, None, "By the reviewer.")
    visit, address = visit_as(reviewer), f"/s/{SLUG}/threads"
    first, second = visit.get(address).text, visit.get(f"{address}?from=50").text
    on_both = [set(re.findall(r'data-thread="(\w+)"', page)) for page in (first, second)]
    assert [len(each) for each in on_both] == [50, 3]
    assert not on_both[0] & on_both[1]
    assert "53 comments" in first
    mine = visit.get(f"{address}?mine=1").text
    assert re.findall(r"By the reviewer|Owner \d+", mine) == ["By the reviewer"]
    for nothing in (
        "kind=question",
        "show=resolved",
        "organisation=X",
        "section=x",
        "suggestions=1",
    ):
        assert "data-thread" not in visit.get(f"{address}?{nothing}").text


def test_a_page_holds_a_window_and_its_numbers_count_all(
    parts: Parts, revision: str, reviewer: Actor, visit_as: VisitAs
) -> None:
    """Up to a window's worth the page is complete; beyond, a thread's address always finds it."""
    begun = [
        comment(parts, reviewer, revision, "Each trust names one lead.") for _ in range(WINDOW)
    ]
    visit = visit_as(reviewer)
    complete = visit.get(f"/s/{SLUG}").text
    assert complete.count("data-thread=") == WINDOW
    assert "data-complete" in complete
    begun.append(comment(parts, reviewer, revision, "The last paragraph"))
    first = visit.get(f"/s/{SLUG}").text
    assert first.count("data-thread=") == WINDOW
    assert "data-complete" not in first
    last = begun[-1].thread.id
    assert f"/s/{SLUG}?at={last}#t-{last}" in first.replace("&amp;", "&")
    assert f">{WINDOW}<span" in first
    other = visit.get(f"/s/{SLUG}?at={last}").text
    assert re.findall(r'data-thread="(\w+)"', other) == [last]
    resolved = visit.submit(f"/s/{SLUG}/threads/{last}/resolution").text
    assert f'id="t-{last}"' in resolved
    assert resolved.count("data-thread=") == 1
    for filtered in ("", "&kind=question", "&show=open&organisation=X"):
        assert f'id="t-{last}"' in visit.get(f"/s/{SLUG}?at={last}{filtered}").text
    assert 'id="t-' in visit.get(f"/s/{SLUG}?at=nothing").text
    assert visit.get(f"/s/{SLUG}?from=nonsense&show=x&kind=y").status_code == 200


def test_people_are_offered_by_what_their_names_begin_with(
    revision: str, reviewer: Actor, visit_as: VisitAs
) -> None:
    """Names and organisations of those who may read, at most eight, and no addresses."""
    assert revision
    found = visit_as(reviewer).get(f"/s/{SLUG}/people?q=ow").json()
    assert found == [{"name": "Olive Owner", "organisation": "Mersey General Trust"}]
    everybody = visit_as(reviewer).get(f"/s/{SLUG}/people")
    assert len(everybody.json()) == 6
    assert "@" not in everybody.text


@pytest.fixture
def program(parts: Parts, reviewer: Actor, client: Visit) -> Visit:
    """A program of the reviewer's."""
    with parts.database.write() as db:
        _, token = make_token(db, reviewer, "a program")
    client.headers["Authorization"] = f"Bearer {token}"
    return client


def test_a_program_posts_once_edits_and_deletes(
    parts: Parts, revision: str, program: Visit, people: Mapping[str, Actor]
) -> None:
    """The key makes it one posting; an edit says what it saw; deleting erases."""
    assert revision
    threads, key = f"/api/v1/strategies/{SLUG}/threads", {"Idempotency-Key": "one"}
    sent = [program.post(threads, json={"body": "Hm, @Olive Owner"}, headers=key) for _ in range(2)]
    assert sent[0].json() == sent[1].json()
    assert sent[0].json()["comments"][0]["mentions"] == ["Olive Owner"]
    thread, first = sent[0].json()["id"], sent[0].json()["comments"][0]["id"]
    with parts.database.write() as db:
        reply(db, people["owner"], thread, body="Yes?")
    address = f"/api/v1/threads/{thread}/comments/{first}"
    edited = program.patch(address, json={"body": "Two", "expecting": None})
    assert edited.json()["comments"][0]["body"] == "Two"
    assert program.patch(address, json={"body": "Three", "expecting": None}).status_code == 409
    seen = edited.json()["comments"][0]["edited_at"]
    assert program.patch(address, json={"body": "Three", "expecting": seen}).status_code == 200
    gone = program.delete(address).json()
    assert (gone["comments"][0]["body"], gone["open"]) == ("", True)
    assert program.delete(address).status_code == 409
    with parts.database.read() as db:
        assert remarks.earlier_words(db, first) == ()


def test_a_program_pages_filters_and_says_where_words_went(
    parts: Parts, revision: str, program: Visit, reviewer: Actor, rewrite: Rewrite
) -> None:
    """The total is in a header; a lost thread comes first, until it is given a place."""
    lost = comment(parts, reviewer, revision, "what we hoped for")
    for number in range(4):
        comment_on(parts, reviewer, revision, None, f"Number {number}.")
    rewrite(LINE, "")
    threads = f"/api/v1/strategies/{SLUG}/threads"
    page = program.get(f"{threads}?limit=2")
    assert (len(page.json()), page.headers["Total-Count"]) == (2, "5")
    assert page.json()[0]["id"] == lost.thread.id
    assert len(program.get(f"{threads}?limit=2&skip=4").json()) == 1
    assert program.get(f"{threads}?kind=question").json() == []
    gone = program.post(f"/api/v1/threads/{lost.thread.id}/farewell").json()
    assert gone["gone"]["by"] == reviewer.name
    assert program.post(f"/api/v1/threads/{lost.thread.id}/farewell").status_code == 409
    place = {"quote": "Each trust names one lead."}
    found = program.put(f"/api/v1/threads/{lost.thread.id}/place", json=place).json()
    assert (found["placement"]["state"], found["gone"]) == ("placed", None)


def _link(page: str, holding: str) -> str:
    """Return the address of the first link that holds some words."""
    found = re.search(f'href="([^"]*{holding}[^"]*)"', page)
    assert found, holding
    return found[1].replace("&amp;", "&")


def test_fields_hold_as_much_as_may_be_said(
    revision: str, owner: Actor, visit_as: Callable[[Actor], Visit]
) -> None:
    """A browser cuts nothing off that would be taken, and lets nothing in that would not."""
    assert revision
    fields = re.findall(r"<textarea[^>]*", visit_as(owner).get(f"/s/{SLUG}").text)
    most = {"body": LONGEST, "words": LONGEST_WORDS, "reason": LONGEST_REASON}
    assert len(fields) == 7
    for each in fields:
        name = re.search(r'name="(\w+)"', each)
        assert name is not None
        assert f'maxlength="{most[name[1]]}"' in each
