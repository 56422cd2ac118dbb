"""The editors as modules that a page can load, and a server for them."""

import shutil
import subprocess
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from service.web.static_files import FOLDER

HERE = Path(__file__).parent / "editors"
#: The file of each editor.
FILES: Mapping[str, str] = {"Roundtable": "roundtable", "Milkdown": "milkdown", "Tiptap": "tiptap"}
_PAGE = (
    '<!doctype html><html lang="en-GB"><meta charset="utf-8"><title>Editors</title><body></body>'
)


class Quiet(SimpleHTTPRequestHandler):
    """Serves a folder without a word."""

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


def make(folder: Path, only: Sequence[str]) -> tuple[list[str], dict[str, str]]:
    """Put the editors' modules into a folder; return which there are, and why others are not."""
    (folder / "index.html").write_text(_PAGE)
    shutil.copy(HERE / "drive.js", folder)
    shutil.copy(HERE / "roundtable.js", folder)
    shutil.copy(FOLDER / "js/editor.js", folder)
    wanted = list(only or FILES)
    others = [name for name in wanted if name != "Roundtable"]
    reason = _install() if others else ""
    if not reason:
        reason = _bundle(folder, others)
    skipped = dict.fromkeys(others, reason) if reason else {}
    return [name for name in wanted if name not in skipped], skipped


def _install() -> str:
    """Install the others' packages as locked; return why that cannot be done, or nothing."""
    if shutil.which("npm") is None:
        return "there is no npm here"
    if (HERE / "node_modules").is_dir():
        return ""
    done = subprocess.run(["npm", "ci"], cwd=HERE, capture_output=True, text=True, check=False)
    return "" if done.returncode == 0 else f"npm could not install it: {done.stderr[-200:]}"


def _bundle(folder: Path, names: Sequence[str]) -> str:
    for name in names:
        out = f"--outfile={folder / FILES[name]}.js"
        command = [
            "npx",
            "esbuild",
            f"{FILES[name]}.js",
            "--bundle",
            "--format=esm",
            "--minify",
            out,
        ]
        done = subprocess.run(command, cwd=HERE, capture_output=True, text=True, check=False)
        if done.returncode:
            return f"it could not be bundled: {done.stderr[-200:]}"
    return ""


@contextmanager
def serving(folder: Path) -> Iterator[str]:
    """Serve a folder on this machine alone; yields its address."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
