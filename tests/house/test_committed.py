"""The repository holds nothing large and nothing of one machine, and its locks agree."""

import tomllib

from tests.house import committed
from tests.house.checkout import ROOT, problems, text, tracked

LOCKS = ("requirements.lock", "requirements-test.lock", "docker/build.lock")


def test_no_file_is_large() -> None:
    """Nothing that git tracks is over 2 MB."""
    sizes = {path: (ROOT / path).stat().st_size for path in tracked()}
    assert {path: size for path, size in sizes.items() if size > committed.LARGEST} == {}


def test_no_file_holds_a_path_of_a_machine() -> None:
    """Nothing refers to the folders of somebody's own machine."""
    assert problems(committed.paths_of_machines, tracked()) == []


def test_a_path_of_a_machine_is_named() -> None:
    """A home is seen in prose and in strings; an address with such a folder is not one."""
    bad = 'data = "/home/ann/roundtable"\nSee /work/shared/design.\n'
    good = "https://example.org/home/page and docs/work/plan and ~/work/x and $HOME/work/x\n"
    assert [line for line, _ in committed.paths_of_machines("a.py", bad)] == [1, 2]
    assert list(committed.paths_of_machines("a.py", good)) == []


def test_no_file_names_a_package_registry() -> None:
    """Each installation has its own registry, so that none is written down."""
    assert problems(committed.registries, tracked()) == []


def test_a_registry_is_named() -> None:
    """Those of Python and of node are seen."""
    bad = "https://pypi.org/simple/x\nhttps://registry.npmjs.org/htmx.org\n"
    assert [line for line, _ in committed.registries("a.md", bad)] == [1, 2]


def test_locks_hold_no_address() -> None:
    """Locks name versions and hashes alone."""
    assert problems(committed.addresses, LOCKS) == []


def test_an_address_in_a_lock_is_named() -> None:
    """An index, a link and an option are all refused; a hash is not."""
    bad = "--index-url https://a.org/simple\nx @ file://b/x.whl\n--find-links ./c\n"
    assert [line for line, _ in committed.addresses("a.lock", bad)] == [1, 2, 3]
    good = "x==1.0 \\\n    --hash=sha256:00\n    # via y (pyproject.toml)\n"
    assert list(committed.addresses("a.lock", good)) == []


def test_tests_run_with_the_packages_that_people_run() -> None:
    """Every package of the runtime lock stands in the lock of the tests at the same version."""
    runtime, tests = committed.pins(text(LOCKS[0])), committed.pins(text(LOCKS[1]))
    assert runtime
    assert {name: version for name, version in runtime.items() if tests.get(name) != version} == {}


def test_locks_hold_what_the_project_names() -> None:
    """Each requirement of pyproject.toml stands in its lock, at its version."""
    project = tomllib.loads(text("pyproject.toml"))
    wanted = (
        project["project"]["dependencies"],
        project["dependency-groups"]["test"],
        project["build-system"]["requires"],
    )
    for lock, requirements in zip(LOCKS, wanted, strict=True):
        held = {f"{name}=={version}" for name, version in committed.pins(text(lock)).items()}
        assert _pinned(requirements) - held == set()


def _pinned(requirements: list[str]) -> set[str]:
    """Requirements with a version, spelt as in a lock: lower case, no extras, hyphens."""
    exact = [requirement for requirement in requirements if "==" in requirement]
    return {r.split("[")[0].lower() + r[r.rindex("==") :] if "[" in r else _plain(r) for r in exact}


def _plain(requirement: str) -> str:
    name, version = requirement.split("==")
    return f"{name.lower().replace('_', '-')}=={version}"
