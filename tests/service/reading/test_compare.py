"""Comparing two texts on a page and for programs."""

import re

import pytest

from service import clock
from service.accounts.model import Actor
from service.library.add import Addition, Edition, add
from service.library.model import TEXT, ChangeClass
from service.library.publish import Release, publish
from service.library.save import save
from service.parts import Parts
from tests.visit import Visit

SLUG = "cancer-research"
OLD = """---
title: Cancer research
visibility: public
review_date: 2029-01-31
---

# Cancer research

The region will fund twelve research nurses.

## Aims

To ask what people want to know.

- First this
- Then that

| Measure | Target |
| --- | --- |
| Studies open | 40 |

## Money

Enough of it for three years, from five funders, as was said before.
"""
NEW = (
    OLD.replace("twelve research nurses", "twenty research nurses")
    .replace("| Studies open | 40 |", "| Studies open | 60 |")
    .replace("- Then that", "- Then that\n- And more")
    .replace("2029-01-31", "2030-01-31")
    + "\n## People\n\nThose who do the work <b>&.\n"
)
Saved = tuple[str, str]


@pytest.fixture
def saved(parts: Parts, owner: Actor) -> Saved:
    """Version 1.0 and the draft after it, by revision."""
    edition = Edition(
        files={TEXT: OLD.encode()}, what_changed="Began", when=clock.now(), author=owner.id
    )
    release = Release(change_class=ChangeClass.MAJOR, summary="The first.", approved=False)
    with parts.database.write() as db:
        addition = Addition(slug=SLUG, editions=[edition], owner=owner.id)
        first = add(db, parts.repositories, addition).draft
        publish(db, parts.repositories, owner, SLUG, release=release, expecting=first)
        made = save(
            db,
            parts.repositories,
            owner,
            SLUG,
            text=NEW,
            expecting=first,
            what_changed="Asked for more",
        )
    return first, made.id


def test_changes_are_marked_in_their_place(client: Visit, saved: Saved) -> None:
    """A word in its sentence, a figure in its cell, an item in its list, a section at its end."""
    shown = client.get(f"/s/{SLUG}/compare/v1.0..draft").text
    assert saved
    assert re.search(r"<td[^>]*><del>.*40.*</del><ins>.*60.*</ins></td>", shown)
    assert re.search(r"<li><ins>.*And more.*</ins></li>", shown)
    assert re.search(r"<del><span[^>]*>deleted: </span>twelve", shown)
    assert re.search(r"<ins><span[^>]*>inserted: </span>twenty", shown)
    assert "&lt;b&gt;&amp;" in shown
    assert "<del><ul>" not in shown


def test_changes_are_listed_by_section_and_summed_up(client: Visit, saved: Saved) -> None:
    """Each section leads to its first change; the sum is said in words."""
    assert saved
    shown = client.get(f"/s/{SLUG}/compare/v1.0..draft").text
    side = shown.partition("<aside")[2].partition("</aside>")[0]
    numbers = re.findall(r'href="#change--(\d+)"', side)
    assert numbers[0] == "1"
    assert all(f'id="change--{number}"' in shown for number in numbers)
    assert "1 section added" in side
    assert "document control changed" in side
    assert re.search(r"Next review</th><td><del>.*31 January 2029", shown)


def test_each_change_is_a_region_that_can_be_gone_to(client: Visit, saved: Saved) -> None:
    """From one to the next by links, without scripts too."""
    assert saved
    shown = client.get(f"/s/{SLUG}/compare/v1.0..draft").text
    regions = re.findall(r'<section class="change [^>]*id="change--(\d+)"[^>]*>', shown)
    assert regions == [str(number) for number in range(1, len(regions) + 1)]
    assert shown.count('href="#change--2"') >= 2
    assert 'aria-label="Change 1, reworded"' in shown


def test_side_by_side_has_both_texts(client: Visit, saved: Saved) -> None:
    """What went stands on the left alone, what came on the right alone."""
    assert saved
    shown = client.get(f"/s/{SLUG}/compare/v1.0..draft?view=side").text
    left = re.findall(r'class="pair__old">(.*?)<div class="pair__new">', shown, re.DOTALL)
    right = re.findall(r'class="pair__new">(.*?)</section>', shown, re.DOTALL)
    assert any("twelve" in each for each in left)
    assert not any("twenty" in each for each in left)
    assert any("twenty" in each for each in right)
    assert not any("twelve" in each for each in right)


def test_whole_document_is_whole(client: Visit, saved: Saved) -> None:
    """What did not change is there as well, and nothing is folded away."""
    assert saved
    shown = client.get(f"/s/{SLUG}/compare/v1.0..draft?view=whole").text
    assert "as was said before" in shown
    assert "<details" not in shown.partition("<main")[2]


def test_texts_are_chosen_on_a_form_without_scripts(client: Visit, saved: Saved) -> None:
    """The form leads to the permanent address, in the view that was chosen."""
    first, second = saved
    asked = {"from": first, "to": "draft", "view": "side"}
    went = client.get(f"/s/{SLUG}/compare", params=asked)
    assert str(went.url).endswith(f"/s/{SLUG}/compare/{first}..draft?view=side")
    assert re.search(rf'<option value="{first}" selected>', went.text)
    assert f'<option value="{second}">' in went.text


def test_usual_comparison_is_from_the_newest_version(client: Visit, saved: Saved) -> None:
    """The tab leads to what came after the version that stands."""
    assert saved
    assert str(client.get(f"/s/{SLUG}/compare").url).endswith("/compare/v1.0..draft")


def test_same_text_has_no_changes(client: Visit, saved: Saved) -> None:
    """A text compared with itself says so."""
    first, _ = saved
    shown = client.get(f"/s/{SLUG}/compare/{first}..v1.0").text
    assert "say the same, word for word" in shown


@pytest.mark.parametrize("name", ["v9.9", "vx", "0" * 40, "nothing", "draft..draft", "%2e%2e"])
def test_unknown_text_is_missing(client: Visit, saved: Saved, name: str) -> None:
    """What there is not is said, and nothing breaks."""
    assert saved
    assert client.get(f"/s/{SLUG}/compare/{name}..draft").status_code in (404, 422)


def test_odd_view_is_the_marked_text(client: Visit, saved: Saved) -> None:
    """An address that was mistyped still shows the comparison."""
    assert saved
    assert client.get(f"/s/{SLUG}/compare/v1.0..draft?view=<b>").status_code == 200


def test_ids_of_the_texts_stay_out_of_the_page(client: Visit, saved: Saved) -> None:
    """No id stands twice, whatever the headings of both texts are called."""
    assert saved
    for view in ("marked", "side", "whole"):
        shown = client.get(f"/s/{SLUG}/compare/v1.0..draft?view={view}").text
        ids = re.findall(r'\sid="([^"]+)"', shown)
        assert len(ids) == len(set(ids))
        assert shown.count("<h1") == 1


def test_programs_are_told_the_same(client: Visit, saved: Saved) -> None:
    """Every change with its section, kind and marked words; and the summary."""
    first, second = saved
    asked = {"from": "v1.0", "to": second}
    told = client.get(f"/api/v1/strategies/{SLUG}/comparison", params=asked).json()
    assert (told["old"], told["new"]) == (first, second)
    assert "twenty" in told["changes"][0]["marked"]
    assert told["changes"][-1]["section"] == "People"
    assert told["control"] == [{"name": "review_date", "old": "2029-01-31", "new": "2030-01-31"}]
    assert told["address"] == f"/s/{SLUG}/compare/v1.0..{second}"


@pytest.mark.parametrize("view", ["marked", "side", "whole"])
def test_second_visit_shows_the_same(client: Visit, saved: Saved, view: str) -> None:
    """What is kept of a comparison is the comparison."""
    assert saved
    address = f"/s/{SLUG}/compare/v1.0..draft?view={view}"
    assert client.get(address).text == client.get(address).text
