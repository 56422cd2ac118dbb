from collections.abc import Iterator
from pathlib import Path

import pytest

from search import SearchEngine, WhooshEngine
from search.reference import ReferenceEngine


@pytest.fixture
def whoosh(tmp_path: Path) -> Iterator[WhooshEngine]:
    """An empty engine that keeps its index in a folder."""
    engine = WhooshEngine(tmp_path / "index")
    yield engine
    engine.close()


@pytest.fixture(params=["reference", "whoosh"])
def engine(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[SearchEngine]:
    """Each engine that there is, empty."""
    made: SearchEngine = (
        ReferenceEngine() if request.param == "reference" else WhooshEngine(tmp_path / "index")
    )
    yield made
    made.close()
