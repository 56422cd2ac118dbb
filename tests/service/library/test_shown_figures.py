"""The figures of two compared texts: each from the text that has it, or said to be gone."""

import re

import pytest

from service.accounts.model import Actor
from service.library.add import Addition, Edition, add
from service.library.model import TEXT
from service.library.shown_figures import Figures
from service.parts import Parts
from service.repositories import Tree
from tests.conftest import SLUG
from tests.service.library.conftest import MAP, SOURCE, WHEN
from tests.visit import Visit

OLD = Tree(id="a" * 40, files={TEXT: "1", "figures/old map.svg": "2", "figures/both.png": "3"})
NEW = Tree(id="b" * 40, files={TEXT: "4", "figures/both.png": "5"})
AT = {tree.id: f"/s/x/figures/{tree.id}/" for tree in (OLD, NEW)}
FIGURES = Figures(
    address=AT[NEW.id],
    newer_first={AT[NEW.id]: NEW, AT[OLD.id]: OLD},
    older_first={AT[OLD.id]: OLD, AT[NEW.id]: NEW},
)


def image(path: str, *, tree: Tree = NEW, words: str = "A map") -> str:
    """Return the element of a figure as the renderer writes it."""
    return f'<img src="/s/x/figures/{tree.id}/{path}" alt="{words}">'


@pytest.mark.parametrize(
    ("path", "older", "tree"),
    [
        ("figures/old%20map.svg", False, OLD),
        ("figures/both.png", False, NEW),
        ("figures/both.png", True, OLD),
    ],
)
def test_figure_comes_from_the_text_that_has_it(path: str, older: bool, tree: Tree) -> None:
    """From the newer text first, and for what went from the older."""
    settled = FIGURES.settled(f"<p>{image(path)}</p>", older=older)
    assert settled == f"<p>{image(path, tree=tree)}</p>"


def test_figure_that_neither_has_is_said_to_be_gone() -> None:
    """With what it showed, if anything was said of that; other pictures are left alone."""
    assert FIGURES.settled(image("figures/none.svg", words="A &amp; B")) == (
        '<span class="gone">The picture is not there. It showed: A &amp; B</span>'
    )
    assert FIGURES.settled(image("none.svg", words="")) == (
        '<span class="gone">The picture is not there.</span>'
    )
    assert FIGURES.settled(image("none.svg", tree=OLD)) == image("none.svg", tree=OLD)


def test_figure_that_went_is_shown_in_a_comparison(
    client: Visit, parts: Parts, owner: Actor
) -> None:
    """The draft has neither the figure nor its file; the page shows what it was."""
    gone = SOURCE.replace('![A map](figures/map.svg "Where we work")', "A map is being drawn.")
    before = {TEXT: SOURCE.encode(), "figures/map.svg": MAP}
    editions = [
        Edition(files=before, what_changed="Wrote it", when=WHEN, author=owner.id),
        Edition(files={TEXT: gone.encode()}, what_changed="No map", when=WHEN, author=owner.id),
    ]
    with parts.database.write() as db:
        draft = add(db, parts.repositories, Addition(slug=SLUG, editions=editions, owner=owner.id))
    first = client.get(f"/api/v1/strategies/{SLUG}/revisions").json()[-1]
    for view in ("marked", "side", "whole"):
        address = f"/s/{SLUG}/compare/{first['id']}..{draft.draft}?view={view}"
        found = re.search(r'<img src="([^"]*)" alt="A map"', client.get(address).text)
        assert found
        assert client.get(found[1]).content == MAP
