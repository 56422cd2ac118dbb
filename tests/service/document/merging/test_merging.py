"""What the merge makes of each kind of block."""

from time import process_time

import pytest

from service.document.merging import Choice, ClashMissing, ClashUndecided, Own, merge, settle

BASE = """---
title: Plan
status: draft
---

# Plan

The board meets in spring. It reads the plan, and asks for changes. Then it votes.

## Aims

- Shorter waits for everybody
- Better data in every ward
- Less paper on every desk

| Step | Who | When |
|------|-----|------|
| Read | Ann | May |
| Vote | Bob | June |

## Money

Nobody knows yet what all of this will cost the partnership.
"""


def both(ours: tuple[str, str], theirs: tuple[str, str], base: str = BASE) -> str | None:
    """The merge of two replacements in one text."""
    for words, _ in (ours, theirs):
        assert base.count(words) == 1
    return merge(base, base.replace(*ours), base.replace(*theirs)).text


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        (("spring", "autumn"), ("votes", "decides")),
        (("reads", "discusses"), ("changes", "amendments")),
        (("| Read |", "| Study |"), ("| May |", "| July |")),
        (("Shorter", "Much shorter"), ("Better data", "Good data")),
        (("- Better data in every ward\n", ""), ("paper on", "paper and ink on")),
        (("status: draft", "status: review"), ("title: Plan", "title: Our plan")),
        (("title: Plan", "title: Plan\nowner: Ann"), ("status: draft", "status: review")),
        (("| Read | Ann | May |\n", ""), ("| Bob |", "| Cy |")),
    ],
)
def test_edits_that_do_not_touch_are_combined(
    ours: tuple[str, str], theirs: tuple[str, str]
) -> None:
    """In one sentence, paragraph, list, table, row or front matter: both are in the result."""
    first, second = BASE.replace(*ours), BASE.replace(*theirs)
    expected = BASE.replace(*ours).replace(*theirs)
    assert merge(BASE, first, second).text == expected


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        (("spring", "autumn"), ("spring", "winter")),
        (("board meets", "board always meets"), ("meets in", "gathers in")),
        (("| May |", "| 5 May |"), ("| May |", "| June |")),
        (("- Better data in every ward\n", ""), ("Better data", "Good data")),
        (("every desk\n", "every desk\n- More trust\n"), ("every desk\n", "every desk\n- Peace\n")),
        (("status: draft", "status: review"), ("status: draft", "status: final")),
        (("Bob | June", "Bob | May"), ("Bob | June", "Bob | July")),
    ],
)
def test_edits_that_touch_clash(ours: tuple[str, str], theirs: tuple[str, str]) -> None:
    """Nothing is guessed where both changed the same words, or words next to each other."""
    merged = merge(BASE, BASE.replace(*ours), BASE.replace(*theirs))
    assert merged.text is None
    assert len(merged.clashes) == 1


def test_a_number_is_never_mixed_from_two() -> None:
    """1.5 made 2.5 by one and 1.6 by the other is a clash, not 2.6."""
    base = "Costs rise by 1.5 % a year.\n"
    merged = merge(base, base.replace("1.5", "2.5"), base.replace("1.5", "1.6"))
    assert [(s.ours, s.theirs) for s in merged.clashes] == [
        ("Costs rise by 2.5 % a year.\n", "Costs rise by 1.6 % a year.\n")
    ]


def test_two_plain_words_side_by_side_are_combined_and_shown() -> None:
    """One word for another on each side is combined, and offered for reading."""
    merged = merge(
        BASE, BASE.replace("meets in", "gathers in"), BASE.replace("in spring", "by spring")
    )
    assert merged.text == BASE.replace("meets in spring", "gathers by spring")
    assert [segment.close for segment in merged.combined] == [True]


@pytest.mark.parametrize(
    ("ours", "theirs"), [("10 May 2027", "5 June 2027"), ("5 June 2027", "5 May 2028")]
)
def test_a_date_is_never_mixed_from_two(ours: str, theirs: str) -> None:
    """The day from one and the month from the other are a date that nobody meant."""
    base = "It ends on 5 May 2027 at the latest.\n"
    both = (base.replace("5 May 2027", date) for date in (ours, theirs))
    assert merge(base, *both).text is None


def test_a_clash_is_widened_to_its_sentence() -> None:
    """The sentence is asked about, and what stands around it is not."""
    merged = merge(BASE, BASE.replace("reads", "studies"), BASE.replace("reads", "burns"))
    (clash,) = merged.clashes
    assert clash.base == "It reads the plan, and asks for changes. "
    assert clash.ours == "It studies the plan, and asks for changes. "
    assert clash.section == "Plan"


def test_more_than_one_clash_in_a_paragraph_is_one_about_the_whole() -> None:
    """People choose once for a paragraph in which several sentences clash."""
    ours = BASE.replace("spring", "autumn").replace("votes", "decides")
    theirs = BASE.replace("spring", "winter").replace("votes", "sleeps")
    (clash,) = merge(BASE, ours, theirs).clashes
    assert clash.base.startswith("The board meets")
    assert clash.base.rstrip().endswith("Then it votes.")


def test_a_moved_section_takes_along_what_the_other_changed_in_it() -> None:
    """One moves a section, the other changes a word in it: both have their way."""
    start, end = BASE.index("## Aims"), BASE.index("## Money")
    aims = BASE[start:end]
    ours = BASE[:start] + BASE[end:] + "\n" + aims
    theirs = BASE.replace("Better data", "Good data")
    assert merge(BASE, ours, theirs).text == ours.replace("Better data", "Good data")
    assert merge(BASE, theirs, ours).text == ours.replace("Better data", "Good data")


def test_a_section_moved_two_ways_is_asked_about() -> None:
    """What both moved to different places does not stand in the text twice."""
    parts = [f"## Part {n}\n\nThis is all that part {n} has to say about it.\n\n" for n in "abcde"]
    a, b, c, d, e = parts
    merged = merge("".join(parts), a + c + b + d + e, a + c + d + b + e)
    assert merged.text is None
    ours: dict[str, Choice] = {clash.id: "ours" for clash in merged.clashes}
    theirs: dict[str, Choice] = {clash.id: "theirs" for clash in merged.clashes}
    assert settle(merged, ours) == a + c + b + d + e
    assert settle(merged, theirs) == a + c + d + b + e


def test_a_change_never_lands_under_another_heading() -> None:
    """Sections that are alike line by line are told apart by their headings."""
    alike = "## {}\n\nOnly differences from the standard are listed.\n\n- Nothing\n\n"
    a, b, c = (alike.format(name) for name in ("England", "Scotland", "Wales"))
    theirs = a + b.replace("Only differences", "Just differences") + c
    merged = merge(a + b + c, b + a + c, theirs)
    assert merged.text in (None, b.replace("Only", "Just") + a + c)


def test_a_row_among_more_columns_is_asked_about() -> None:
    """A column from one and a row from the other do not make a table with a short row."""
    wide = BASE.replace("| When |", "| When | Why |").replace("|------|\n", "|------|---|\n")
    wide = wide.replace("| May |", "| May | x |").replace("| June |", "| June | y |")
    longer = BASE.replace("| June |\n", "| June |\n| Rest | Cy | July |\n")
    assert merge(BASE, wide, longer).text is None


def test_marks_that_would_cross_are_asked_about() -> None:
    """Bold from one that would end in bold of the other is no longer what either meant."""
    base = "We will publish the data of every agency this year.\n"
    ours = base.replace("publish the data of", "**publish the data of**")
    theirs = base.replace("data of every agency this", "data of **every agency this**")
    merged = merge(base, ours, theirs)
    assert merged.text in (
        None,
        base.replace(
            "publish the data of every agency this", "**publish the data of** **every agency this**"
        ),
    )
    theirs = base.replace("the data of every agency", "the ~~data of every agency~~")
    assert merge(base, ours, theirs).text is None


def test_notes_of_two_people_under_one_label_are_asked_about() -> None:
    """Two footnotes that both call [^1] are not both in the text."""
    first, second, third = (
        "One is here.\n\n",
        "Two is in the middle of it.\n\n",
        "Three ends it.\n\n",
    )
    base = first + second + third
    ours = "One is here.[^1]\n\n[^1]: From us.\n\n" + second + third
    theirs = first + second + "Three ends it.[^1]\n\n[^1]: From them.\n\n"
    assert merge(base, ours, theirs).text is None


def test_combined_words_of_one_sentence_say_so() -> None:
    """What was combined within a sentence can be offered for reading, and decided otherwise."""
    ours, theirs = BASE.replace("reads", "studies"), BASE.replace("changes", "amendments")
    merged = merge(BASE, ours, theirs)
    (combined,) = merged.combined
    assert combined.close
    assert settle(merged, {combined.id: "ours"}) == ours
    apart = merge(BASE, BASE.replace("spring", "autumn"), BASE.replace("votes", "decides"))
    assert [segment.close for segment in apart.combined] == [False]


def test_own_words_keep_the_space_of_the_passage() -> None:
    """What somebody types in a box runs into nothing."""
    merged = merge(BASE, BASE.replace("reads", "studies"), BASE.replace("reads", "burns"))
    (clash,) = merged.clashes
    settled = settle(merged, {clash.id: Own("It likes the plan.")})
    assert settled == BASE.replace("It reads the plan, and asks for changes.", "It likes the plan.")


def test_a_start_for_own_words_has_both() -> None:
    """The draft for a clash holds what fits of both sides."""
    ours = BASE.replace("reads the plan", "studies the plan")
    theirs = BASE.replace("reads the plan, and asks for changes", "reads it, and asks for money")
    (clash,) = merge(BASE, ours, theirs).clashes
    assert "studies" in clash.text
    assert "money" in clash.text


def test_choices_are_asked_for_and_checked() -> None:
    """A clash without a choice and a choice without a clash are both refused."""
    merged = merge(BASE, BASE.replace("reads", "studies"), BASE.replace("reads", "burns"))
    with pytest.raises(ClashUndecided):
        settle(merged, {})
    with pytest.raises(ClashMissing):
        settle(merged, {merged.clashes[0].id: "ours", "elsewhere": "ours"})


def test_both_are_told_what_the_other_changed() -> None:
    """Each side's changes can be listed, whatever became of them."""
    ours = BASE.replace("votes", "decides").replace("reads", "studies")
    theirs = BASE.replace("Nobody knows", "Few know").replace("reads", "burns")
    merged = merge(BASE, ours, theirs)
    assert [s.section for s in merged.changed_by("theirs")] == ["Plan", "Money"]
    assert {s.kind for s in merged.changed_by("ours")} == {"ours", "clash"}


@pytest.mark.parametrize("sections", [10, 400])
def test_what_differs_too_much_is_asked_by_section(sections: int) -> None:
    """Nobody decides two hundred passages; past a hundred and fifty whole sections are asked."""
    parts = [
        [f"Number {n}.{m} is what part {n} says at place {m}.\n\n" for m in range(800 // sections)]
        for n in range(sections)
    ]
    base = "".join(f"## Part {n}\n\n{''.join(part)}" for n, part in enumerate(parts))
    ours, theirs = base.replace(" says", " tells us"), base.replace(" says", " claims")
    merged = merge(base, ours, theirs)
    assert len(merged.clashes) == (sections if sections <= 150 else 1)
    chosen: dict[str, Choice] = {clash.id: "theirs" for clash in merged.clashes}
    assert settle(merged, chosen) == theirs


@pytest.mark.slow
@pytest.mark.parametrize(
    "texts",
    [
        ("a\n" * 250_000, "b\na\n" * 125_000, "a\nc\n" * 125_000),
        ("a word\n\n" * 60_000, "b word\n\n" * 60_000, "a word\n\nc\n\n" * 40_000),
        ("| a | b |\n" * 50_000, "| b | b |\n" * 50_000, "| a | c |\n" * 50_000),
        tuple(" ".join(map(str, range(n, n + 90_000))) for n in (0, 200_000, 300_000)),
        ("x" * 500_000, "y" * 500_000, "z" * 500_000),
    ],
)
def test_unrelated_texts_of_500000_characters_merge_in_bounded_time(
    texts: tuple[str, str, str],
) -> None:
    """Nothing is quadratic: the worst three stay within seconds."""
    started = process_time()
    assert merge(*texts).clashes
    assert process_time() - started < 20


def test_what_clashes_all_over_a_long_text_is_asked_at_once() -> None:
    """Past the bound, all that anybody changed is one clash; nothing of either side is lost."""
    lines = [f"- number {n} is about place {n}\n" for n in range(8_000)]
    theirs = [line.replace("about", "for") for line in lines]
    ends = "# Opening\n\n", "\nThe end.\n"
    base, ours, other = ("".join(each).join(ends) for each in (lines, lines[::-1], theirs))
    made = merge(base, ours, other)
    assert len(made.clashes) == 1
    assert "".join(each.ours for each in made.segments) == ours
    assert "".join(each.theirs for each in made.segments) == other
    mine: Choice = "ours"
    assert settle(made, {made.clashes[0].id: mine}) == ours
