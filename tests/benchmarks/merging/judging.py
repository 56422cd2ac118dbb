"""Right, clash or silently wrong.

Where the truth is known, a merge without a clash is silently wrong unless it is the truth, byte for
byte; one with clashes is silently wrong when a word is missing or left over that stands in none of
them, so that nobody is asked about it.
In a real merge people may have chosen anything. Where git is clean, a merge is silently wrong
unless it is git's; elsewhere, when its words are not those of the base with what each side put in
and took out.
"""

import re
from collections import Counter
from typing import Literal, TypeAlias

from service.document.merging import Merged
from tests.benchmarks.merging.histories import Case

_WORD = re.compile(r"\w+")
Verdict: TypeAlias = Literal["right", "clash", "wrong"]


def by_truth(case: Case, text: str | None) -> Verdict:
    """What a merged text is worth where the truth is known."""
    if text is None:
        return "clash"
    return "right" if text == case.truth else "wrong"


def around_clashes(case: Case, merged: Merged) -> bool:
    """Whether every word that is missing or left over, against the truth, stands in a clash."""
    asked = set(_words("".join("".join((s.base, s.ours, s.theirs)) for s in merged.clashes)))
    around = "\n".join(s.text for s in merged.segments if s.kind != "clash")
    made, truth = Counter(_words(around)), Counter(_words(case.truth))
    return all(made[word] == truth[word] for word in {*made, *truth} - asked)


def by_words(case: Case, text: str) -> Verdict:
    """What a merged text is worth by its words alone, whoever changed them."""
    was, left, right, made = (
        Counter(_words(each)) for each in (case.base, case.ours, case.theirs, text)
    )
    fine = all(
        _fits(left[word] - was[word], right[word] - was[word], made[word] - was[word])
        for word in {*was, *left, *right, *made}
    )
    return "right" if fine else "wrong"


def _words(text: str) -> list[str]:
    return _WORD.findall(text)


def _fits(mine: int, other: int, together: int) -> bool:
    """Whether a change in number is both sides' together; the same change may count once."""
    if mine * other > 0:
        near, far = max(mine, other, key=abs), mine + other
        return min(near, far) <= together <= max(near, far)
    return together == mine + other
