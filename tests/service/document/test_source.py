"""Front matter, sections, and changing one of them without touching the rest."""

import datetime
import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.document.source import (
    FrontMatterUnreadable,
    SectionMissing,
    clean,
    replace_section,
    sections,
    split,
    with_front,
)
from tests.service.document.reading import documents

TEXT = """---
title: Infection   # working title
keywords:
- flu
- sepsis
effective_date: 2026-12-04
unknown_name: kept
---

Before all headings.

# Aims

One.

```
# not a heading
```

Aims
----

Two.
"""

_LINES = st.sampled_from(
    [
        "# One",
        "## Two",
        "Title\n===",
        "words",
        "- item",
        "  - # inner",
        "",
        "",
        "```",
        "> # q",
        "[^1]: n",
    ]
)
markdown = st.lists(_LINES, max_size=14).map("\n".join)


def test_front_matter_is_read_and_unknown_names_are_kept() -> None:
    """Values come as YAML has them, and a name nobody knows stays."""
    front = split(TEXT).front
    assert front["title"] == "Infection"
    assert front["keywords"] == ["flu", "sepsis"]
    assert front["effective_date"] == datetime.date(2026, 12, 4)
    assert front["unknown_name"] == "kept"


def test_body_begins_after_front_matter() -> None:
    """The body start is where the text below the second row of hyphens begins."""
    source = split(TEXT)
    assert source.body.startswith("\nBefore all headings.")
    assert split("No front matter.\n").body_start == 0


@pytest.mark.parametrize(
    "value",
    ["2026-99-99", "9" * 5000, "12:99:99", "0b", ".inf", "!", "~", "1e999", "2026-02-30 25:61:61"],
)
def test_odd_values_do_not_make_front_matter_unreadable(value: str) -> None:
    """What looks like a date or number and is none is kept as its words."""
    quoted = value if value != "!" else "'!'"
    assert "review_date" in split(f"---\nreview_date: {quoted}\n---\n").front


@pytest.mark.parametrize(
    "inner",
    [
        "a: [1",
        "a: &x 1\nb: *x",
        "- a\n- b",
        "just words",
        "a: " + "[" * 5000,
        "a: " + "x" * 70_000,
        "[a]: b",
        "a: !!python/object:os.system x",
    ],
)
def test_broken_front_matter_says_so(inner: str) -> None:
    """Broken, recursive, huge or dangerous YAML is refused with a sentence, never a crash."""
    with pytest.raises(FrontMatterUnreadable):
        split(f"---\n{inner}\n---\nBody.\n")


def test_with_front_rewrites_only_the_named_lines() -> None:
    """Changing one name, removing a list and adding a name leaves every other byte."""
    changed = with_front(TEXT, {"title": "New: title", "keywords": None, "owner": "Zoë"})
    assert changed == TEXT.replace(
        "title: Infection   # working title\nkeywords:\n- flu\n- sepsis\n", "title: 'New: title'\n"
    ).replace("unknown_name: kept\n", "unknown_name: kept\nowner: Zoë\n")


def test_with_front_makes_front_matter_where_there_is_none() -> None:
    """A text without front matter gets it; nothing to say makes nothing."""
    assert with_front("Body.\n", {"title": "A"}) == "---\ntitle: A\n---\nBody.\n"
    assert with_front("Body.\n", {"title": None}) == "Body.\n"


@given(st.text(max_size=60).map(clean).map(str.strip))
def test_with_front_values_read_back(value: str) -> None:
    """Whatever words are set are the words that are read."""
    changed = with_front(TEXT, {"summary": value})
    assert str(split(changed).front["summary"]) == value
    assert split(changed).body == split(TEXT).body


def test_with_front_refuses_names_that_are_none() -> None:
    """A name that would break the YAML is refused."""
    with pytest.raises(FrontMatterUnreadable):
        with_front(TEXT, {"a: b\nc": "x"})


def test_sections_stand_one_a_heading() -> None:
    """The opening and each heading make a section; code makes none; ids are unique."""
    found = [(s.id, s.title, s.level) for s in sections(TEXT)]
    assert found == [("opening", "Opening", 0), ("aims", "Aims", 1), ("aims-2", "Aims", 2)]


@given(markdown)
def test_sections_cover_the_body(text: str) -> None:
    """Sections follow each other without gap or overlap to the end of the text."""
    found = sections(text)
    assert "".join(text[s.start : s.end] for s in found).strip() == text.strip()
    assert all(a.end == b.start for a, b in itertools.pairwise(found))
    assert len({s.id for s in found}) == len(found)


@given(markdown)
def test_replacing_a_section_with_itself_changes_nothing(text: str) -> None:
    """Saving what was opened is no change at all."""
    for section in sections(text):
        assert replace_section(text, section.id, text[section.start : section.end]) == text


@given(markdown, st.data())
def test_replacing_a_section_keeps_the_rest(text: str, data: st.DataObject) -> None:
    """What stands before and after the section is the same, character by character."""
    section = data.draw(st.sampled_from(sections(text)))
    changed = replace_section(text, section.id, "# Replaced\n\nNew words.")
    assert changed.startswith(text[: section.start])
    assert changed.endswith(text[section.end :])
    assert "New words." in changed


@pytest.mark.parametrize("name", documents())
def test_real_sections_replaced_leave_their_neighbours(name: str) -> None:
    """In real documents, each section can be replaced and all others stay sections as they were."""
    text = documents()[name]
    before = sections(text)
    for section in before[:: max(1, len(before) // 10)]:
        changed = replace_section(text, section.id, text[section.start : section.end] + "\nMore.")
        assert [s.title for s in sections(changed)] == [s.title for s in before]


def test_new_words_do_not_run_into_the_next_heading() -> None:
    """Without a blank line a heading underlined below would swallow the words above it."""
    changed = replace_section("# A\n\na\n\nB\n===\n\nb\n", "a", "# A\n\nnew")
    assert changed == "# A\n\nnew\n\nB\n===\n\nb\n"


def test_missing_section_is_missing() -> None:
    """A section that is gone is named in the message."""
    with pytest.raises(SectionMissing, match="nowhere"):
        replace_section(TEXT, "nowhere", "x")


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("a\r\nb\rc", "a\nb\nc\n"),
        ("a\x00\x08\x1b\ud800b\tc\n", "ab\tc\n"),
        ("\ufeff# A\n", "# A\n"),
        ("", ""),
        ("a\n\n", "a\n\n"),
    ],
)
def test_what_a_person_sends_is_cleaned(sent: str, kept: str) -> None:
    """Line ends become LF, control characters and lone surrogates go, the last line ends."""
    assert clean(sent) == kept


@given(st.text(st.characters(codec=None), max_size=50))
def test_cleaning_twice_changes_nothing(text: str) -> None:
    """A cleaned text is clean, and can be stored."""
    once = clean(text)
    assert clean(once) == once
    once.encode("utf-8")
