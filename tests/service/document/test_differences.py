"""The passages in which two texts differ: taking all, none and some of them."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.document.differences import Difference, differences, taken

VERSIONS = Path(__file__).parents[2] / "data" / "versions"
PAIRS = sorted(path.name.removesuffix(".v1.md") for path in VERSIONS.glob("*.v1.md"))

LINES = st.lists(
    st.sampled_from(
        ["a", "b", "", "- one", "- two", "| x | y |", "# Head", "---", "name: v", "😀"]
    ),
    max_size=14,
)
TEXTS = st.builds(lambda lines, end: "\n".join(lines) + end, LINES, st.sampled_from(["", "\n"]))


def all_of(found: tuple[Difference, ...]) -> dict[int, str]:
    """Return every passage as it became."""
    return {each.number: each.after for each in found}


@given(TEXTS, TEXTS)
def test_all_make_the_new_text_and_none_the_old(old: str, new: str) -> None:
    """Character for character, whatever the texts are."""
    found = differences(old, new)
    assert taken(old, found, all_of(found)) == new
    assert taken(old, found, {}) == old
    assert (found == ()) == (old == new)


@given(TEXTS, TEXTS, st.sets(st.integers(min_value=1, max_value=12)))
def test_what_is_taken_no_longer_differs(old: str, new: str, chosen: set[int]) -> None:
    """Taking some and then the rest is taking all."""
    found = differences(old, new)
    some = taken(old, found, {n: words for n, words in all_of(found).items() if n in chosen})
    rest = differences(some, new)
    assert taken(some, rest, all_of(rest)) == new


@pytest.mark.parametrize("name", PAIRS)
def test_real_versions(name: str) -> None:
    """Published editions of real documents: all is the new edition, none the old one."""
    old, new = ((VERSIONS / f"{name}.v{n}.md").read_text("utf-8") for n in (1, 2))
    found = differences(old, new)
    assert len(found) > 1
    assert taken(old, found, all_of(found)) == new
    assert taken(old, found, {}) == old


def test_each_item_is_a_passage_of_its_own() -> None:
    """Rows, items and lines of document control that changed side by side are told apart."""
    old = "---\ntitle: One\nstatus: draft\n---\n\n# Aims\n\n- to ask\n- to answer\n\nThe end.\n"
    new = "---\ntitle: Two\nstatus: approved\n---\n\n# Aims\n\n- to hear\n- to say\n\nThe end.\n"
    found = differences(old, new)
    assert [(each.section, each.after) for each in found] == [
        ("Document control", "title: Two\n"),
        ("Document control", "status: approved\n"),
        ("Aims", "- to hear\n"),
        ("Aims", "- to say\n"),
    ]
    assert taken(old, found, {3: "- to hear\n"}) == old.replace("to ask", "to hear")


def test_what_happened_to_each() -> None:
    """Added, removed or reworded, under the heading where it stands or stood."""
    old = "# A\n\nOne.\n\n# B\n\nTwo.\n"
    new = "# A\n\nOne.\n\nMore.\n\n# B\n\nThree.\n"
    assert [(each.what, each.section) for each in differences(old, new)] == [
        ("Added", "A"),
        ("Reworded", "B"),
    ]
    assert [each.what for each in differences(new, old)] == ["Removed", "Reworded"]
