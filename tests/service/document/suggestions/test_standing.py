"""Edits are followed along a text that moves on: they stand, are said already, or were changed."""

import pytest

from service.document.suggestions import Edit, State, Steps, applied, clash, places, stand

TEXT = "One two three four five six.\n\nSeven eight nine ten.\n"


def _edit(old: str, new: str) -> Edit:
    at = TEXT.index(old)
    return Edit(at, at + len(old), new)


def _after(edit: Edit, *texts: str) -> tuple[State, str | None]:
    found, before = places(TEXT, [edit]), TEXT
    for text in texts:
        found, before = Steps(before, text).follow(found), text
    made = stand(TEXT, edit, found[0], before)
    return made.state, applied(before, [made.edit]) if made.edit else None


@pytest.mark.parametrize(
    ("old", "new", "later", "result"),
    [
        ("three", "3", "Zero. One two three four five six.\n", "Zero. One two 3 four five six.\n"),
        ("three", "3", "One 2 three 4 five six.\n", "One 2 3 4 five six.\n"),
        ("three", "3", "One two or so three four five.\n", "One two or so 3 four five.\n"),
        (" three", "", "One two\nthree four five six.\n", "One two four five six.\n"),
        (" three", "", "One three four five six.\n", "One four five six.\n"),
        ("three four", "3 4", "One two three\nfour five six.\n", "One two 3 4 five six.\n"),
    ],
)
def test_words_that_stand_are_replaced_where_they_stand(
    old: str, new: str, later: str, result: str
) -> None:
    """Whatever changed around them, white space included."""
    assert _after(_edit(old, new), later) == (State.STANDS, result)


@pytest.mark.parametrize(
    ("old", "new", "later"),
    [
        ("three", "3", "One two thirty four five six.\n"),
        ("three four", "3", "One two three or four five six.\n"),
        ("three four", "3", "One two three five six.\n"),
        ("two three four", "3", "Nothing of it is left here.\n"),
    ],
)
def test_words_that_were_touched_do_not_stand(old: str, new: str, later: str) -> None:
    """An edit replaces exactly the words that it was made for, or none."""
    assert _after(_edit(old, new), later) == (State.CHANGED, None)


def test_a_word_is_put_in_between_the_two_that_it_was_put_between() -> None:
    """Where either is gone, or another word was put there, the place is gone."""
    at = TEXT.index(" three")
    edit = Edit(at, at, " and a half")

    later = "Or one two three four five six.\n"
    assert _after(edit, later) == (State.STANDS, later.replace("two", "two and a half"))
    assert _after(edit, "One two or three four.\n") == (State.CHANGED, None)
    assert _after(edit, "One 2 three four five six.\n") == (State.CHANGED, None)


def test_what_stands_there_already_is_said() -> None:
    """Somebody else made the same change."""
    assert _after(_edit("three", "3"), "One two 3 four five six.\n") == (State.SAID, None)
    at = TEXT.index(" three")
    assert _after(Edit(at, at, " half"), "One two half three four.\n") == (State.SAID, None)


def test_a_paragraph_that_was_split_is_split_once() -> None:
    """A gap between paragraphs is no mere white space."""
    at = TEXT.index(" four")
    edit = Edit(at, at + 1, "\n\n")

    assert _after(edit, TEXT.replace("six", "6"))[0] is State.STANDS
    assert _after(edit, TEXT.replace(" four", "\n\nfour"))[0] is State.SAID


def test_edits_that_overlap_or_touch_clash() -> None:
    """Two insertions at the same point do; words with a space between them do not."""
    one, two = Edit(0, 3, "x"), Edit(4, 7, "y")
    assert not clash([one], [two])
    assert clash([one], [Edit(3, 3, "z")])
    assert clash([Edit(3, 3, "a")], [Edit(3, 3, "b")])
    assert clash([one, two], [Edit(6, 9, "z")])
