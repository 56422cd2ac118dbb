"""A text that came back through another program, in the source of the text that went out."""

from service.document.render import render
from service.document.returned import returned

BASE = """---
title: Aims
---

# Aims

* one
* two

See [the aims][1] and __this__.

A sentence with a note.[^a]

![A map](figures/map.svg)

[1]: https://example.org

[^a]: The note.
"""


def test_what_says_the_same_is_written_as_before() -> None:
    """Other bullets and emphasis come back as the base has them; what changed is as it came."""
    came = "# Aims\n\n- one\n- two\n\nAnother sentence.\n"
    assert returned(BASE, came) == (
        "---\ntitle: Aims\n---\n\n# Aims\n\n* one\n* two\n\nAnother sentence.\n"
    )


def test_a_source_that_leans_on_others_is_not_taken() -> None:
    """A link whose address stands elsewhere would lose it, so it stays as it came."""
    came = "See [the aims](https://example.org) and **this**.\n"
    assert came in returned(BASE, came)


def test_footnotes_stay_as_they_came() -> None:
    """Their numbers and their notes belong together."""
    came = "A sentence with a note.[^1]\n\n[^1]: The note.\n"
    assert returned(BASE, came).endswith(came)


def test_another_picture_is_another_block() -> None:
    """Although pictures have no words of their own."""
    came = "![A plan](figures/plan.svg)\n"
    assert returned(BASE, came).endswith(came)


def test_all_that_came_is_there() -> None:
    """The words of the result are those that came, in their order."""
    came = "# Aims\n\n1. first\n2. second\n\n> Said.\n\n- one\n- two\n"
    words = [block.text for block in render(came, figures="").blocks]
    assert [block.text for block in render(returned(BASE, came), figures="").blocks] == words


def test_a_text_without_document_control_gets_none() -> None:
    """Nothing stands before its first word."""
    assert returned("# Aims\n", "# Others\n") == "# Others\n"
