"""Finding: the index follows the journal, equals a rebuild, and shows each only what is theirs."""

from collections.abc import Callable

import pytest

from service import clock
from service.accounts.model import Actor
from service.accounts.people import rename
from service.comments.resolve import resolve
from service.finding.entries import block_at
from service.finding.follow import Indexer, verify_index
from service.finding.search import Question, Results, search
from service.journal import follow
from service.journal.follow import Follower
from service.library.add import Addition, Edition, add
from service.library.model import TEXT, ChangeClass
from service.library.publish import Release, publish
from service.library.save import save
from service.parts import Parts
from service.worker import catch_up
from tests.service.comments.saying import comment

SLUG = "cancer-research"
Ask = Callable[..., Results]


def _text(visibility: str, words: str) -> bytes:
    front = f"---\ntitle: Cancer research\nvisibility: {visibility}\n---\n\n"
    return f"{front}# Cancer research\n\n{words}\n\n## Nurses\n\nThe nurses are many.\n".encode()


def _add(parts: Parts, owner: Actor, slug: str, visibility: str, words: str) -> str:
    edition = Edition(
        files={TEXT: _text(visibility, words)},
        what_changed="Began",
        when=clock.now(),
        author=owner.id,
    )
    with parts.database.write() as db:
        added = add(db, parts.repositories, Addition(slug=slug, editions=[edition], owner=owner.id))
    return added.draft


@pytest.fixture
def ask(parts: Parts) -> Ask:
    """Ask as somebody, after the index has caught up."""

    def ask(words: str, actor: Actor | None = None, **more: object) -> Results:
        catch_up(parts)
        question = Question(words=words, **more)  # type: ignore[arg-type]  # a test's shorthand
        with parts.database.read() as db:
            return search(db, parts.engine, actor, question)

    return ask


def _save(parts: Parts, actor: Actor, slug: str, text: bytes) -> str:
    head = parts.repositories.at(slug).head() or ""
    with parts.database.write() as db:
        saved = save(
            db,
            parts.repositories,
            actor,
            slug,
            text=text.decode(),
            expecting=head,
            what_changed="Rewrote",
        )
    return saved.id


def test_a_draft_is_found_and_the_result_opens_at_the_passage(
    parts: Parts, owner: Actor, ask: Ask
) -> None:
    """The address names the block that holds the words, and the words are marked."""
    _add(parts, owner, SLUG, "public", "Wombats are studied.")
    (found,) = ask("wombats").found
    assert found.address == f"/s/{SLUG}#b2:~:text=Wombats,-are%20studied."
    assert [piece.text for piece in found.passage if piece.marked] == ["Wombats"]


def test_words_said_twice_are_told_apart_by_their_neighbours(
    parts: Parts, owner: Actor, ask: Ask
) -> None:
    """Words of a heading are not marked: they stand in the list of contents as well."""
    body = "Numbats, too.\n\n## On quokkas\n\nHere, well-known wombats dig deep burrows by night."
    _add(parts, owner, SLUG, "public", body)
    (found,) = ask("wombats").found
    around = "Here%2C%20well%2Dknown-,wombats,-dig%20deep%20burrows"
    assert found.address == f"/s/{SLUG}#b4:~:text={around}"
    (found,) = ask("quokkas").found
    assert found.address == f"/s/{SLUG}#b3"


def test_words_that_were_rewritten_are_found_no_more(parts: Parts, owner: Actor, ask: Ask) -> None:
    """A save takes the old words out and puts the new ones in."""
    _add(parts, owner, SLUG, "public", "Wombats are studied.")
    assert ask("wombats").total == 1
    _save(parts, owner, SLUG, _text("public", "Numbats are studied."))
    assert ask("wombats").total == 0
    assert ask("numbats").total == 1


def test_versions_and_comments_are_found(
    parts: Parts, owner: Actor, reviewer: Actor, ask: Ask
) -> None:
    """A version's old words stay findable under its number; a comment under its card."""
    revision = _add(parts, owner, SLUG, "public", "Wombats are studied.")
    release = Release(change_class=ChangeClass.MINOR, summary="For comment", approved=False)
    with parts.database.write() as db:
        publish(db, parts.repositories, owner, SLUG, release=release, expecting=revision)
    begun = comment(parts, reviewer, revision, None, "Why not quokkas?")
    _save(parts, owner, SLUG, _text("public", "Numbats are studied."))
    assert [each.address for each in ask("wombats").found] == [
        f"/s/{SLUG}/v/0.1#b2:~:text=Wombats,-are%20studied."
    ]
    (found,) = ask("quokkas").found
    assert found.address == f"/s/{SLUG}#t-{begun.thread.id}"
    assert found.author == "Rita Reviewer"


def test_the_index_equals_a_rebuild_after_everything(
    parts: Parts, owner: Actor, reviewer: Actor, ask: Ask
) -> None:
    """Following the journal and starting anew end at the same entries."""
    revision = _add(parts, owner, SLUG, "public", "Wombats are studied.")
    ask("anything")
    begun = comment(parts, reviewer, revision, None, "Why not quokkas?")
    ask("anything")
    _save(parts, owner, SLUG, _text("members", "Numbats are studied."))
    with parts.database.write() as db:
        resolve(db, owner, begun.thread.id)
    ask("anything")
    assert verify_index(parts.engine, parts.database, parts.repositories) == ()
    before = dict(parts.engine.keys())
    parts.indexer.rebuild()
    assert dict(parts.engine.keys()) == before


def test_another_name_is_found_where_they_wrote(
    parts: Parts, owner: Actor, reviewer: Actor, ask: Ask
) -> None:
    """And the old one is not; the index equals a rebuild."""
    draft = _add(parts, owner, SLUG, "public", "Wombats are studied.")
    comment(parts, reviewer, draft, None, "Which wombats?")
    assert ask("author:Rita").total == 1
    with parts.database.write() as db:
        rename(db, reviewer, "Ruth Renamed")
    assert ask("author:Rita").total == 0
    assert ask("author:Ruth").total == 1
    assert verify_index(parts.engine, parts.database, parts.repositories) == ()


def test_two_processes_keep_one_index(parts: Parts, owner: Actor) -> None:
    """As a command beside the running service: neither leaves what the other put there."""
    _add(parts, owner, SLUG, "public", "Wombats are studied.")
    ours, theirs = (Follower(name="index", deal=i, position=i.position) for i in _two(parts))
    for follower, words in ((ours, ""), (theirs, "\n## Newts\n\nMany.\n"), (ours, "")):
        _save(parts, owner, SLUG, _text("public", f"Wombats {len(words)}.") + words.encode())
        follow.catch_up(parts.database, follower)
    assert verify_index(parts.engine, parts.database, parts.repositories) == ()


def _two(parts: Parts) -> tuple[Indexer, Indexer]:
    return parts.indexer, parts.indexer


def test_verify_names_what_the_index_lacks(parts: Parts, owner: Actor) -> None:
    """An index that was not told of a strategy is found out."""
    _add(parts, owner, SLUG, "public", "Wombats are studied.")
    problems = verify_index(parts.engine, parts.database, parts.repositories)
    assert f"The index lacks strategy:{SLUG}." in problems


def test_what_you_may_not_read_is_neither_found_nor_counted(
    parts: Parts, owner: Actor, stranger: Actor, ask: Ask
) -> None:
    """With and without a hidden strategy, everybody else gets the very same answer."""
    _add(parts, owner, "open-one", "public", "Wombats are studied.")
    before = {who: ask("wombats nurses", actor) for who, actor in _people(stranger)}
    _add(parts, owner, SLUG, "confidential", "Wombats are studied in secret. Wombats!")
    after = {who: ask("wombats nurses", actor) for who, actor in _people(stranger)}
    assert before == after
    assert ask("secret", stranger).total == 0
    assert ask("secret", owner).total == 1


def _people(stranger: Actor) -> tuple[tuple[str, Actor | None], ...]:
    return ("signed out", None), ("stranger", stranger)


def test_what_was_closed_just_now_is_not_shown(
    parts: Parts, owner: Actor, stranger: Actor, ask: Ask
) -> None:
    """Even while the index still has it as it was."""
    _add(parts, owner, SLUG, "public", "Wombats are studied.")
    assert ask("wombats", stranger).total == 1
    _save(parts, owner, SLUG, _text("confidential", "Wombats are studied."))
    with parts.database.read() as db:
        answer = search(db, parts.engine, stranger, Question(words="wombats"))
    assert (answer.total, answer.found, answer.strategies) == (0, (), ())


def test_members_only_is_found_once_signed_in(
    parts: Parts, owner: Actor, stranger: Actor, administrator: Actor, ask: Ask
) -> None:
    """Visibility decides, and a change of it counts at once."""
    _add(parts, owner, SLUG, "members", "Wombats are studied.")
    assert ask("wombats", None).total == 0
    assert ask("wombats", stranger).total == 1
    _save(parts, owner, SLUG, _text("confidential", "Wombats are studied."))
    assert ask("wombats", stranger).total == 0
    assert ask("wombats", administrator).total == 1


def test_results_are_narrowed_by_strategy_and_kind(parts: Parts, owner: Actor, ask: Ask) -> None:
    """A filter leaves only its own, and the others are still counted beside it."""
    _add(parts, owner, "one", "public", "Wombats are studied.")
    _add(parts, owner, "two", "public", "Wombats are studied.")
    results = ask("wombats", None, strategies=["one"])
    assert {each.strategy for each in results.found} == {"Cancer research"}
    assert results.total == 1
    assert {each.value: each.hits for each in results.strategies} == {"one": 1, "two": 1}


@pytest.mark.parametrize("page", [-1, 0, 1, 2, 999, 10**9])
def test_any_page_number_is_answered(parts: Parts, owner: Actor, ask: Ask, page: int) -> None:
    """There is no page beyond which something breaks."""
    _add(parts, owner, SLUG, "public", "Wombats are studied.")
    assert ask("wombats", None, page=page).total == 1


def test_block_at_names_the_block_that_holds_a_character() -> None:
    """Places are read as they were written, and odd ones do no harm."""
    assert block_at("b3:0 b4:17 b5:40", 0) == "b3"
    assert block_at("b3:0 b4:17 b5:40", 17) == "b4"
    assert block_at("b3:0 b4:17 b5:40", 10_000) == "b5"
    assert block_at("", 3) == ""
