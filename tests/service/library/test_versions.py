"""Publishing on pages, the list of versions and changes."""

import re
from collections.abc import Mapping

import pytest

from service.library import read
from service.library.model import Strategy
from service.parts import Parts
from tests.conftest import SLUG
from tests.visit import Visit

PUBLISH = f"/s/{SLUG}/publish"


def _release(expecting: str, **other: str) -> dict[str, str]:
    return {
        "expecting": expecting,
        "change_class": "major",
        "summary": "The first edition.",
        "approved": "yes",
        "approving_body": "Partnership board",
        "effective_date-day": "1",
        "effective_date-month": "4",
        "effective_date-year": "2026",
        "review_date-day": "1",
        "review_date-month": "4",
        "review_date-year": "2029",
    } | {name.replace("__", "-"): value for name, value in other.items()}


def _numbers(parts: Parts) -> list[str]:
    with parts.database.read() as db:
        return [str(each.number) for each in read.versions(db, SLUG)]


def test_form_says_what_each_choice_leads_to(as_owner: Visit, strategy: Strategy) -> None:
    """Minor leads to 0.1, major to 1.0; what the draft says of itself is filled in."""
    page = as_owner.get(PUBLISH).text
    assert "0.1" in page
    assert "1.0" in page
    assert 'value="Partnership board"' in page
    assert f'value="{strategy.draft}"' in page


def test_form_has_the_fields_that_are_read(as_owner: Visit, strategy: Strategy) -> None:
    """What the page sends is called as what the service reads."""
    page = as_owner.get(PUBLISH).text
    named = set(re.findall(r'name="([^"]+)"', page.partition("<main")[2]))
    assert named == set(_release(strategy.draft)) | {"csrf"}


@pytest.mark.parametrize(("year", "shown"), [(2020, False), (2999, True)])
def test_review_that_is_past_is_not_offered_again(
    as_owner: Visit, as_author: Visit, strategy: Strategy, year: int, shown: bool
) -> None:
    """The form begins with the draft's day of review, unless it is over."""
    lines = f"title: A\nreview_date: {year}-04-01"
    sent = {"source": lines, "expecting": strategy.draft, "what_changed": ""}
    as_author.submit(f"/s/{SLUG}/edit/_control", sent)
    assert (f'value="{year}"' in as_owner.get(PUBLISH).text) is shown


def test_version_is_published(as_owner: Visit, strategy: Strategy, parts: Parts) -> None:
    """The owner is led to the version's page, the tag stands, and the list shows it."""
    page = as_owner.submit(PUBLISH, _release(strategy.draft))
    assert page.url.path == f"/s/{SLUG}/v/1.0"
    assert "Version 1.0 is published" in page.text
    assert parts.repositories.at(SLUG).tags() == {"v1.0": strategy.draft}
    listed = as_owner.get(f"/s/{SLUG}/versions").text
    assert "The first edition." in listed
    assert "by Olive Owner" in listed
    assert "Version 1.0" in listed


def test_second_press_publishes_nothing(as_owner: Visit, strategy: Strategy, parts: Parts) -> None:
    """The same text is published once; for consultation first, and then approved."""
    tried = {"change_class": "minor", "summary": "For comment.", "approved": "no"}
    forms = [_release(strategy.draft, **tried), _release(strategy.draft)]
    pages = [as_owner.submit(PUBLISH, form) for form in forms for _ in range(2)]
    assert [page.status_code for page in pages] == [200, 409, 200, 409]
    assert "published as version 1.0 already" in pages[-1].text
    assert _numbers(parts) == ["1.0", "0.1"]


def test_version_for_consultation_needs_neither_body_nor_day(
    as_owner: Visit, strategy: Strategy, parts: Parts
) -> None:
    """What was not approved needs only its kind and a summary."""
    form = {"change_class": "minor", "summary": "For comment.", "approved": "no"}
    as_owner.submit(PUBLISH, form | {"expecting": strategy.draft})
    assert _numbers(parts) == ["0.1"]


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"change_class": ""}, "minor or a major"),
        ({"change_class": "huge"}, "minor or a major"),
        ({"summary": " \n "}, "sentence or two"),
        ({"approved": ""}, "whether it has been approved"),
        ({"approving_body": ""}, "board or committee"),
        ({"effective_date__day": "31"}, "day from which it is in force, such as"),
        ({"effective_date__day": "9" * 5000}, "day from which it is in force"),
        ({"review_date__month": "May"}, "day of the next review, such as"),
        ({"review_date__year": "2020"}, "must be after"),
        (
            {"effective_date__day": "", "effective_date__month": "", "effective_date__year": ""},
            "in force",
        ),
    ],
)
def test_problem_stands_beside_its_field(
    as_owner: Visit, strategy: Strategy, parts: Parts, changed: Mapping[str, str], said: str
) -> None:
    """What is missing or unreadable is said, what was typed is kept, nothing is published."""
    page = as_owner.submit(PUBLISH, _release(strategy.draft, **changed))
    assert page.status_code == 422
    assert said in page.text
    assert "There is a problem" in page.text
    assert _numbers(parts) == []


def test_draft_that_moved_on_is_not_published(
    as_owner: Visit, as_author: Visit, strategy: Strategy, parts: Parts
) -> None:
    """The owner publishes what they saw, or is asked to look again, with the newest draft."""
    aims = {"source": "## Aims\n\nOther.", "expecting": strategy.draft, "what_changed": ""}
    as_author.submit(f"/s/{SLUG}/edit/aims", aims)
    page = as_owner.submit(PUBLISH, _release(strategy.draft))
    assert page.status_code == 409
    assert "saved the draft after you opened this page" in page.text
    found = re.search(r'name="expecting" value="([0-9a-f]{40})"', page.text)
    assert found
    assert found[1] != strategy.draft
    assert _numbers(parts) == []


def test_author_may_not_publish(as_author: Visit, strategy: Strategy) -> None:
    """Publishing is for the owner."""
    assert as_author.get(PUBLISH).status_code == 403
    assert as_author.submit(PUBLISH, _release(strategy.draft)).status_code == 403


def test_what_changed_lately_stands_below_the_versions(
    client: Visit, as_author: Visit, strategy: Strategy
) -> None:
    """Everybody who may read a strategy sees who changed what; the rest is in the history."""
    expecting = strategy.draft
    for number in range(6):
        aims = {
            "source": f"## Aims\n\nAim {number}.",
            "expecting": expecting,
            "what_changed": f"Change {number} <b>&",
        }
        said = as_author.submit(f"/s/{SLUG}/edit/aims", aims)
        assert said.status_code == 200
        expecting = re.findall(r"/r/([0-9a-f]{40})", as_author.get(f"/s/{SLUG}/versions").text)[0]
    shown = client.get(f"/s/{SLUG}/versions").text
    assert "Change 5 &lt;b&gt;&amp;" in shown
    assert "Arthur Author" in shown
    assert "Change 0 " not in shown
    assert f'href="/s/{SLUG}/history"' in shown
