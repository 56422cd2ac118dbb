"""Suggesting on a part of a block, and seeing it first, without scripts."""

import re
from collections.abc import Callable

from service.accounts.model import Actor
from service.parts import Parts
from tests.service.comments.conftest import SLUG
from tests.service.comments.suggesting import draft
from tests.visit import Visit

HOME = f"/s/{SLUG}"


def test_a_sentence_and_a_cell_can_be_suggested_on_and_previewed_without_scripts(
    visit_as: Callable[[Actor], Visit], parts: Parts, owner: Actor, reviewer: Actor, revision: str
) -> None:
    """A part's words are taken into the form, shown as they would read, and saved alone."""
    visit = visit_as(reviewer)
    form = visit.get(f"{HOME}/comment?block=b4&suggest=1&revision={revision}").text
    values = dict(
        zip(
            re.findall(r'name="part"[^>]*value="(\d+-\d+)"', form),
            re.findall(r">\s*(Measure|Target|Studies open|40)\s*</label>", form),
            strict=True,
        )
    )
    (part,) = [each for each, words in values.items() if words == "40"]
    taken = visit.get(f"{HOME}/comment?block=b4&suggest=1&revision={revision}&part={part}").text
    assert re.findall(r"<textarea[^>]*>\n?(.*?)</textarea>", taken, re.S)[0] == "40"
    fields = {"block": "b4", "part": part, "suggest": "1", "words": "50"}

    shown = visit.submit(f"{HOME}/r/{revision}/threads", {**fields, "preview": "1"})
    none = visit.get(f"/api/v1/strategies/{SLUG}/suggestions").json()
    visit.submit(f"{HOME}/r/{revision}/threads", fields)

    assert shown.status_code == 200
    assert re.search(r"<del>.*40.*</del>", shown.text)
    assert re.search(r"<ins>.*50.*</ins>", shown.text)
    assert re.findall(r"<textarea[^>]*>\n?(.*?)</textarea>", shown.text, re.S)[0] == "50"
    assert none == []
    (found,) = visit.get(f"/api/v1/strategies/{SLUG}/suggestions").json()
    assert (found["original"], found["words"]) == ("40", "50")
    accepted = visit_as(owner).submit(f"{HOME}/threads/{found['thread']}/acceptance")
    assert accepted.status_code == 200
    assert "| Studies open | 50 |" in draft(parts)
