"""An installed service opens its pages, keeps its data, and stops when told."""

import re
import sqlite3
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.installed.conftest import ROOT
from tests.installed.running import Running, environment, serving

pytestmark = pytest.mark.slow
SEEDS = sorted(ROOT.glob("strategies/*/strategy.md"))
PUBLIC = [p.parent.name for p in SEEDS if "\nvisibility: public\n" in p.read_text("utf-8")]
OTHERS = [p.parent.name for p in SEEDS if p.parent.name not in PUBLIC]


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder that does not exist yet."""
    return tmp_path_factory.mktemp("installed") / "data"


@pytest.fixture(scope="module")
def service(roundtable: Path, data: Path) -> Iterator[Running]:
    """The installed service on an empty data folder."""
    with serving([str(roundtable)], data) as running:
        yield running


@pytest.mark.parametrize("path", ["/health/live", "/health/ready", "/", "/search?q=health"])
def test_a_page_opens(service: Running, path: str) -> None:
    """The health addresses, the library and search answer."""
    assert service.get(path)[0] == 200


@pytest.mark.parametrize("slug", PUBLIC)
def test_every_public_seed_opens(service: Running, slug: str) -> None:
    """Each public strategy that the wheel brings is a page, and the library links to it."""
    status, kind, page = service.get(f"/s/{slug}")
    assert (status, kind) == (200, "text/html")
    assert "<h1" in page
    assert f'"/s/{slug}"' in service.get("/")[2]


@pytest.mark.parametrize("slug", OTHERS)
def test_other_seeds_stay_hidden(service: Running, slug: str) -> None:
    """A strategy for members is there for nobody who has not signed in."""
    assert service.get(f"/s/{slug}")[0] == 404
    assert f'"/s/{slug}"' not in service.get("/")[2]


def test_every_asset_of_a_page_is_served(service: Running) -> None:
    """Styles, scripts, icons and the fonts that styles name come from the installed package."""
    page = service.get(f"/s/{PUBLIC[0]}")[2]
    assets = set(re.findall(r'(?:href|src)="(/static/[^"]+)"', page))
    assert any(asset.split("?")[0].endswith(".css") for asset in assets)
    assert any(asset.split("?")[0].endswith(".js") for asset in assets)
    for asset in assets:
        status, kind, _ = service.get(asset)
        assert (asset, status) == (asset, 200)
        assert kind != "text/html"


def test_two_sign_in_links_are_printed_and_open(service: Running) -> None:
    """The terminal shows one link for the owner and one for a reviewer."""
    links = service.links()
    assert len(set(links)) == 2
    assert all(link.startswith(service.address) for link in links)
    assert [service.get(link)[0] for link in links] == [200, 200]


def test_a_second_start_keeps_everything(roundtable: Path, tmp_path: Path) -> None:
    """Stopped and started again, the service has the same revisions, people and events."""
    data = tmp_path / "data"
    with serving([str(roundtable)], data):
        pass
    before = _kept(data)
    with serving([str(roundtable)], data) as again:
        assert again.get(f"/s/{PUBLIC[0]}")[0] == 200
    assert _kept(data) == before


def test_the_command_says_its_version(roundtable: Path, tmp_path: Path) -> None:
    """`roundtable version` is the version of the project."""
    wanted = re.search(r'^version = "(.+)"', (ROOT / "pyproject.toml").read_text("utf-8"), re.M)
    done = subprocess.run(
        [roundtable, "version"],
        cwd=tmp_path,
        env=environment(),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0
    assert wanted
    assert wanted[1] in done.stdout


def _kept(data: Path) -> dict[str, object]:
    """Every reference of every repository, and the rows of the tables that people fill."""
    kept: dict[str, object] = {}
    for repository in sorted((data / "git").glob("*.git")):
        command = ["git", f"--git-dir={repository}", "for-each-ref"]
        kept[repository.name] = subprocess.run(command, capture_output=True, check=True).stdout
    with sqlite3.connect(data / "roundtable.db") as database:
        for table in ("people", "strategies", "revisions", "versions", "threads", "journal"):
            kept[table] = database.execute(f"SELECT * FROM {table} ORDER BY 1, 2").fetchall()  # noqa: S608
    assert kept["people"]
    return kept
