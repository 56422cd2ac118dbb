"""Comparing words as a reader does."""

from rapidfuzz.distance import Indel

#: Longer words are compared by their ends: the measure is quadratic.
_LONGEST = 4_000


def level(words: str) -> str:
    """Words with every run of white space as one space."""
    return " ".join(words.split())


def alike(words: str, others: str) -> float:
    """How alike two stretches are, 0.0 to 1.0 (white space aside, 1.0 is the same)."""
    a, b = level(words), level(others)
    if a == b:
        return 1.0
    likeness = Indel.normalized_similarity(_bounded(a), _bounded(b))
    return min(float(likeness), 0.999)


def _bounded(words: str) -> str:
    half = _LONGEST // 2
    return words if len(words) <= _LONGEST else words[:half] + words[-half:]


def weight(words: str) -> int:
    """How many letters and digits there are: what an anchor is worth."""
    return sum(map(str.isalnum, words))
