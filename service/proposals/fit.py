"""Whether a proposal still fits the draft, and what merging it would make of the draft."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from service.document.differences import Difference, differences
from service.document.merging import Merged, merge
from service.library.lately import Lately
from service.proposals.model import Proposal
from service.repositories import Repositories, Repository
from service.storage.waiting import takes_long


class Standing(StrEnum):
    """How a proposal stands to the draft."""

    #: The draft has not changed since.
    LEVEL = "level"
    #: The draft has changed, elsewhere.
    FITS = "fits"
    #: The draft has changed in the same passages: somebody must choose.
    CLASHES = "clashes"

    @property
    def words(self) -> str:
        """How it stands, as people read it."""
        return _WORDS[self]


_WORDS: Final = {
    Standing.LEVEL: "Fits the draft",
    Standing.FITS: "Fits the draft, which has changed since",
    Standing.CLASHES: "No longer fits: the draft changed the same passages",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Fit:
    """A proposal beside a draft."""

    #: How it stands.
    standing: Standing
    #: The draft's text; where it no longer fits, the text that the proposal continues.
    before: str
    #: The text that merging all of it would make; where it no longer fits, its own text.
    after: str
    #: What differs between the two, in order.
    differences: tuple[Difference, ...]
    #: The combination with the draft; None where the draft has not changed.
    merged: Merged | None

    @property
    def fits(self) -> bool:
        """Whether it can be merged as it is."""
        return self.standing is not Standing.CLASHES


#: By strategy, base, tip and draft: what is in git never changes. 20 million characters, which
#: take some 0.1 GB.
_kept: Lately[tuple[str, str, str, str], Fit] = Lately(20_000_000)


def still_fits(repositories: Repositories, proposal: Proposal, draft: str) -> Fit:
    """Compare an open proposal with a revision of the draft; worked out once for each pair.

    Raises WorkFirst where it is not worked out yet and others wait.
    """
    key = (proposal.strategy, proposal.base, proposal.tip, draft)
    known = _kept.get(key)
    if known is None:
        takes_long()
        known = _fit(repositories.at(proposal.strategy), proposal, draft)
        weight = len(known.before) + len(known.after)
        _kept.put(key, known, weight * (4 if known.merged else 1))
    return known


def as_proposed(repositories: Repositories, proposal: Proposal) -> Fit:
    """Compare a proposal with the text that it continues: what it was when it was decided."""
    return still_fits(repositories, proposal, proposal.base)


def _fit(repository: Repository, proposal: Proposal, draft: str) -> Fit:
    base, ours = repository.text(proposal.base), repository.text(proposal.tip)
    if draft == proposal.base:
        return _of(Standing.LEVEL, base, ours, None)
    theirs = repository.text(draft)
    merged = merge(base, ours, theirs)
    if merged.text is None:
        return _of(Standing.CLASHES, base, ours, merged)
    return _of(Standing.FITS, theirs, merged.text, merged)


def _of(standing: Standing, before: str, after: str, merged: Merged | None) -> Fit:
    return Fit(
        standing=standing,
        before=before,
        after=after,
        differences=differences(before, after),
        merged=merged,
    )
