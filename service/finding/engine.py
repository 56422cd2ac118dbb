"""The search engine of this installation."""

from pathlib import Path

from search.engine import SearchEngine
from search.whoosh_engine import WhooshEngine

__all__ = ["SearchEngine", "open_engine"]


def open_engine(folder: Path) -> SearchEngine:
    """Open the index in a folder; one that is missing or damaged is begun anew, empty."""
    return WhooshEngine(folder)
