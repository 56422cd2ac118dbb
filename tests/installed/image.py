"""Read a Dockerfile, and run one of its stages without a container engine."""

import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

#: Stages that are replayed keep everything below this, so that one replacement moves them.
PLACE = "/opt/"


@dataclass(frozen=True, slots=True, kw_only=True)
class Instruction:
    """One instruction of a Dockerfile, its continued lines joined."""

    #: Upper-case word, such as RUN.
    word: str
    #: All that follows it, on one line.
    rest: str


def stages(text: str) -> list[list[Instruction]]:
    """The instructions of each stage, each stage opening with its FROM."""
    lines = [line for line in text.splitlines() if not line.lstrip().startswith("#")]
    joined = re.sub(r"\s*\\\n\s*", " ", "\n".join(lines))
    found: list[list[Instruction]] = []
    for line in filter(str.strip, joined.splitlines()):
        word, _, rest = line.strip().partition(" ")
        if word == "FROM":
            found.append([])
        found[-1].append(Instruction(word=word, rest=rest.strip()))
    return found


def replay(stage: list[Instruction], checkout: Path, place: Path) -> None:
    """Do what a stage does, in `place` instead of /opt; its `python` is the one that runs this.

    A step that fails raises `subprocess.CalledProcessError`, with what the step said in its notes.
    """
    folder = place
    for instruction in stage:
        rest = instruction.rest.replace(PLACE, f"{place}/")
        match instruction.word:
            case "WORKDIR":
                folder = Path(rest)
                folder.mkdir(parents=True)
            case "COPY":
                *sources, target = rest.split()
                for source in sources:
                    _copy(checkout / source, folder / target)
            case "RUN":
                _run(rest, folder, place)
            case "FROM":
                pass
            case word:
                raise NotImplementedError(f"{word} cannot be replayed")


def _copy(source: Path, target: Path) -> None:
    """Copy as COPY does: a file into a folder, or a folder's content into one."""
    if source.is_dir():
        ignore = shutil.ignore_patterns("__pycache__")
        shutil.copytree(source, target, ignore=ignore, dirs_exist_ok=True)
    else:
        shutil.copy(source, target)


def _run(step: str, folder: Path, home: Path) -> None:
    """Run one step with the shell, as RUN does, without the environment of the tests."""
    kept = {key: value for key, value in os.environ.items() if key.startswith(("PIP_", "SSL_"))}
    path = f"{Path(sys.executable).parent}:{os.environ['PATH']}"
    done = subprocess.run(
        ["/bin/sh", "-c", step],
        cwd=folder,
        env={**kept, "PATH": path, "HOME": str(home)},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        error = subprocess.CalledProcessError(done.returncode, step)
        error.add_note(done.stdout[-2000:] + done.stderr[-2000:])
        raise error
