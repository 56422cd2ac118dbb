"""Write the lock files: every package with its version and hashes, and no address of a registry.

Needs network. `uv` is taken from PATH, or installed into `var/tools` for this.
"""

import shutil
import subprocess
import sys
import tomllib
import venv
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TOOLS = ROOT / "var" / "tools"
BUILD = "docker/build.lock"
OPTIONS = (
    *("--generate-hashes", "--universal", "--python-version", "3.11"),
    *("--no-header", "--no-emit-index-url", "--no-emit-find-links", "--quiet"),
)


def main(arguments: Sequence[str]) -> None:
    """Write the three lock files; `--upgrade` lets go of the versions that they hold now."""
    uv = _uv()
    _compile(uv, "requirements.lock", ["pyproject.toml", *arguments])
    _compile(uv, "requirements-test.lock", ["pyproject.toml", "--group", "test", *arguments])
    _compile(uv, BUILD, ["-", *arguments], "\n".join(_build_requirements()))


def _compile(uv: str, lock: str, arguments: Sequence[str], given: str = "") -> None:
    """Resolve what the arguments name (`-` is `given`) into one lock file."""
    command = [uv, "pip", "compile", *OPTIONS, *arguments, "--output-file", lock]
    subprocess.run(command, cwd=ROOT, input=given, text=True, check=True, stdout=subprocess.DEVNULL)
    print(f"Wrote {lock}.")


def _build_requirements() -> list[str]:
    """What building the wheel needs, as pyproject.toml names it."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    requirements: list[str] = project["build-system"]["requires"]
    return requirements


def _uv() -> str:
    """The path of a `uv`."""
    found = shutil.which("uv") or shutil.which("uv", path=TOOLS / "bin")
    if found:
        return found
    venv.create(TOOLS, with_pip=True)
    subprocess.run([TOOLS / "bin" / "pip", "install", "--quiet", "uv"], check=True)
    return str(TOOLS / "bin" / "uv")


if __name__ == "__main__":
    main(sys.argv[1:])
