"""The text that is measured is the same in every run, and as long as it says."""

from itertools import islice
from pathlib import Path

import pytest

from tests.benchmarks import corpus
from tests.benchmarks.run import ROOT

TEXTS = ROOT / "strategies"


def test_a_seed_makes_the_same_text_again() -> None:
    """Two corpora of one seed are equal; of two seeds they differ."""
    first = corpus.make(TEXTS, documents=3)
    assert corpus.make(TEXTS, documents=3) == first
    assert corpus.make(TEXTS, documents=3, seed=2).documents != first.documents


def test_documents_are_as_long_as_they_say() -> None:
    """The long ones have 131 pages' worth of characters, and each opens with its own title."""
    made = corpus.make(TEXTS, documents=3).documents
    assert len(made) == 3 + len(corpus.MEASURED)
    for address, length in corpus.MEASURED.items():
        assert length <= len(made[address]) < length + 6_000
    assert all(text.startswith(f"# {corpus.titled(at)}\n\n") for at, text in made.items())


def test_headings_of_a_long_document_are_distinct() -> None:
    """No heading occurs twice, so that each section has its own address."""
    text = corpus.make(TEXTS, documents=0).documents[corpus.LONG_PAGE]
    headings = [line for line in text.splitlines() if line.startswith("#")]
    assert len(headings) > 100
    assert len(set(headings)) == len(headings)


def test_revisions_differ_in_one_sentence() -> None:
    """Each text differs from the one before, and only before the rest of the document."""
    first, second = islice(corpus.revisions("# Title\n\nWords.\n"), 2)
    assert first != second
    assert first.endswith("\n\nWords.\n")
    assert second.startswith("# Title\n\nThis is change 2 ")


def test_a_folder_without_text_is_refused(tmp_path: Path) -> None:
    """There is nothing to measure with, and that is said."""
    with pytest.raises(ValueError, match="no Markdown"):
        corpus.make(tmp_path, documents=1)
