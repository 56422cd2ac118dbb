"""Figures: served with their strategy, and nothing else that lies beside a text."""

from collections.abc import Callable

import pytest

from service.accounts.model import Actor
from service.library.model import Strategy
from service.library.pictures import media_type
from service.library.save import save_control
from service.parts import Parts
from tests.conftest import SLUG
from tests.service.library.conftest import MAP
from tests.visit import Visit


@pytest.fixture
def folder(parts: Parts, strategy: Strategy) -> str:
    """The address below which the draft's figures are."""
    tree = parts.repositories.at(SLUG).files(strategy.draft).id
    return f"/s/{SLUG}/figures/{tree}"


def test_figure_is_shown_and_kept_for_good(client: Visit, folder: str) -> None:
    """The reading page's figure is there, may be kept for ever, and can run nothing."""
    page = client.get(f"/s/{SLUG}").text
    assert f'src="{folder}/figures/map.svg"' in page
    answer = client.get(f"{folder}/figures/map.svg")
    assert answer.content == MAP
    assert answer.headers["content-type"] == "image/svg+xml"
    assert answer.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert "sandbox" in answer.headers["content-security-policy"]
    assert "script" not in answer.headers["content-security-policy"]
    assert answer.headers["x-content-type-options"] == "nosniff"


def test_figure_of_earlier_revision_stays(
    client: Visit, folder: str, parts: Parts, strategy: Strategy, author: Actor
) -> None:
    """The address goes on working once the draft has other figures."""
    with parts.database.write() as db:
        save_control(
            db,
            parts.repositories,
            author,
            SLUG,
            source="title: Other",
            expecting=strategy.draft,
            what_changed="",
        )
    assert client.get(f"{folder}/figures/map.svg").status_code == 200


@pytest.mark.parametrize(
    "path",
    [
        "strategy.md",
        "figures/notes.txt",
        "figures/fake.png",
        "figures/none.svg",
        "figures",
        "",
        "../secret",
        "%2e%2e/strategy.md",
        "figures%00/map.svg",
    ],
)
def test_anything_else_is_missing(client: Visit, folder: str, path: str) -> None:
    """Only pictures are served: by name and by content."""
    assert client.get(f"{folder}/{path}").status_code == 404


@pytest.mark.parametrize("tree", ["0" * 40, "HEAD", "main", "-", "a" * 4000])
def test_made_up_tree_is_missing(client: Visit, strategy: Strategy, tree: str) -> None:
    """Only the files of revisions are served."""
    del strategy
    assert client.get(f"/s/{SLUG}/figures/{tree}/figures/map.svg").status_code == 404


def test_figure_of_confidential_strategy_is_for_its_readers(
    client: Visit,
    visit_as: Callable[[Actor], Visit],
    folder: str,
    parts: Parts,
    strategy: Strategy,
    owner: Actor,
) -> None:
    """Who may not read the strategy does not see its figures; who may keeps them private."""
    with parts.database.write() as db:
        save_control(
            db,
            parts.repositories,
            owner,
            SLUG,
            source="visibility: confidential",
            expecting=strategy.draft,
            what_changed="",
        )
    assert client.get(f"{folder}/figures/map.svg").status_code == 404
    answer = visit_as(owner).get(f"{folder}/figures/map.svg")
    assert answer.headers["cache-control"].startswith("private")


@pytest.mark.parametrize(
    ("path", "content", "kind"),
    [
        ("a.PNG", b"\x89PNG\r\n\x1a\n...", "image/png"),
        ("a.jpeg", b"\xff\xd8\xff...", "image/jpeg"),
        ("a.gif", b"GIF89a...", "image/gif"),
        ("a.webp", b"RIFF....WEBP", "image/webp"),
        ("a.svg", b"<?xml?><svg>", "image/svg+xml"),
        ("a.html", b"<svg>", None),
        ("a.svg", b"<html>", None),
        ("a.png", b"GIF89a", None),
        ("a", b"", None),
    ],
)
def test_kind_is_what_name_and_content_agree_on(
    path: str, content: bytes, kind: str | None
) -> None:
    """A picture is one that its name and its first bytes both say it is."""
    assert media_type(path, content) == kind
