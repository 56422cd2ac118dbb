"""A comparison says nothing that is not in one of the two texts, and leaves nothing out."""

import re
from itertools import pairwise

import pytest
from hypothesis import given

from service.document.comparing import Comparison, compare
from service.document.render.wall import passes
from tests.service.document.comparing import views
from tests.service.document.merging.texts import threes
from tests.service.document.reading import Page, hostile, versions

#: Elements that may hold nothing but elements of their own kind.
_FRAMES = {"ul", "ol", "table", "thead", "tbody", "tr"}
_TAG = re.compile(r"<(/?)([a-z0-9]+)[^>]*>")


def check(old: str, new: str) -> Comparison:
    """Both texts come back from a comparison, in every view; the HTML is well formed and ours."""
    made = compare(old, new, figures="/f/", whole=True)
    assert views.without_insertions(made) == views.before(made) == views.visible(old)
    assert views.without_deletions(made) == views.after(made) == views.visible(new)
    for row in made.rows:
        for html in (row.marked, row.old, row.new):
            _well_formed(html)
            ours = re.sub(r"</?(?:ins|del)>", "", html)
            assert passes(ours)
    return made


def _well_formed(html: str) -> None:
    """Every element is closed in turn, and marks stand inside the innermost block."""
    open_names: list[str] = []
    for closing, name in _TAG.findall(html):
        if name in ("br", "hr", "img"):
            continue
        if closing:
            assert open_names.pop() == name
        else:
            if name in ("ins", "del"):
                assert not open_names or open_names[-1] not in _FRAMES
            open_names.append(name)
    assert not open_names


@given(threes())
def test_any_edits_of_markdown_compare_to_both_texts(three: tuple[str, str, str]) -> None:
    """Without insertions the old text is left, without deletions the new one."""
    _, old, new = three
    made = compare(old, new, figures="/f/", whole=True)
    assert sorted(views.without_insertions(made)) == sorted(views.visible(old))
    assert sorted(views.without_deletions(made)) == sorted(views.visible(new))
    for row in made.rows:
        _well_formed(row.marked)


@pytest.mark.parametrize("name", versions())
def test_real_versions_compare_to_both_texts(name: str) -> None:
    """The same for real documents, in both directions."""
    old, new = versions()[name]
    assert check(old, new).changes
    assert check(new, old).changes


@given(threes())
def test_a_text_compared_with_itself_has_no_changes(three: tuple[str, str, str]) -> None:
    """Nothing is reported where nothing was done."""
    made = compare(three[1], three[1], figures="/f/")
    assert (made.changes, made.front, made.summary) == ((), (), "No changes")


def test_hostile_strings_stay_text() -> None:
    """No string makes a comparison run anything."""
    strings = hostile()
    for first, second in pairwise(strings):
        made = compare(
            f"{first}\n\n| {second} |\n|--|\n", f"{second}\n\n- {first}\n", figures="/f/"
        )
        for row in made.rows:
            for tag, attributes in Page(row.marked).elements:
                assert tag not in ("script", "iframe", "object", "embed", "svg", "style", "form")
                assert not [name for name in attributes if name.startswith("on")]
