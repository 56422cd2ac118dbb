"""Beginning, replying, resolving, and where a thread stands afterwards."""

from collections.abc import Callable

import pytest

from service.accounts.model import Actor
from service.accounts.permissions import NotAllowed
from service.comments import read, store
from service.comments.asked import (
    PartUnusable,
    QuoteNotUnique,
    passage_of_part,
    passage_of_quote,
    passage_of_selection,
)
from service.comments.asked import (
    parts as choices,
)
from service.comments.begin import Passage, PassageGone, begin
from service.comments.discuss import (
    CommentEmpty,
    CommentTooLong,
    ThreadMissing,
    ThreadResolved,
    reply,
)
from service.comments.model import Discussion, Kind
from service.comments.place import PlaceThreads
from service.comments.resolve import AlreadyResolved, NotResolved, reopen, resolve
from service.comments.views import pieces
from service.document.anchors import PlacementState
from service.document.render import BlockMissing, Rendered
from service.errors import RoundtableError
from service.journal.follow import Follower, catch_up
from service.library import read as library
from service.library.texts import rendered
from service.parts import Parts
from service.storage.database import WriteDb
from tests.service.comments.conftest import SLUG

Rewrite = Callable[[str, str], str]


def text_of(parts: Parts, revision: str) -> Rendered:
    """Return the rendered text of a revision."""
    return rendered(parts.repositories, SLUG, revision)


def comment(
    parts: Parts, actor: Actor, revision: str, quote: str | None, body: str = "A remark."
) -> Discussion:
    """Begin a thread on words of a revision."""
    passage = passage_of_quote(text_of(parts, revision), quote) if quote else None
    with parts.database.write() as db:
        return begin(
            db,
            parts.repositories,
            actor,
            SLUG,
            revision=revision,
            passage=passage,
            kind=Kind.GENERAL,
            body=body,
        )


def stands(parts: Parts, thread: str) -> tuple[PlacementState | None, str]:
    """Return how a thread stands on the draft, and the words that it stands on."""
    with parts.database.read() as db:
        shown = library.draft(db, None, SLUG)
        found = {d.thread.id: d for d in read.discussions(db, parts.repositories, shown)}[thread]
    text = text_of(parts, shown.revision.id)
    words = "|".join(
        text.block(piece.block).text[piece.start : piece.end]
        for piece in pieces(found.placement, text)
    )
    return (found.placement.state if found.placement else None), words


def test_a_thread_keeps_its_words_and_context(parts: Parts, revision: str, reviewer: Actor) -> None:
    """The anchor holds offsets, the quote, and 32 characters of context on each side."""
    begun = comment(parts, reviewer, revision, "twelve research nurses")
    anchor = begun.thread.anchor
    assert anchor is not None
    source = parts.repositories.at(SLUG).text(revision)
    assert source[anchor.start : anchor.end] == anchor.quote == "twelve research nurses"
    assert anchor.prefix == source[anchor.start - 32 : anchor.start]
    assert anchor.suffix == source[anchor.end : anchor.end + 32]
    assert begun.thread.words == "twelve research nurses"


def test_a_thread_follows_its_words(
    parts: Parts, revision: str, reviewer: Actor, rewrite: Rewrite
) -> None:
    """Words put before the passage move it; it still stands on the same words."""
    begun = comment(parts, reviewer, revision, "Each trust names one lead.")
    rewrite("The region will fund", "A new sentence. And another. The region will fund")
    assert stands(parts, begun.thread.id) == (PlacementState.PLACED, "Each trust names one lead.")


def test_a_thread_whose_words_are_gone_is_orphaned_with_its_words(
    parts: Parts, revision: str, reviewer: Actor, rewrite: Rewrite
) -> None:
    """It is listed, with what it was made on; never moved to other words."""
    begun = comment(parts, reviewer, revision, "whether or not it is what we hoped for")
    rewrite("We will **publish** what we find, whether or not it is what we hoped for.\n\n", "")
    assert stands(parts, begun.thread.id) == (PlacementState.ORPHANED, "")
    with parts.database.read() as db:
        kept = store.thread(db, begun.thread.id)
    assert kept is not None
    assert kept.words == "whether or not it is what we hoped for"


def test_words_that_come_back_take_their_thread_back(
    parts: Parts, revision: str, reviewer: Actor, rewrite: Rewrite
) -> None:
    """A passage that was deleted and put back carries its comment again."""
    begun = comment(parts, reviewer, revision, "We will publish what we find, whether or not")
    line = "We will **publish** what we find, whether or not it is what we hoped for.\n\n"
    rewrite(line, "")
    assert stands(parts, begun.thread.id)[0] is PlacementState.ORPHANED
    rewrite("| Measure", line + "| Measure")
    assert stands(parts, begun.thread.id)[0] is not PlacementState.ORPHANED


def test_a_comment_on_an_older_revision_is_carried_to_the_draft(
    parts: Parts, revision: str, reviewer: Actor, rewrite: Rewrite
) -> None:
    """Whoever had the page open while somebody saved comments on what they saw."""
    rewrite("# Cancer research\n", "# Cancer research\n\nWritten in between.\n")
    begun = comment(parts, reviewer, revision, "Each trust names one lead.")
    assert stands(parts, begun.thread.id) == (PlacementState.PLACED, "Each trust names one lead.")


def test_the_follower_notes_where_open_threads_stand(
    parts: Parts, revision: str, reviewer: Actor, rewrite: Rewrite
) -> None:
    """After it caught up, the placement is a row; following twice adds none."""
    begun = comment(parts, reviewer, revision, "Each trust names one lead.")
    saved = rewrite("twelve", "fourteen")
    place = PlaceThreads(database=parts.database, repositories=parts.repositories)
    catch_up(parts.database, Follower(name="placements", deal=place))
    with parts.database.read() as db:
        noted = store.placements_on(db, SLUG, saved)
    assert noted[begun.thread.id].state is PlacementState.PLACED
    again = Follower(name="again", deal=place)
    catch_up(parts.database, again)
    with parts.database.read() as db:
        assert store.placements_on(db, SLUG, saved) == noted


def test_a_selection_may_span_blocks_and_count_in_utf16(
    parts: Parts, revision: str, reviewer: Actor
) -> None:
    """Offsets from a browser are converted once; a passage goes from block to block."""
    text = text_of(parts, revision)
    first = next(b for b in text.blocks if "publish" in b.text)
    last = next(b for b in text.blocks if "😀" in b.text)
    end = last.text.index("something") + len("something")
    units = len(last.text[:end].encode("utf-16-le")) // 2
    assert units == end + 1
    among = text.blocks[text.blocks.index(first) + 1 : text.blocks.index(last)]
    exact = "\n".join([first.text[8:], *(b.text for b in among), last.text[:end]])
    passage = passage_of_selection(
        text, start_block=first.id, start=8, end_block=last.id, end=units, exact=exact
    )
    with parts.database.write() as db:
        begun = begin(
            db,
            parts.repositories,
            reviewer,
            SLUG,
            revision=revision,
            passage=passage,
            kind=Kind.QUESTION,
            body="All of this?",
        )
    assert begun.thread.anchor is not None
    assert begun.thread.anchor.quote.startswith("publish")
    assert begun.thread.anchor.quote.endswith("😀 something")


def test_words_that_the_reader_did_not_see_are_refused(
    parts: Parts, revision: str, reviewer: Actor
) -> None:
    """A selection whose words differ from the text is a conflict, not a guess."""
    text = text_of(parts, revision)
    block = next(b for b in text.blocks if "publish" in b.text)
    passage = passage_of_selection(
        text, start_block=block.id, start=0, end_block=block.id, end=7, exact="You will"
    )
    with pytest.raises(PassageGone):
        _begin(parts, reviewer, revision, passage)


def _begin(
    parts: Parts, actor: Actor, revision: str, passage: Passage | None, body: str = "?"
) -> None:
    with parts.database.write() as db:
        begin(
            db,
            parts.repositories,
            actor,
            SLUG,
            revision=revision,
            passage=passage,
            kind=Kind.GENERAL,
            body=body,
        )


def test_a_figure_is_commented_on_as_a_whole(parts: Parts, revision: str, reviewer: Actor) -> None:
    """It has no words to select; its thread stands on its block."""
    text = text_of(parts, revision)
    figure = next(b for b in text.blocks if b.kind == "figure")
    passage = passage_of_part(text, figure.id, choices(text, figure.id)[0].value)
    with parts.database.write() as db:
        begun = begin(
            db,
            parts.repositories,
            reviewer,
            SLUG,
            revision=revision,
            passage=passage,
            kind=Kind.GENERAL,
            body="Which year?",
        )
    assert [piece.block for piece in pieces(begun.placement, text)] == [figure.id]


def test_the_form_offers_each_sentence(parts: Parts, revision: str) -> None:
    """The whole paragraph first, then sentence by sentence."""
    text = text_of(parts, revision)
    block = next(b for b in text.blocks if "nurses" in b.text)
    assert [part.text for part in choices(text, block.id)][1:] == [
        "The region will fund twelve research nurses by the end of 2021.",
        "Each trust names one lead.",
    ]


@pytest.mark.parametrize("part", ["", "x", "5-2", "0-99999", "-1-4", "1-1", "٣-٥", "0-5-9", "all "])
def test_a_part_that_was_not_offered_is_refused(parts: Parts, revision: str, part: str) -> None:
    """Whatever a form is made to send, it is a sentence and never a crash."""
    text = text_of(parts, revision)
    block = next(b for b in text.blocks if "Each trust" in b.text)
    with pytest.raises(PartUnusable, match="Choose which part"):
        passage_of_part(text, block.id, part)


@pytest.mark.parametrize("block", ["", "b0", "b999", "x", "b1' or 1", "b-1"])
def test_an_unknown_block_is_missing(parts: Parts, revision: str, block: str) -> None:
    """A block that the text has not is told as such."""
    with pytest.raises(BlockMissing):
        passage_of_part(text_of(parts, revision), block, "all")


def test_a_quote_must_stand_once(parts: Parts, revision: str) -> None:
    """What stands twice, or nowhere, is not guessed at."""
    text = text_of(parts, revision)
    for quote in ("re", "not in there", "", "   "):
        with pytest.raises(QuoteNotUnique):
            passage_of_quote(text, quote)


@pytest.mark.parametrize(
    ("body", "error"),
    [("", CommentEmpty), (" \n\0\t", CommentEmpty), ("x" * 20_001, CommentTooLong)],
)
def test_a_comment_needs_words_and_has_a_length(
    parts: Parts, revision: str, reviewer: Actor, body: str, error: type[RoundtableError]
) -> None:
    """Nothing, control characters and books are refused before anything is written."""
    with pytest.raises(error):
        _begin(parts, reviewer, revision, None, body)
    with parts.database.read() as db:
        assert store.threads_of(db, SLUG) == ()


def test_a_reader_may_not_comment(parts: Parts, revision: str, reader: Actor) -> None:
    """They see the strategy, so they are told what they lack."""
    with pytest.raises(NotAllowed, match="reviewer"):
        _begin(parts, reader, revision, None, "Hello")


def test_reply_to_resolved_thread_is_refused(
    parts: Parts, revision: str, reviewer: Actor, owner: Actor
) -> None:
    """A resolved thread takes no replies until it is reopened."""
    thread = comment(parts, reviewer, revision, None).thread.id
    with parts.database.write() as db:
        resolve(db, owner, thread)
        with pytest.raises(ThreadResolved):
            reply(db, reviewer, thread, body="But")
        reopen(db, reviewer, thread)
        assert reply(db, reviewer, thread, body="But").body == "But"


def test_resolving_and_reopening_are_rows_with_who_and_when(
    parts: Parts, revision: str, reviewer: Actor, owner: Actor
) -> None:
    """Each is done once; doing it again is told, not ignored."""
    thread = comment(parts, reviewer, revision, None).thread.id
    with parts.database.write() as db:
        with pytest.raises(NotResolved):
            reopen(db, owner, thread)
        resolve(db, owner, thread)
        _resolved_by(db, thread, owner.id)
        with pytest.raises(AlreadyResolved):
            resolve(db, reviewer, thread)
        reopen(db, reviewer, thread)
        _resolved_by(db, thread, None)
        resolve(db, reviewer, thread)
        _resolved_by(db, thread, reviewer.id)


def _resolved_by(db: WriteDb, thread: str, person: str | None) -> None:
    found = store.thread(db, thread)
    assert found is not None
    assert found.resolved_by == person


def test_only_those_who_write_it_or_began_the_thread_resolve_it(
    parts: Parts, revision: str, owner: Actor, reviewer: Actor
) -> None:
    """A reviewer may not resolve somebody else's thread."""
    thread = comment(parts, owner, revision, None).thread.id
    with parts.database.write() as db, pytest.raises(NotAllowed):
        resolve(db, reviewer, thread)


@pytest.mark.parametrize("thread", ["", "x", "0" * 26, "' or 1=1 --"])
def test_an_unknown_thread_is_missing(
    parts: Parts, revision: str, owner: Actor, thread: str
) -> None:
    """What does not exist cannot be replied to."""
    assert revision
    with parts.database.write() as db, pytest.raises(ThreadMissing):
        reply(db, owner, thread, body="Hello")
