"""Make `.venv` hold exactly what a lock file names, once, and run a command in it.

    environment.py serve [--host H] [--port P] [--data FOLDER]     needs requirements.lock
    environment.py test [PYTEST ARGUMENT...]                       needs requirements-test.lock
    environment.py run PROGRAM [ARGUMENT...]                       needs requirements-test.lock

A stamp in `.venv` remembers what was installed, so that the second start costs milliseconds. An
interrupted installation leaves a mark instead, and the next one begins afresh.
"""

import fcntl
import hashlib
import importlib.util
import json
import os
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from tools import browser
from tools.trouble import Trouble

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
STAMP = VENV / "roundtable-installed.json"
UNFINISHED = VENV / "roundtable-unfinished"
#: What each kind of work needs. The second holds all of the first, at the same versions.
RUNTIME, TESTS = "requirements.lock", "requirements-test.lock"
METADATA = "Metadata-Version: 2.1\nName: roundtable-strategies\nVersion: {version}\n"
COMMAND = """#!{python}
import sys

from service.cli import main

sys.exit(main())
"""


def main(arguments: Sequence[str]) -> int:
    """Do what the first argument names; on trouble say one sentence and return 1."""
    try:
        match arguments:
            case ["serve", *rest]:
                serve(rest)
            case ["test", *rest]:
                test(rest)
            case ["run", program, *rest]:
                prepare(TESTS)
                execute(program, rest)
            case _:
                raise Trouble("Say serve, test or run; `make help` lists what there is.")
    except Trouble as trouble:
        print(trouble, file=sys.stderr)
    except OSError as error:
        print(f"The environment could not be prepared: {error}.", file=sys.stderr)
    except KeyboardInterrupt:
        print("Interrupted; the same command takes it up again.", file=sys.stderr)
    return 1


def serve(arguments: Sequence[str]) -> None:
    """Become the service, with the arguments of `roundtable serve`."""
    prepare(RUNTIME)
    execute("python", ["-m", "service", "serve", *arguments])


def test(arguments: Sequence[str]) -> None:
    """Become pytest, on all tests or those named; it says itself how it went."""
    prepare(TESTS)
    try:
        os.environ[browser.VARIABLE] = str(browser.obtain(PYTHON))
    except Trouble as trouble:
        print(f"{trouble} The tests that need it will fail.", file=sys.stderr)
    workers = str(min(3, os.cpu_count() or 1))
    execute("python", ["-m", "pytest", "-q", "-n", workers, "--dist", "loadfile", *arguments])


def execute(program: str, arguments: Sequence[str]) -> None:
    """Become a program of the environment, in the checkout's folder."""
    path = VENV / "bin" / program
    if not path.exists():
        raise Trouble(f"There is no program {program} in {VENV}.")
    os.chdir(ROOT)
    sys.stdout.flush()
    os.execv(path, [str(path), *arguments])  # noqa: S606 - becoming it is the point


def prepare(lock: str) -> None:
    """See to it that `.venv` holds what `lock` names; at most one process at a time does."""
    if shutil.which("git") is None:
        raise Trouble(
            "Roundtable keeps its documents in git; install git, then run the same command again."
        )
    if _holds(lock):
        return
    with _alone():
        if not _holds(lock):
            _install(lock)


def _holds(lock: str) -> bool:
    """Whether the stamp says that `.venv` stands here and holds this lock or the larger one."""
    if UNFINISHED.exists() or not PYTHON.exists():
        return False
    try:
        stamp = json.loads(STAMP.read_text("utf-8"))
    except (OSError, ValueError):
        return False
    return any(stamp == _stamp(each) for each in {lock, TESTS})


def _stamp(lock: str) -> dict[str, str]:
    """What is remembered: which folder, which Python, and the hash of each lock installed."""
    locks = (RUNTIME, TESTS) if lock == TESTS else (RUNTIME,)
    hashes = {name: hashlib.sha256((ROOT / name).read_bytes()).hexdigest() for name in locks}
    python = "{}.{}".format(*sys.version_info)
    return {"root": str(ROOT), "python": python, "version": _version(), **hashes}


def _version() -> str:
    """The version of the project, as pyproject.toml names it."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    return str(project["version"])


@contextmanager
def _alone() -> Iterator[None]:
    """Wait until no other process installs into this checkout."""
    with Path(__file__).open("rb") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def _install(lock: str) -> None:
    """Make the environment if need be, install the lock into it, and leave the stamp."""
    _make()
    lines = (ROOT / lock).read_text("utf-8").splitlines()
    packages = sum(line[:1].isalnum() for line in lines)
    print(f"Installing {packages} packages into .venv; this is needed once.", flush=True)
    pip = [str(PYTHON), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    _run([*pip, "--require-hashes", "-r", str(ROOT / lock)], f"Installing {lock} failed")
    _link()
    STAMP.write_text(json.dumps(_stamp(lock), indent=1), "utf-8")
    UNFINISHED.unlink()


def _make() -> None:
    """Make `.venv` with the Python that runs this, unless a whole one of the same is there."""
    if _is_whole():
        UNFINISHED.touch()
        return
    version = "{}.{}".format(*sys.version_info)
    if importlib.util.find_spec("ensurepip") is None or importlib.util.find_spec("venv") is None:
        raise Trouble(
            f"Python {version} lacks its venv module; install it (on Debian and Ubuntu: "
            f"apt-get install python{version}-venv), then run the same command again."
        )
    shutil.rmtree(VENV, ignore_errors=True)
    VENV.mkdir(exist_ok=True)
    UNFINISHED.touch()
    # The Python under an active environment, which may be the very one that was just removed.
    base = getattr(sys, "_base_executable", sys.executable)
    _run([base, "-m", "venv", str(VENV)], "Making .venv failed")


def _is_whole() -> bool:
    """Whether `.venv` was not left half made, stands where it was made, and has this Python."""
    if UNFINISHED.exists() or not PYTHON.exists():
        return False
    if STAMP.exists():
        stamp = json.loads(STAMP.read_text("utf-8"))
        return all(stamp.get(key) == _stamp(RUNTIME)[key] for key in ("root", "python"))
    question = f"import pip, sys; sys.exit(sys.version_info[:2] != {tuple(sys.version_info[:2])})"
    return (
        subprocess.run([PYTHON, "-c", question], check=False, stderr=subprocess.DEVNULL).returncode
        == 0
    )


def _link() -> None:
    """Install the checkout itself: where it is found, its version, the command `roundtable`."""
    site = next((VENV / "lib").glob("python3*/site-packages"))
    (site / "roundtable.pth").write_text(f"{ROOT}\n", "utf-8")
    for old in site.glob("roundtable_strategies-*.dist-info"):
        shutil.rmtree(old)
    about = site / f"roundtable_strategies-{_version()}.dist-info"
    about.mkdir()
    (about / "METADATA").write_text(METADATA.format(version=_version()), "utf-8")
    command = VENV / "bin" / "roundtable"
    command.write_text(COMMAND.format(python=PYTHON), "utf-8")
    command.chmod(0o755)


def _run(command: Sequence[str], failure: str) -> None:
    """Run a command quietly; where it fails, its last line is the reason."""
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        said = [line for line in (done.stderr + done.stdout).splitlines() if "ERROR" in line]
        reason = (said or done.stderr.splitlines() or ["no reason given"])[-1]
        raise Trouble(f"{failure}: {reason.removeprefix('ERROR: ').strip()}")
