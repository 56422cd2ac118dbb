"""The merge of a whole text: lines as git does it, then blocks, then words."""

from collections.abc import Iterable, Iterator, Sequence
from hashlib import blake2s
from itertools import accumulate
from typing import Final

from service.document.front_matter import front_matter_end
from service.document.merging.coarse import by_section
from service.document.merging.doubts import doubted
from service.document.merging.drafts import draft
from service.document.merging.front import merge_front
from service.document.merging.lines import merge_lines
from service.document.merging.merged import Merged, Segment
from service.document.merging.moves import followed
from service.document.merging.pieces import Piece, changed_as_one
from service.document.merging.standing import standing
from service.document.merging.units import merge_blocks
from service.document.source import sections

#: Characters of all three sides that clash by their lines, past which all that anybody changed is
#: one clash: to look closer would take longer than anybody waits.
_MOST: Final = 400_000


def merge(base: str, ours: str, theirs: str) -> Merged:
    """Combine what two people made of one text.

    Where git's merge by lines is clean and reads as both sides read, the result is git's. Lines
    that nobody changed stay byte for byte, and in the blocks in which a side has them. What
    touches is a clash, with what each side has there: nothing is lost. Never raises. Where more
    than 400,000 characters of all sides clash by their lines, whatever was changed is one clash,
    so that texts of 2,000,000 characters take a few seconds; with more than 150 clashes, those of
    a section are one.
    """
    pieces = standing(by_section(_merged(base, ours, theirs)))
    return Merged(segments=tuple(_segments(pieces)))


def _merged(base: str, ours: str, theirs: str) -> list[Piece]:
    pieces = list(merge_lines(base, ours, theirs))
    if _disputed(pieces) > _MOST:
        return changed_as_one(pieces)
    pieces = doubted(pieces)
    if not _clashes(pieces):
        return pieces
    texts = base, ours, theirs
    ends = [front_matter_end(text) for text in texts]
    if not all(ends):
        return _body(base, ours, theirs)
    fronts = (text[:end] for text, end in zip(texts, ends, strict=True))
    bodies = (text[end:] for text, end in zip(texts, ends, strict=True))
    return [*_front(*fronts), *_body(*bodies)]


def _front(base: str, ours: str, theirs: str) -> list[Piece]:
    """The merge of front matter: by lines, and where these clash by names."""
    pieces = list(merge_lines(base, ours, theirs))
    named = merge_front(base, ours, theirs) if _clashes(pieces) else None
    return pieces if named is None else named


def _body(base: str, ours: str, theirs: str) -> list[Piece]:
    """The merge of a body down to its words, with moves followed where that leaves less to ask."""
    texts = base, ours, theirs
    found = doubted(list(_refined(merge_lines(*texts))))
    moved = followed(*texts) if _clashes(found) else texts
    if moved == texts:
        return found
    better = doubted(list(_refined(merge_lines(*moved))))
    return better if _clashes(better) < _clashes(found) else found


def _refined(pieces: Iterable[Piece]) -> Iterator[Piece]:
    """The pieces with every clash of lines taken down to blocks and words."""
    for piece in pieces:
        if piece.text is None:
            yield from merge_blocks(*piece.sides)
        else:
            yield piece


def _clashes(pieces: Iterable[Piece]) -> int:
    return sum(piece.text is None for piece in pieces)


def _disputed(pieces: Iterable[Piece]) -> int:
    """The characters of all sides of what clashes."""
    return sum(sum(map(len, piece.sides)) for piece in pieces if piece.text is None)


def _segments(pieces: Sequence[Piece]) -> Iterator[Segment]:
    titles = _titles(pieces) if any(piece.kind != "same" for piece in pieces) else [""]
    names = _Names()
    for number, piece in enumerate(pieces):
        yield Segment(
            id=names.of(piece),
            kind=piece.kind,
            base=piece.base,
            ours=piece.ours,
            theirs=piece.theirs,
            text=_shown(piece),
            close=piece.close,
            section=titles[number],
        )


def _shown(piece: Piece) -> str:
    """What a piece becomes, or a start for somebody's own words: ours, where it is very long."""
    if piece.text is not None:
        return piece.text
    return draft(piece) if _disputed([piece]) <= _MOST else piece.ours


def _titles(pieces: Sequence[Piece]) -> list[str]:
    """The title of the section in which each piece begins, as far as the text can say."""
    shown = [piece.ours if piece.text is None else piece.text for piece in pieces]
    starts = accumulate(map(len, shown), initial=0)
    known = sections("".join(shown))
    found: list[str] = []
    at = 0
    for start, words in zip(starts, shown, strict=False):
        first = start + len(words) - len(words.lstrip()) if words.strip() else start
        while at + 1 < len(known) and known[at + 1].start <= first:
            at += 1
        found.append(known[at].title if known else "")
    return found


class _Names:
    """Gives each piece that somebody changed an id that follows from what it holds."""

    def __init__(self) -> None:
        self._given: dict[str, int] = {}

    def of(self, piece: Piece) -> str:
        """The id of the next piece."""
        if piece.kind == "same":
            return ""
        held = "\0".join((piece.base, *sorted((piece.ours, piece.theirs))))
        name = "m" + blake2s(held.encode("utf-8", "surrogatepass"), digest_size=5).hexdigest()
        count = self._given[name] = self._given.get(name, 0) + 1
        return name if count == 1 else f"{name}-{count}"
