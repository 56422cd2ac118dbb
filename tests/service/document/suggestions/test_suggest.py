"""Typed words become source: mark-up stays, what is typed reads as typed, nothing else changes."""

import pytest

from service.document.render import Point, render
from service.document.suggestions import (
    LineInCell,
    NothingSuggested,
    SuggestionBreaks,
    applied,
    make,
    meant,
    suggest,
)
from tests.service.document.suggestions.typing import FIGURES, typed, whole

FRONT = "---\ntitle: X\n---\n\n"
TEXT = """# Head line

The region will fund twelve nurses. We **will publish** what [we find](http://x.org) now[^1].

> quoted one
> two three four

- first item
- second *item* here
  - nested
- third `code span` end

1. eins
2. zwei

| Measure | Target |
| --- | --- |
| Studies open | 40 |
| More | |

Last 😀 paragraph &amp; done. שלום עולם

```py
def x():
    return 1
```

[^1]: The note says this.
"""

CASES = {
    "replace a word": ("twelve", "fourteen", "fund twelve", "fund fourteen"),
    "put a word in": ("twelve nurses", "twelve research nurses", "twelve n", "twelve research n"),
    "take a word out": ("twelve", "", "fund twelve nurses", "fund nurses"),
    "take the rest of a sentence out": ("fund twelve nurses", "pay", "fund twelve nurses", "pay"),
    "across bold": ("will publish what", "will share that", "publish** what", "share** that"),
    "take bold out": ("will publish", "", " **will publish** what", " what"),
    "half of bold and more": ("publish what", "", " publish** what", "**"),
    "take a link out": ("we find", "", " [we find](http://x.org) now", " now"),
    "in a link": ("find", "learn", "[we find]", "[we learn]"),
    "after a link": ("find now", "find out now", "(http://x.org) now", "(http://x.org) out now"),
    "beside a footnote": ("now1.", "then1.", "now[^1].", "then[^1]."),
    "in code": ("code span", "code", "`code span`", "`code`"),
    "stars": ("twelve", "*twelve*", "fund twelve", "fund \\*twelve\\*"),
    "a product": ("twelve", "3 * 4", "fund twelve", "fund 3 * 4"),
    "a number that would begin a list": ("The", "1. The", "The region", "1\\. The region"),
    "a sign that would begin a heading": ("The", "# The", "The region", "\\# The region"),
    "a link as typed": ("twelve", "[a](b)", "fund twelve", "fund \\[a\\](b)"),
    "an entity as typed": ("twelve", "&lt;", "fund twelve", "fund \\&lt;"),
    "a name with underscores": ("twelve", "a_b_c", "fund twelve", "fund a_b_c"),
    "over two lines of a quotation": ("one two", "one and two", "one\n", "one and\n"),
    "take the words at a line's end out": ("two three", "", "\n> two three four", " four"),
    "a paragraph in a quotation": ("four", "four\n\nfive", "four\n", "four\n>\n> five\n"),
    "an item": ("first item", "first item\nnew", "- first item\n", "- first item\n- new\n"),
    "a nested item": ("nested", "nested\nmore", "  - nested\n", "  - nested\n  - more\n"),
    "a numbered item": ("zwei", "zwei\ndrei", "2. zwei\n", "2. zwei\n3. drei\n"),
    "take an item out": ("first item", "", "- first item\n", ""),
    "words of an item": ("item here", "thing here", "*item*", "*thing*"),
    "a cell": ("40", "50", "| 40 |", "| 50 |"),
    "a bar in a cell": ("40", "4|5", "| 40 |", "| 4\\|5 |"),
    "empty a cell": ("40", "", "| 40 |", "|  |"),
    "fill an empty cell": ("More\n", "More\nthere", "| More | |", "| More |there |"),
    "a heading": ("Head line", "Top line", "# Head line", "# Top line"),
    "a paragraph after a heading": ("line", "line\n\nWords.", "line\n", "line\n\nWords.\n"),
    "take a heading out": ("Head line", "", "# Head line\n\n", ""),
    "split a paragraph": ("nurses. We", "nurses.\n\nWe", "nurses. We", "nurses.\n\nWe"),
    "an emoji": ("😀", "😀🎉", "😀", "😀🎉"),
    "beside an entity": ("& done", "& not done", "&amp; done", "&amp; not done"),
    "an entity": ("& done", "and done", "&amp; done", "and done"),
    "right to left": ("שלום", "ברוך", "שלום", "ברוך"),
    "a line of a listing": ("return 1", "return *2*\n    # x", "return 1", "return *2*\n    # x"),
    "a footnote": ("says this", "says that", "says this", "says that"),
}


@pytest.mark.parametrize("front", ["", FRONT], ids=["bare", "with front matter"])
@pytest.mark.parametrize(("quote", "words", "old", "new"), CASES.values(), ids=CASES.keys())
def test_typed_words_become_source(quote: str, words: str, old: str, new: str, front: str) -> None:
    """The source changes where the words do, byte for byte, and nowhere else."""
    text = front + TEXT
    assert text.count(old) == 1

    made = typed(text, quote, words)

    assert made.text == text.replace(old, new)
    assert made.text == applied(text, made.edits)
    assert made.span.start <= made.edits[0].start
    assert made.span.end >= made.edits[-1].end
    assert made.notes == ()


@pytest.mark.parametrize(("quote", "words", "old", "new"), CASES.values(), ids=CASES.keys())
def test_edits_can_be_made_again_of_the_text_they_are_for(
    quote: str, words: str, old: str, new: str
) -> None:
    """What each edit shows is known, so that making it is checked without its passage."""
    del old, new
    page = render(TEXT, figures=FIGURES)

    made = typed(TEXT, quote, words)
    shown = meant(TEXT, made.edits, figures=FIGURES)

    assert make(TEXT, page, made.edits, shown, figures=FIGURES).text == made.text


def test_where_mark_up_cannot_stay_a_note_says_so() -> None:
    """A backtick cannot stand in a code span: the words stand without it, and that is said."""
    made = typed(TEXT, "code span", "code `tick` span")

    assert "third code \\`tick\\` span end" in made.text
    assert made.notes == ("The passage loses its mark-up: code.",)


def test_several_paragraphs_at_once() -> None:
    """A blank line parts them; one of them may go, or be joined with the next."""
    text = "One two.\n\nThree **four**.\n\nFive six.\n\nSeven.\n"
    page = render(text, figures=FIGURES)
    start, end = Point("b1", 4), Point("b3", 4)

    def over(words: str) -> str:
        return suggest(text, page, start, end, words, figures=FIGURES).text

    assert over("2.\n\nThree four.\n\nFive") == text.replace("two", "2")
    assert over("two.\n\nFive") == text.replace("Three **four**.\n\n", "")
    assert over("two. Three four.\n\nFive") == text.replace("two.\n\nThree", "two. Three")
    assert over("two.\nThree 4.\nFive") == text.replace("four", "4")


def test_spaces_before_a_line_end_go_with_the_words_after_it() -> None:
    """Nobody sees them, and with the line gone they would part the word from its full stop."""
    text = "They say which certificates \nthe practices apply to.\n"
    made = whole(text, render(text, figures=FIGURES), "b1", "They say which certificates.")
    assert made.text == "They say which certificates.\n"


def test_a_paragraph_that_is_joined_to_a_link_leaves_the_link_whole() -> None:
    """The bracket before its words belongs to them, not to what goes before it."""
    text = "One;\n\nand two.\n\n[three](http://x.org) four.\n"
    page = render(text, figures=FIGURES)
    made = suggest(
        text, page, Point("b1", 0), Point("b3", 11), "One; and three four.", figures=FIGURES
    )
    assert made.text == "One; and [three](http://x.org) four.\n"


def test_the_same_words_suggest_nothing() -> None:
    """White space is not a word."""
    with pytest.raises(NothingSuggested):
        typed(TEXT, "twelve nurses", " twelve   nurses ")


def test_a_line_end_in_a_cell_is_refused() -> None:
    """A cell holds one line, and the message says so."""
    with pytest.raises(LineInCell):
        typed(TEXT, "40", "40\n\n50")


def test_what_would_change_elsewhere_is_refused_and_shown() -> None:
    """A footnote that is still referred to cannot go: its number would become brackets."""
    with pytest.raises(SuggestionBreaks) as refusal:
        typed("Words[^1].\n\nMore.\n\n[^1]: Note\n", "Note", "")

    assert "would" in refusal.value.message
    assert "Nothing was saved." in refusal.value.message


def test_words_of_the_layout_are_not_the_texts() -> None:
    """The title of an alert comes from the page; replacing it is refused, not lost."""
    text = "> [!NOTE]\n> Mind the gap.\n"
    with pytest.raises(SuggestionBreaks):
        typed(text, "Note\nMind", "Beware\nMind")
