import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("strictness", ["default", "error"])
def test_importing_shows_no_warnings(tmp_path: Path, strictness: str) -> None:
    """Whoosh is compiled without a word, even where nothing was compiled before."""
    script = (
        "import pathlib, sys; from search import *\n"
        "engine = WhooshEngine(pathlib.Path(sys.argv[1]))\n"
        "engine.compact(); engine.close()"
    )
    done = subprocess.run(
        [sys.executable, "-W", strictness, "-c", script, str(tmp_path / "index")],
        cwd=ROOT,
        env={**os.environ, "PYTHONPYCACHEPREFIX": str(tmp_path / "compiled")},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
