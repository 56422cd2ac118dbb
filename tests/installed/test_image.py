"""The image is built as its linter advises, keeps one volume, and needs no root."""

import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from tests.installed.conftest import ROOT
from tests.installed.image import Instruction, replay, stages

DOCKER = ROOT / "docker"


@pytest.fixture
def last() -> list[Instruction]:
    """The stage that becomes the image."""
    return stages((DOCKER / "Dockerfile").read_text("utf-8"))[-1]


def test_the_linter_has_no_complaint() -> None:
    """Hadolint finds nothing in the Dockerfile."""
    hadolint = Path(sys.executable).parent / "hadolint"
    done = subprocess.run(
        [hadolint, DOCKER / "Dockerfile"], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout + done.stderr) == (0, "")


def test_the_linter_complains_of_a_bad_image(tmp_path: Path) -> None:
    """The linter that is installed does find what it should."""
    bad = tmp_path / "Dockerfile"
    bad.write_text("FROM python:latest\nRUN cd /tmp && sudo pip install x\n")
    hadolint = Path(sys.executable).parent / "hadolint"
    assert subprocess.run([hadolint, bad], capture_output=True, check=False).returncode == 1


def test_the_image_runs_without_root_on_one_volume(last: list[Instruction]) -> None:
    """The user is a number that is not 0, set before the command; /data is the only volume."""
    found = {each.word: each.rest for each in last if each.word in ("USER", "VOLUME", "CMD")}
    assert int(found["USER"]) > 0
    assert [each.rest for each in last if each.word == "VOLUME"] == ["/data"]
    words = [each.word for each in last]
    assert words.index("USER") < words.index("ENTRYPOINT")


def test_the_image_asks_whether_it_is_ready(last: list[Instruction]) -> None:
    """The health check asks the address that says whether the service is ready."""
    check = next(each.rest for each in last if each.word == "HEALTHCHECK")
    assert "/health/ready" in check


def test_what_is_copied_is_not_ignored() -> None:
    """Each thing that the Dockerfile copies is let through by its ignore file."""
    kept = (DOCKER / "Dockerfile.dockerignore").read_text("utf-8").splitlines()
    for stage in stages((DOCKER / "Dockerfile").read_text("utf-8")):
        for each in stage:
            if each.word == "COPY" and "--from" not in each.rest:
                assert {f"!{source}" for source in each.rest.split()[:-1]} <= set(kept)


def test_compose_has_one_service_and_one_volume() -> None:
    """One container, one named volume at /data, port 8000, no privileges."""
    compose = yaml.safe_load((DOCKER / "compose.yaml").read_text("utf-8"))
    (name,), (service,) = compose["services"].keys(), compose["services"].values()
    assert name == "roundtable"
    assert (service["volumes"], list(compose["volumes"])) == (["data:/data"], ["data"])
    assert service["ports"] == ["8000:8000"]
    assert service["cap_drop"] == ["ALL"]
    assert (DOCKER / service["build"]["context"] / service["build"]["dockerfile"]).is_file()


def test_stages_are_read_with_their_continued_lines() -> None:
    """Comments are dropped, also between continued lines, and lines are joined."""
    text = "# x\nFROM a AS b\nRUN one \\\n    # why\n    && two\nFROM c\nUSER 1\n"
    assert [[(each.word, each.rest) for each in stage] for stage in stages(text)] == [
        [("FROM", "a AS b"), ("RUN", "one && two")],
        [("FROM", "c"), ("USER", "1")],
    ]


def test_a_failing_step_fails_with_its_words(tmp_path: Path) -> None:
    """A replayed step that fails is not passed over."""
    stage = stages("FROM a\nWORKDIR /opt/x\nRUN echo why && exit 3\n")[0]
    with pytest.raises(subprocess.CalledProcessError) as caught:
        replay(stage, ROOT, tmp_path)
    assert caught.value.returncode == 3
    assert "why" in caught.value.__notes__[0]
