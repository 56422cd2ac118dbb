"""Each rule of placing: exact first, then along the difference, then fuzzy and unambiguous."""

import pytest

from service.document.alignment import align
from service.document.anchors import Placement, PlacementState, place_all, take
from service.document.matching import Match
from service.document.pairing import pairs
from service.document.sliding import paragraph, sentence, slid
from service.document.spans import Span

AIM = "We will halve waiting times by 2030, with partners in every borough of the region."
DATA = "Each trust names one person who answers for its data, and tells the board by May."
STAFF = "Each trust names one person who answers for its staff, and tells the board by June."
BOARD = "The board meets four times a year and publishes what it decides within a week."
MONEY = "Nothing here needs money that has not been granted by the members already."


def text(*paragraphs: str) -> str:
    return "\n\n".join(("# A strategy", *paragraphs)) + "\n"


def place(words: str, old: str, new: str) -> tuple[PlacementState, str | None]:
    """The state of a placement, and the words it stands on."""
    start = old.index(words)
    (found,) = place_all([take(old, Span(start, start + len(words)))], old, new)
    return found.state, _words(found, new)


def _words(found: Placement, new: str) -> str | None:
    return None if found.start is None else new[found.start : found.end]


ORPHANED = (PlacementState.ORPHANED, None)


def test_exact_words_in_their_place_win_over_new_words_like_them() -> None:
    """What stayed is placed there, whatever was put in before it."""
    like = AIM.replace("every borough", "each borough")
    found = place(AIM, text(AIM, BOARD), text(like, MONEY, AIM, BOARD))
    assert found == (PlacementState.PLACED, AIM)


def test_edited_words_are_followed_along_the_difference() -> None:
    """A passage of which most words stay keeps its anchor, with its new words."""
    edited = AIM.replace("halve", "cut").replace("2030", "2031")
    assert place(AIM, text(DATA, AIM, BOARD), text(DATA, edited, BOARD)) == (
        PlacementState.MOVED,
        edited,
    )


def test_a_sentence_said_anew_between_the_same_neighbours_keeps_its_anchor() -> None:
    """Less than half of the letters stay, but what stands around it does."""
    old = text(DATA, "Being as transparent as possible is key to building trust.", BOARD)
    new = text(DATA, "Transparency is key to building trust.", BOARD)
    found = place("Being as transparent as possible is key to building trust.", old, new)
    assert found == (PlacementState.MOVED, "Transparency is key to building trust.")


def test_other_words_between_the_same_neighbours_are_something_else() -> None:
    """A passage that was replaced by one about something else is gone."""
    assert place(AIM, text(DATA, AIM, BOARD), text(DATA, MONEY, BOARD)) == ORPHANED


def test_a_passage_moved_and_edited_is_found_where_it_went() -> None:
    """Nothing is left in its place, and one new passage is much like it."""
    edited = AIM.replace("every borough", "each borough")
    found = place(AIM, text(AIM, DATA, BOARD), text(DATA, BOARD, edited))
    assert found == (PlacementState.MOVED, edited)


@pytest.mark.parametrize("other", [AIM, AIM.replace("halve", "halves")])
def test_two_places_nearly_as_good_are_not_chosen_between(other: str) -> None:
    """A passage that was cut, and pasted with edits in two places, is orphaned."""
    first = AIM.replace("halve", "halved")
    other = other.replace("every borough", "each borough")
    first = first.replace("every borough", "each borough")
    new = text(DATA, BOARD, first, MONEY, STAFF, other)
    assert place(AIM, text(AIM, DATA, BOARD), new) == ORPHANED


def test_one_place_clearly_better_than_another_is_taken() -> None:
    """A copy that is much less alike is no rival."""
    far = AIM.replace("halve waiting times", "do something else entirely").replace("2030", "then")
    new = text(DATA, BOARD, AIM + "!", MONEY, far)
    assert place(AIM, text(AIM, DATA, BOARD), new) == (PlacementState.MOVED, AIM)


LOOK_ALIKES = {
    "paragraphs": text(AIM, DATA, STAFF, BOARD),
    "list items": text(AIM, f"- {DATA}\n- {STAFF}", BOARD),
    "rows": text(AIM, f"| Who | What |\n|---|---|\n| {DATA} | a |\n| {STAFF} | b |", BOARD),
    "one paragraph": text(AIM, f"{DATA} {STAFF}", BOARD),
}


@pytest.mark.parametrize("layout", LOOK_ALIKES)
@pytest.mark.parametrize(("gone", "stays"), [(DATA, STAFF), (STAFF, DATA)])
@pytest.mark.parametrize("edited", [False, True])
def test_a_look_alike_does_not_take_the_comments_of_what_was_deleted(
    layout: str, gone: str, stays: str, edited: bool
) -> None:
    """Nor when it was edited at the same time; its own comments stay with it."""
    old = LOOK_ALIKES[layout]
    new = "\n".join(line for line in old.split("\n") if gone not in line or stays in line)
    new = new.replace(f"{gone} ", "").replace(f" {gone}", "").replace("\n\n\n", "\n\n")
    now = stays.replace("one person ", "") if edited else stays
    new = new.replace(stays, now)
    assert gone not in new
    assert place(gone, old, new) == ORPHANED
    for phrase in ("answers for its", "tells the board by"):
        start = old.index(phrase, old.index(gone))
        anchor = take(old, Span(start, start + len(phrase)))
        (found,) = place_all([anchor], old, new)
        assert found.state == PlacementState.ORPHANED
    assert place(stays, old, new)[1] == now


def test_paragraphs_that_end_in_the_same_line_are_told_apart_by_their_first() -> None:
    """Hard-wrapped text, where the second line of two paragraphs is one and the same."""
    last = "Ask the head of architecture\nfor more information on this."
    inner = f"Systems within the trust sign on once. {last}"
    outer = f"Systems that face the public use our service. {last}"
    shorter = inner.replace(" within the trust", "")
    old, new = text(inner, outer, BOARD), text(shorter, BOARD)
    assert place(outer, old, new) == ORPHANED
    assert place(inner, old, new) == (PlacementState.MOVED, shorter)


def test_a_copy_that_stays_does_not_take_the_comments_of_one_that_went() -> None:
    """The same words stand twice, and one place loses them."""
    old, new = text(AIM, DATA, BOARD, AIM, MONEY), text(DATA, BOARD, AIM, MONEY)
    assert place(AIM, old, new) == ORPHANED


def test_a_passage_in_whose_place_another_one_stands_is_orphaned() -> None:
    """What stands there now stood elsewhere before: it has comments of its own."""
    old = text("```\nname: table\nrole: developer of services\n```", AIM, BOARD)
    old += "\n```\nname: table\nrole: keeper of services\n```\n"
    new = text("```\nname: table\nrole: keeper of services\n```", AIM, BOARD)
    state, _ = place("name: table\nrole: developer of services", old, new)
    assert state == PlacementState.ORPHANED


def test_words_far_from_the_rest_do_not_stretch_an_anchor() -> None:
    """An opening that now stands before a long new passage is left to it."""
    old = f"In the second case, {AIM} {BOARD}"
    new = f"In the second case, {MONEY} {DATA} {STAFF} Nonetheless, {AIM} {BOARD}"
    words = old[: len(old) - len(BOARD) - 1]
    _, found = place(words, text(old), text(new))
    assert found is not None
    assert AIM in found
    assert MONEY not in found


def test_similar_lines_are_paired_with_their_likest() -> None:
    """One of three was taken out and another edited; lines like no other need no pair."""
    before = [DATA, STAFF, AIM]
    assert pairs(before, [STAFF.replace("one person ", ""), AIM]) == [(1, 0)]
    assert pairs(before, []) == []
    assert pairs(["short", "sharp"], ["short."]) == []
    assert pairs([DATA, DATA], [DATA]) == []
    assert pairs([DATA] * 200, [DATA] * 200) == []  # too many to compare


def test_a_change_slides_to_where_a_paragraph_begins() -> None:
    """Of two ways to say what was taken out, the one that begins and ends a paragraph."""
    before = ["one\n", "two\n\n", "one\n", "three\n\n"]
    after = ["one\n", "three\n\n"]
    found = [Match(0, 0, 1), Match(3, 1, 1)]
    assert slid(found, before, after, paragraph) == [Match(2, 0, 2)]
    mirrored = [Match(0, 0, 1), Match(1, 3, 1)]
    assert slid(mirrored, after, before, paragraph) == [Match(0, 2, 2)]


def test_a_change_slides_to_where_a_sentence_begins() -> None:
    """The same for words, whether they were taken out or put in."""
    before = ["We", " ", "ask", ".", " ", "We", " ", "act", "."]
    after = ["We", " ", "act", "."]
    found = [Match(0, 0, 2), Match(7, 2, 2)]
    assert slid(found, before, after, sentence) == [Match(5, 0, 4)]
    mirrored = [Match(0, 0, 2), Match(2, 7, 2)]
    assert slid(mirrored, after, before, sentence) == [Match(0, 5, 4)]


def test_runs_cover_both_texts_in_order() -> None:
    """Whatever is paired or slid, nothing is lost and nothing comes twice."""
    old = LOOK_ALIKES["list items"] * 3
    new = LOOK_ALIKES["one paragraph"] + LOOK_ALIKES["list items"].replace("one", "a") * 2
    runs = align(old, new).runs
    assert "".join(run.old.of(old) for run in runs) == old
    assert "".join(run.new.of(new) for run in runs) == new
    for run in runs:
        if run.op == "equal":
            assert run.old.of(old).split() == run.new.of(new).split()
