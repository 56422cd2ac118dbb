"""The files that style sheets and modules are made of."""

import gzip
import json
import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from service.web.static_files import FOLDER

_ROOT = Path(__file__).parents[3]
_TOOLS = _ROOT / "tools/assets"


def test_style_sheets_fetch_nothing_from_elsewhere() -> None:
    """Every address in a style sheet is relative and leads to a file that is there."""
    for sheet in FOLDER.rglob("*.css"):
        for found in re.findall(r'url\("?([^")]+)', sheet.read_text(encoding="utf-8")):
            if not found.startswith("data:"):
                assert (sheet.parent / found).is_file(), f"{sheet.name}: {found}"


def test_design_system_comes_without_fonts_and_logo() -> None:
    """Neither Frutiger nor the logo may be used outside nhs.uk."""
    built = (FOLDER / "css/nhs.css").read_text(encoding="utf-8").lower()
    assert "frutiger" not in built
    assert "@font-face" not in built
    assert "nhsuk-header" not in built


def test_modules_import_files_that_are_there() -> None:
    """Every module's imports are relative and lead to a file."""
    for module in (FOLDER / "js").glob("*.js"):
        for found in re.findall(r'from "([^"]+)"', module.read_text(encoding="utf-8")):
            assert (module.parent / found).is_file(), f"{module.name}: {found}"


def test_reading_page_asks_for_all_its_modules_at_once() -> None:
    """Every module that reader.js comes to by its imports is preloaded, and no other."""
    template = (_ROOT / "service/library/templates/library/read.html").read_text(encoding="utf-8")
    listed = re.findall(r"for name in \[(.*?)\]", template)[0]
    found, left = set[str](), ["reader"]
    while left:
        text = (FOLDER / f"js/{left.pop()}.js").read_text(encoding="utf-8")
        new = set(re.findall(r'from "\./(\w+)\.js"', text)) - found
        found |= new
        left += new
    assert re.findall(r'"(\w+)"', listed) == sorted(found)


def test_fonts_and_scripts_of_others_have_their_licence_beside_them() -> None:
    """The design system, Inter, htmx and axe come with theirs."""
    vendored = _ROOT / "tests/browser/vendor"
    assert "SIL OPEN FONT LICENSE" in (FOLDER / "fonts/Inter.LICENSE.txt").read_text("utf-8")
    assert "NHS England" in (FOLDER / "css/nhs.LICENSE.txt").read_text("utf-8")
    assert (FOLDER / "js/vendor/htmx.LICENSE.txt").read_text("utf-8")
    assert "Mozilla Public License" in (vendored / "axe.LICENSE.txt").read_text("utf-8")


def test_lock_file_names_no_registry() -> None:
    """Packages are told by version and hash, and come from wherever the machine gets them."""
    lock = (_TOOLS / "package-lock.json").read_text(encoding="utf-8")
    assert '"resolved"' not in lock
    assert lock.count('"integrity"') > 4


def test_editor_is_small_and_credits_what_it_holds() -> None:
    """The editor's module has at most 200 kB on the wire, and every licence beside it."""
    module = (FOLDER / "js/editor.js").read_bytes()
    assert len(gzip.compress(module, 9)) <= 200_000
    licences = (FOLDER / "js/editor.LICENSE.txt").read_text("utf-8")
    lock = json.loads((_TOOLS / "package-lock.json").read_text("utf-8"))["packages"]
    bundled = [name for name in lock if re.search(r"/(prosemirror-[a-z-]+|markdown-it.*)$", name)]
    assert len(bundled) > 12
    for name in bundled:
        assert f"{name.removeprefix('node_modules/')} {lock[name]['version']}\n" in licences


@pytest.fixture(scope="module")
def node() -> None:
    """The packages of the lock file, installed here if they are not and can be had."""
    if not (shutil.which("node") and shutil.which("npm")):
        pytest.skip("needs node and npm")
    if (_TOOLS / "node_modules/esbuild").is_dir():
        return
    installed = subprocess.run(["npm", "ci"], cwd=_TOOLS, capture_output=True, check=False)
    if installed.returncode:
        pytest.skip("npm cannot install the packages: run `npm ci` in tools/assets")


@pytest.mark.usefixtures("node")
def test_built_files_are_what_the_build_makes(tmp_path: Path) -> None:
    """A build from the lock file gives the committed files, byte for byte."""
    places = {"STATIC_OUT": str(tmp_path / "static"), "VENDOR_OUT": str(tmp_path / "vendor")}
    subprocess.run(["node", "build.mjs"], cwd=_TOOLS, env=os.environ | places, check=True)
    for made in (tmp_path / "static").rglob("*"):
        if made.is_file():
            kept = FOLDER / made.relative_to(tmp_path / "static")
            assert kept.read_bytes() == made.read_bytes(), kept.name
