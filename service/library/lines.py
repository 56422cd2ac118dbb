"""The lines of sections: each section of a strategy through all its revisions, renamed or not."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from service.document.authorship import edges
from service.document.counterparts import Titled, paired
from service.document.measuring import measured
from service.document.spans import Span
from service.library.past import SectionChange
from service.library.sections import CONTROL, Part


@dataclass(slots=True, kw_only=True)
class Lines:
    """Which line each section belongs to while revisions are gone through in order."""

    #: The line of each section that stands, by its id.
    standing: dict[str, int]
    #: The highest number given to a line.
    last: int
    #: Finds the line of a section that stood before these revisions, by its id; None for none.
    former: Callable[[str], int | None]
    #: The lines of sections that went in these revisions, by their id.
    gone: dict[str, int] = field(default_factory=dict)

    def step(
        self, number: int, before: Sequence[Part], after: Sequence[Part]
    ) -> tuple[SectionChange, ...]:
        """Return what the revision of this number changed, section by section; and stand on it."""
        pairs = paired(_titled(before), _titled(after))
        self._know(before)
        lines = {after[j].id: self.standing[before[i].id] for j, i in pairs.items()}
        stayed = set(pairs.values())
        left = [each for i, each in enumerate(before) if i not in stayed]
        went = [_change(self.standing[each.id], number, each, None) for each in left]
        self.gone |= {each.id: self.standing[each.id] for each in left}
        for j, each in enumerate(after):
            if j not in pairs:
                lines[each.id] = self._take(each.id)
        self.standing = lines
        came = (
            _change(lines[each.id], number, before[pairs[j]] if j in pairs else None, each)
            for j, each in enumerate(after)
            if j not in pairs or before[pairs[j]].source != each.source
        )
        return *came, *went

    def _know(self, sections: Sequence[Part]) -> None:
        """Give a line to each section without one: the parser found others than it used to."""
        for each in sections:
            if each.id not in self.standing:
                self.standing[each.id] = self._take(each.id)

    def _take(self, section: str) -> int:
        """Return the line of a section that came: its own where it was there once, or a new one."""
        known = self.gone.pop(section, None) or self.former(section)
        if known is not None and known not in self.standing.values():
            return known
        self.last += 1
        return self.last


def _titled(parts: Sequence[Part]) -> list[Titled]:
    """Parts as they are compared; document control is itself and nothing else."""
    return [
        Titled(CONTROL if each.id == CONTROL else each.title, each.level, each.source)
        for each in parts
    ]


def _change(line: int, number: int, old: Part | None, new: Part | None) -> SectionChange:
    named = new or old
    if named is None:
        raise ValueError("a section that neither was nor is cannot change")
    before, after = old.source if old else "", new.source if new else ""
    amount, (head, tail) = measured(before, after), edges(before, after)
    return SectionChange(
        line=line,
        number=number,
        section=named.id,
        title=named.title,
        added=amount.added,
        removed=amount.removed,
        new=Span(new.start, new.end) if new else None,
        old=Span(old.start, old.end) if old else None,
        head=head,
        tail=tail,
    )
