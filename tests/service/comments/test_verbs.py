"""Beginning, replying, resolving, and where a thread stands afterwards."""

from collections.abc import Callable

import pytest

from service.accounts.model import Actor
from service.comments import places, store
from service.comments.asked import (
    PartUnusable,
    QuoteNotUnique,
    Selection,
    passage_of_part,
    passage_of_quote,
    passage_of_selection,
)
from service.comments.asked import (
    parts as choices,
)
from service.comments.begin import Passage, PassageGone
from service.comments.model import Kind
from service.comments.pins import pieces
from service.comments.place import PlaceThreads
from service.document.anchors import PlacementState
from service.document.render import BlockMissing, Point, SelectionEmpty, SelectionOutside
from service.journal.follow import Follower, catch_up
from service.parts import Parts
from tests.service.comments.conftest import SLUG
from tests.service.comments.saying import comment, comment_on, stands, text_of

Rewrite = Callable[[str, str], str]


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
        kept = store.thread(db, begun.thread.id, store.ALL)
    assert kept is not None
    assert kept.words == "whether or not it is what we hoped for"


def test_words_that_were_changed_stay_marked_as_changed(
    parts: Parts, revision: str, reviewer: Actor, rewrite: Rewrite
) -> None:
    """One figure in the passage is enough, and later revisions do not wash the mark away."""
    quote = "twelve research nurses by the end of 2021"
    begun = comment(parts, reviewer, revision, quote)
    place = PlaceThreads(database=parts.database, repositories=parts.repositories)
    rewrite("by the end of 2021", "by the end of 2023")
    catch_up(parts.database, Follower(name="placements", deal=place))
    changed = "twelve research nurses by the end of 2023"
    assert stands(parts, begun.thread.id) == (PlacementState.MOVED, changed)
    rewrite("Each trust names one lead.", "Each trust names two leads.")
    catch_up(parts.database, Follower(name="placements", deal=place))
    assert stands(parts, begun.thread.id) == (PlacementState.MOVED, changed)


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
        noted = places.noted(db, saved, [begun.thread])
    assert noted[begun.thread.id].state is PlacementState.PLACED
    again = Follower(name="again", deal=place)
    catch_up(parts.database, again)
    with parts.database.read() as db:
        assert places.noted(db, saved, [begun.thread]) == noted


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
        text, Selection(start_block=first.id, start=8, end_block=last.id, end=units, exact=exact)
    )
    begun = comment_on(parts, reviewer, revision, passage, "All of this?", kind=Kind.QUESTION)
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
        text, Selection(start_block=block.id, start=0, end_block=block.id, end=7, exact="You will")
    )
    with pytest.raises(PassageGone):
        comment_on(parts, reviewer, revision, passage)


def test_a_figure_is_commented_on_as_a_whole(parts: Parts, revision: str, reviewer: Actor) -> None:
    """It has no words to select; its thread stands on its block."""
    text = text_of(parts, revision)
    figure = next(b for b in text.blocks if b.kind == "figure")
    passage = passage_of_part(text, figure.id, choices(text, figure.id)[0].value)
    begun = comment_on(parts, reviewer, revision, passage, "Which year?")
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
    ("start", "end", "problem"),
    [
        (("b2", 5), ("b2", 5), SelectionEmpty),
        (("b2", 9), ("b2", 3), SelectionOutside),
        (("b3", 0), ("b2", 9), SelectionOutside),
        (("b2", 0), ("b2", 9_000), SelectionOutside),
    ],
)
def test_a_selection_without_words_is_not_taken_for_the_whole_block(
    parts: Parts,
    revision: str,
    reviewer: Actor,
    start: tuple[str, int],
    end: tuple[str, int],
    problem: type[Exception],
) -> None:
    """Empty, backwards or outside, it is refused: only a block without words is meant whole."""
    with pytest.raises(problem):
        comment_on(parts, reviewer, revision, Passage(start=Point(*start), end=Point(*end)))
