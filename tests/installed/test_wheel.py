"""The wheel holds all that the pages need."""

import subprocess
import zipfile
from pathlib import Path

import pytest

from tests.installed.conftest import ROOT

pytestmark = pytest.mark.slow


@pytest.fixture
def names(place: Path) -> set[str]:
    """The names of the files in the wheel."""
    (wheel,) = (place / "wheels").glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        return set(archive.namelist())


def test_the_wheel_holds_every_file_of_the_packages(names: set[str]) -> None:
    """Whatever git keeps below service/ and search/ is installed, and every strategy as a seed."""
    wanted = {path.replace("strategies/", "service/seeds/", 1) for path in _kept()}
    assert wanted - names == set()


def test_the_wheel_holds_each_kind_of_asset(names: set[str]) -> None:
    """Templates, styles, scripts, fonts, migrations and seeds are among its files."""
    for folder, suffix in {
        ("service/web/templates/", ".html"),
        ("service/web/static/", ".css"),
        ("service/web/static/", ".js"),
        ("service/document/formats/fonts/", ".otf"),
        ("service/storage/migrations/versions/", ".py"),
        ("service/seeds/", "strategy.md"),
    }:
        assert [name for name in names if name.startswith(folder) and name.endswith(suffix)]


def test_the_wheel_holds_nothing_else(names: set[str]) -> None:
    """Tests, tools and guides stay in the checkout."""
    folders = {name.split("/")[0] for name in names}
    assert {name for name in folders if not name.endswith(".dist-info")} == {"service", "search"}


def _kept() -> list[str]:
    """The files that git keeps, or would, of what the wheel is made from."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard", "--"]
    folders = ["service", "search", "strategies"]
    done = subprocess.run([*command, *folders], cwd=ROOT, capture_output=True, check=True)
    paths = [path for path in done.stdout.decode().split("\0") if path]
    return [path for path in paths if (ROOT / path).is_file()]
