"""How changes of each kind are shown, counted and named."""

from time import process_time

import pytest

from service.document.comparing import ChangeMissing, Comparison, Row, compare

BASE = """---
title: Plan
status: draft
---

# Plan

The board meets in spring. Then it votes.

## Aims

- Shorter waits for everybody
- Better data in every ward

| Step | Who |
|------|-----|
| Read | Ann |
| Vote | Bob |

## Money

Nobody knows yet what all of this will cost the partnership.
"""
DELETED = '<del><span class="vh">deleted: </span>{}<span class="vh"> end of deletion </span></del>'
INSERTED = (
    '<ins><span class="vh">inserted: </span>{}<span class="vh"> end of insertion </span></ins>'
)


def changed(*edits: tuple[str, str]) -> Comparison:
    """The base compared with itself after some replacements."""
    new = BASE
    for words, by in edits:
        assert words in new
        new = new.replace(words, by)
    return compare(BASE, new, figures="/f/")


def only(comparison: Comparison) -> Row:
    """The one row that is not the same."""
    (row,) = (row for row in comparison.rows if row.kind != "same")
    return row


def test_words_are_marked_inside_their_paragraph() -> None:
    """A changed word is a deletion and an insertion; each side shows its own."""
    row = only(changed(("spring", "autumn")))
    deleted, inserted = DELETED.format("spring"), INSERTED.format("autumn")
    assert row.marked == f"<p>The board meets in {deleted}{inserted}. Then it votes.</p>"
    assert row.old == f"<p>The board meets in {deleted}. Then it votes.</p>"
    assert row.new == f"<p>The board meets in {inserted}. Then it votes.</p>"
    assert (row.kind, row.change, row.section, row.edits) == ("changed", "c1", "Plan", 1)


def test_items_are_marked_inside_their_list() -> None:
    """A new item is inserted within its own bullet, and the others stay."""
    row = only(changed(("- Better", "- Less paper\n- Better")))
    assert f"<li>{INSERTED.format('Less paper')}</li>" in row.marked
    assert row.edits == 1
    assert "Less paper" not in row.old


def test_rows_and_cells_are_marked_inside_their_table() -> None:
    """A changed cell stays in its place; a row that went is struck out cell by cell."""
    row = only(changed(("| Read | Ann |", "| Read | Cy |")))
    assert f"<td>Read</td><td>{DELETED.format('Ann')}{INSERTED.format('Cy')}</td>" in row.marked
    row = only(changed(("| Read | Ann |\n", "")))
    assert (
        f"<tr><td>{DELETED.format('Read')}</td><td>{DELETED.format('Ann')}</td></tr>" in row.marked
    )


def test_what_only_looks_otherwise_is_marked() -> None:
    """Words made bold, and a link that leads elsewhere, are changes."""
    row = only(changed(("spring", "**spring**")))
    assert INSERTED.format("<strong>spring</strong>") in row.marked
    one, other = "[here](https://a.org)\n", "[here](https://b.org)\n"
    assert compare(one, other, figures="").changes == ("c1",)


def test_lines_wrapped_anew_are_no_change() -> None:
    """Where lines break within a paragraph nobody sees."""
    assert changed(("spring. Then", "spring.\nThen")).summary == "No changes"


def test_a_moved_block_is_shown_as_moved() -> None:
    """It stands marked at its new place, and what is left behind names the same change."""
    money = "Nobody knows yet what all of this will cost the partnership."
    made = changed((f"\n{money}\n", ""), ("## Aims\n", f"## Aims\n\n{money.replace('yet ', '')}\n"))
    kinds = {row.kind: row for row in made.rows}
    assert kinds["moved"].change == kinds["left"].change == "c1"
    assert DELETED.format("yet ") in kinds["moved"].marked
    assert kinds["left"].marked == ""
    assert made.summary == "1 change in 1 section; 1 passage moved"


def test_a_moved_section_is_one_change() -> None:
    """Its heading and what stands under it moved together."""
    start, end = BASE.index("## Aims"), BASE.index("## Money")
    made = compare(BASE, BASE[:start] + BASE[end:] + "\n" + BASE[start:end], figures="/f/")
    assert len(made.changes) == 1
    assert "1 passage moved" in made.summary


def test_many_changed_blocks_are_paired_by_their_words() -> None:
    """In a stretch too long to compare each with each, blocks are still found again."""
    words = [f"Paragraph {n} speaks of matter {n * 7} and no other." for n in range(40)]
    new = [text.replace("speaks", "tells") for text in words if "matter 70 " not in text]
    made = compare("\n\n".join(words), "\n\n".join(new), figures="/f/")
    assert [row.kind for row in made.rows] == ["changed"] * 10 + ["removed"] + ["changed"] * 29


def test_sections_are_the_same_whether_all_is_shown_or_not() -> None:
    """`whole` adds what stayed, and changes neither ids nor sections."""
    new = BASE.replace("Shorter", "Short").replace(
        "## Money\n\nNobody knows yet", "## Money\n\nFew"
    )
    brief, full = (compare(BASE, new, figures="/f/", whole=whole) for whole in (False, True))
    assert brief.sections == full.sections
    assert brief.summary == full.summary


def test_a_new_section_is_one_change_and_counted() -> None:
    """Blocks that were added one after the other are one change, under their heading."""
    made = changed(
        ("## Money", "## People\n\nEverybody.\n\nAnd more.\n\n## Money"), ("spring", "May")
    )
    assert made.summary == "2 changes in 2 sections; 1 section added"
    assert [(s.title, s.status, s.changes) for s in made.sections] == [
        ("Plan", "changed", ("c1",)),
        ("People", "added", ("c2",)),
    ]
    assert [row.block for row in made.rows if row.change == "c2"] == [
        "heading",
        "paragraph",
        "paragraph",
    ]


def test_a_removed_section_is_named() -> None:
    """What went with its heading is listed under that heading."""
    made = compare(BASE, BASE[: BASE.index("## Money")], figures="/f/")
    assert made.summary == "1 change in 1 section; 1 section removed"
    assert made.sections[0].title == "Money"


def test_document_control_is_compared_by_name() -> None:
    """Each name with what it was and what it is."""
    made = changed(("status: draft", "status: review\nowner: Ann"))
    assert [(c.name, c.old, c.new) for c in made.front] == [
        ("status", "draft", "review"),
        ("owner", "", "Ann"),
    ]
    assert made.summary == "Document control changed"


def test_changes_lead_to_each_other() -> None:
    """Each change knows the one before and the one after it; unknown ones are missing."""
    made = changed(("spring", "autumn"), ("Shorter", "Short"), ("Nobody", "Few"))
    assert made.changes == ("c1", "c2", "c3")
    assert made.around("c1") == (None, "c2")
    assert made.around("c2") == ("c1", "c3")
    assert made.row("c3").section == "Money"
    with pytest.raises(ChangeMissing):
        made.row("c9")
    with pytest.raises(ChangeMissing):
        made.around("c9")


def test_notes_keep_their_numbers() -> None:
    """A changed paragraph shows the number that its note has in the whole text."""
    notes = "\n[^a]: First.\n[^b]: Second.\n"
    old = f"One.[^a]\n\nTwo is here.[^b]\n{notes}"
    row = only(compare(old, old.replace("here", "there"), figures="/f/"))
    assert 'aria-label="Footnote 2">2</a>' in row.marked


def test_what_stayed_is_rendered_only_when_asked_for() -> None:
    """Without `whole`, unchanged passages are counted and not shown."""
    made = changed(("Nobody", "Few"))
    assert [(row.kind, row.passages) for row in made.rows] == [("same", 6), ("changed", 1)]
    assert made.rows[0].marked == ""
    whole = compare(BASE, BASE.replace("Nobody", "Few"), figures="/f/", whole=True)
    assert '<h2 id="aims">Aims</h2>' in "".join(row.marked for row in whole.rows)
    assert " id=" not in "".join(row.old for row in whole.rows)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("a word\n\n" * 30_000, "another\n\na word\n\n" * 15_000),
        ("- a\n" * 60_000, "- b\n- a\n" * 30_000),
        ("| a |\n|--|\n" + "| b |\n" * 35_000, "| a |\n|--|\n" + "| c |\n| b |\n" * 17_000),
        ("x" * 500_000, "y" * 500_000),
    ],
)
def test_texts_with_ten_thousands_of_changes_compare_in_bounded_time(old: str, new: str) -> None:
    """Nothing is quadratic: the worst pairs stay within seconds."""
    started = process_time()
    assert compare(old, new, figures="/f/").changes
    assert process_time() - started < 30
