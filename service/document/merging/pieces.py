"""What a merge is made of: stretches of the three texts side by side."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Final, Literal, NamedTuple, TypeAlias

#: What became of a stretch: nobody changed it, one side or both alike did, both did and it was
#: combined, or it must be asked.
Kind: TypeAlias = Literal["same", "ours", "theirs", "both", "combined", "clash"]

_QUIET: Final = ("same", "ours", "theirs", "both")


class Piece(NamedTuple):
    """A stretch of the base, of ours and of theirs, and what it becomes."""

    #: As it was.
    base: str
    #: As we have it.
    ours: str
    #: As they have it.
    theirs: str
    #: What it becomes; None where that must be asked.
    text: str | None
    #: Whether both sides changed one sentence of it, and it was combined all the same.
    close: bool = False

    @property
    def sides(self) -> tuple[str, str, str]:
        """The base, ours and theirs."""
        return self[:3]

    @property
    def kind(self) -> Kind:
        """What became of it."""
        if self.text is None:
            return "clash"
        if self.ours == self.theirs == self.text:
            return "same" if self.ours == self.base else "both"
        if self.theirs == self.base and self.text == self.ours:
            return "ours"
        if self.ours == self.base and self.text == self.theirs:
            return "theirs"
        return "combined"


def plain(base: str, ours: str, theirs: str) -> Piece:
    """A piece that at most one side changed, or both alike; else a clash."""
    if ours in (theirs, base):
        return Piece(base, ours, theirs, theirs)
    return Piece(base, ours, theirs, ours if theirs == base else None)


def whole(pieces: Iterable[Piece]) -> Piece:
    """Several pieces as one; a clash where one of them is."""
    base, ours, theirs, texts, close = zip(*pieces, strict=True)
    text = None if None in texts else "".join(texts)
    return Piece("".join(base), "".join(ours), "".join(theirs), text, any(close))


def asked(pieces: Sequence[Piece], first: int, after: int) -> list[Piece]:
    """The pieces with those from the first on, up to another one, as one clash."""
    return [*pieces[:first], whole(pieces[first:after])._replace(text=None), *pieces[after:]]


def changed_as_one(pieces: Sequence[Piece]) -> list[Piece]:
    """The pieces with all from the first that was changed to the last as one clash."""
    changed = [number for number, piece in enumerate(pieces) if piece.kind != "same"]
    return asked(pieces, changed[0], changed[-1] + 1)


def joined(pieces: Iterable[Piece]) -> Iterator[Piece]:
    """The pieces without empty ones; neighbours of one quiet kind are one."""
    waiting: list[Piece] = []
    for piece in pieces:
        if not any(piece[:3]) and not piece.text:
            continue
        kind = piece.kind
        if waiting and (kind != waiting[0].kind or kind not in _QUIET):
            yield whole(waiting)
            waiting = []
        waiting.append(piece)
    if waiting:
        yield whole(waiting)
