"""One installation for all tests here, made by the steps of the image."""

import fcntl
from pathlib import Path

import pytest

from tests.installed.image import replay, stages

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="session")
def place(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """Where the image's `/opt` is: `roundtable/` is the environment, `wheels/` holds the wheel.

    Workers of one run share it; the first makes it and the others wait.
    """
    base = tmp_path_factory.getbasetemp()
    shared = base if worker_id == "master" else base.parent
    with (shared / "installing").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        return _installed(shared / "opt")


@pytest.fixture(scope="session")
def roundtable(place: Path) -> Path:
    """The installed command."""
    return place / "roundtable" / "bin" / "roundtable"


def _installed(place: Path) -> Path:
    """Replay the first stage of the image, unless another worker has done so."""
    if not (place / "done").exists():
        place.mkdir()
        replay(stages((ROOT / "docker" / "Dockerfile").read_text("utf-8"))[0], ROOT, place)
        (place / "done").touch()
    return place
