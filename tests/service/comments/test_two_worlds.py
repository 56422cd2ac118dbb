"""A person who may not see a thread lives in a world in which it was never begun."""

from collections.abc import Callable, Mapping
from dataclasses import replace

import pytest

from service.accounts.model import Actor, Role
from service.comments import read, remarks
from service.comments.asked import passage_of_quote
from service.comments.begin import AudienceNotTheirs, AudienceWider, begin
from service.comments.delete import delete
from service.comments.discuss import ThreadMissing, reply
from service.comments.edit import CommentMissing, edit
from service.comments.model import Discussion, Kind
from service.comments.place import PlaceThreads
from service.comments.resolve import reopen, resolve
from service.journal.follow import Follower, catch_up
from service.parts import Parts
from service.worker import catch_up as index
from tests.service.comments.conftest import SLUG
from tests.service.comments.saying import comment, text_of
from tests.visit import Visit

Rewrite = Callable[[str, str], str]
VisitAs = Callable[[Actor], Visit]

#: Those with a role on the strategy alone.
ROUND = f"strategy:{SLUG}"
#: All that shows comments or counts them.
PLACES = (
    "/",
    f"/s/{SLUG}",
    f"/s/{SLUG}?show=all",
    f"/s/{SLUG}?kind=question",
    f"/s/{SLUG}?organisation=Mersey+General+Trust",
    f"/s/{SLUG}/threads",
    f"/s/{SLUG}/threads?show=all",
    "/search?q=hidden",
    "/search?q=nurses",
    "/api/v1/search?q=hidden",
    f"/api/v1/strategies/{SLUG}/threads",
    f"/api/v1/strategies/{SLUG}",
)


def test_hidden_threads_change_nothing_for_those_who_may_not_see_them(
    parts: Parts,
    revision: str,
    people: Mapping[str, Actor],
    visit_as: VisitAs,
    client: Visit,
    rewrite: Rewrite,
) -> None:
    """Every page and answer is the same, byte for byte, and a kept copy of it is still good."""
    seen = comment(parts, people["reviewer"], revision, "twelve research nurses", "An open remark.")
    draft = rewrite("Each trust", "Each hospital trust")
    _follow(parts)
    worlds = {"stranger": visit_as(people["stranger"]), "nobody": client}
    before = {who: _world(visit, draft) for who, visit in worlds.items()}
    hidden = _hidden(parts, people, draft)
    _follow(parts)
    for who, visit in worlds.items():
        after = _world(visit, draft)
        assert [place for place in after if after[place] != before[who][place]] == []
        page = f"/s/{SLUG}/threads"
        nowhere = visit.get(f"{page}/{'0' * 26}").text.replace("0" * 26, hidden.thread.id)
        assert visit.get(f"{page}/{hidden.thread.id}").text == nowhere
    insider = _world(visit_as(people["reader"]), draft)
    assert "A hidden remark" in insider[f"/s/{SLUG}"][1]
    assert hidden.thread.id in insider["/search?q=hidden"][1]
    assert seen.thread.id in insider[f"/s/{SLUG}"][1]


def test_nothing_can_be_done_to_a_thread_that_may_not_be_seen(
    parts: Parts, revision: str, people: Mapping[str, Actor], stranger: Actor
) -> None:
    """It is missing, not forbidden: whoever guesses its id learns nothing."""
    hidden = _hidden(parts, people, revision)
    with parts.database.write() as db:
        for act in (resolve, reopen):
            with pytest.raises(ThreadMissing):
                act(db, stranger, hidden.thread.id)
        with pytest.raises(ThreadMissing):
            reply(db, stranger, hidden.thread.id, body="Hello?")
        with pytest.raises(CommentMissing):
            edit(db, stranger, hidden.comments[0].id, body="Mine", expecting="")
        with pytest.raises(CommentMissing):
            delete(db, stranger, hidden.comments[0].id)


def test_nobody_writes_for_an_audience_that_they_do_not_belong_to(
    parts: Parts, revision: str, reviewer: Actor
) -> None:
    """Else they could not see their own comment."""
    with pytest.raises(AudienceNotTheirs):
        _begin(parts, reviewer, revision, "strategy:another")


def test_a_mention_reaches_only_those_who_may_see_the_thread(
    parts: Parts, revision: str, people: Mapping[str, Actor]
) -> None:
    """The stranger may read the strategy, yet is not in the round."""
    begun = _begin(parts, people["reviewer"], revision, ROUND, "@Stella Stranger, @Reza Reader?")
    with parts.database.read() as db:
        found = read.discussion(db, parts.repositories, people["reviewer"], begun.thread.id)
        mentioned = remarks.mentioned_in(db, [found.comments[0].id])
    assert mentioned == {found.comments[0].id: {people["reader"].id}}


def _world(visit: Visit, draft: str) -> dict[str, tuple[int, str, str]]:
    """Return all that somebody can find out: status, text and seal of every place."""
    found = {}
    for place in (*PLACES, f"/s/{SLUG}/r/{draft}"):
        answer = visit.get(place)
        assert answer.status_code == 200, (place, answer.text)
        headers = {k: v for k, v in answer.headers.items() if k in ("etag", "total-count")}
        found[place] = (answer.status_code, answer.text, str(headers))
    return found


def _hidden(parts: Parts, people: Mapping[str, Actor], revision: str) -> Discussion:
    """Begin threads that only those with a role may see, and do all that one can to them."""
    begun = _begin(parts, people["reviewer"], revision, ROUND)
    with parts.database.write() as db:
        edit(db, people["reviewer"], begun.comments[0].id, body="A hidden remark!", expecting="")
        reply(db, people["owner"], begun.thread.id, body="A hidden answer about nurses.")
    for _ in range(3):
        other = _begin(parts, people["owner"], revision, ROUND, "A hidden question?")
    with parts.database.write() as db:
        resolve(db, people["owner"], other.thread.id)
        reopen(db, people["owner"], other.thread.id)
        resolve(db, people["owner"], other.thread.id)
        gone = reply(db, people["owner"], begun.thread.id, body="A hidden slip.")
        delete(db, people["owner"], gone.id)
    return begun


def _begin(
    parts: Parts, actor: Actor, revision: str, audience: str, body: str = "A hidden remark."
) -> Discussion:
    passage = passage_of_quote(text_of(parts, revision), "The last paragraph")
    with parts.database.write() as db:
        return begin(
            db,
            parts.repositories,
            actor,
            SLUG,
            revision=revision,
            passage=passage,
            kind=Kind.QUESTION,
            body=body,
            audience=audience,
        )


def _follow(parts: Parts) -> None:
    place = PlaceThreads(database=parts.database, repositories=parts.repositories)
    catch_up(parts.database, Follower(name="placements", deal=place))
    index(parts)


def test_only_those_who_may_see_a_thread_are_offered_for_a_mention_in_it(
    parts: Parts, revision: str, people: Mapping[str, Actor], visit_as: VisitAs
) -> None:
    """Elsewhere everybody is who may read the strategy; a thread unseen offers nobody."""
    begun = _begin(parts, people["reviewer"], revision, ROUND)
    offered = visit_as(people["reviewer"])
    address = f"/s/{SLUG}/people?q=st"
    assert [each["name"] for each in offered.get(address).json()] == ["Stella Stranger"]
    assert offered.get(f"{address}&thread={begun.thread.id}").json() == []
    reader = offered.get(f"/s/{SLUG}/people?q=re&thread={begun.thread.id}").json()
    assert "Reza Reader" in [each["name"] for each in reader]
    missing = visit_as(people["author"]).get(f"{address}&thread={'0' * 26}")
    assert missing.status_code == 404


@pytest.mark.parametrize("audience", ["members", "public", "strategy:another"])
def test_an_audience_is_never_wider_than_that_of_the_strategy(
    parts: Parts, revision: str, owner: Actor, rewrite: Rewrite, audience: str
) -> None:
    """Nobody writes for people who may not read the strategy, whatever they belong to."""
    assert revision
    draft = rewrite("visibility: public", "visibility: confidential")
    both = replace(owner, roles={**owner.roles, "another": Role.READER})
    with pytest.raises(AudienceWider):
        _begin(parts, both, draft, audience)
    assert _begin(parts, both, draft, ROUND).thread.audience == ROUND


@pytest.mark.parametrize("audience", ["members", "public", "strategy:another"])
def test_what_was_written_for_more_is_not_found_once_the_strategy_is_confidential(
    parts: Parts,
    revision: str,
    people: Mapping[str, Actor],
    visit_as: VisitAs,
    rewrite: Rewrite,
    audience: str,
) -> None:
    """Nothing of it is found or counted, though it fills more than a page of results."""
    owner = people["owner"]
    both = replace(owner, roles={**owner.roles, "another": Role.READER})
    for number in range(30):
        _begin(parts, both, revision, audience, f"Zebrafish number {number}.")
    rewrite("visibility: public", "visibility: confidential")
    _follow(parts)

    stranger = visit_as(people["stranger"])
    found = stranger.get("/api/v1/search?q=zebrafish").json()
    assert (found["total"], found["results"]) == (0, [])
    page = stranger.get("/search?q=zebrafish").text
    assert page == stranger.get("/search?q=zebrafosh").text.replace("zebrafosh", "zebrafish")
    if audience != "strategy:another":
        assert visit_as(owner).get("/api/v1/search?q=zebrafish").json()["total"] == 30
