"""What a comparison comes to: rows for pages, changes with ids, and a summary in words."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

from service.errors import Missing

#: What became of a block. A moved one stands where it is now, "left" where it stood before.
Kind: TypeAlias = Literal["same", "changed", "added", "removed", "moved", "left"]


class ChangeMissing(Missing):
    """There is no change called “{change}” between these two texts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One block of the new text, of the old text, or of both; or many that stayed."""

    #: same, changed, added, removed, moved or left.
    kind: Kind
    #: Id of the change, "c1"; empty where nothing changed. Blocks that were added (removed,
    #: moved) one after the other in one section are one; "left" has the id of its "moved".
    change: str
    #: Title of the section in which it stands; empty before the first heading.
    section: str
    #: heading, paragraph, list, table and so on, as in a rendered block; empty where not rendered.
    block: str
    #: Safe HTML with `<ins>` and `<del>`. Empty for "left", and for what stayed unless asked for.
    marked: str
    #: Safe HTML of the old block, its deletions marked; without ids. Empty where there was none.
    old: str
    #: Safe HTML of the new block, its insertions marked. Empty where there is none.
    new: str
    #: How many stretches of words in it were deleted, inserted or replaced.
    edits: int
    #: How many passages it stands for: 1, or more where nothing changed and nothing is rendered.
    passages: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionChanges:
    """A section in which something changed."""

    #: Its title; empty before the first heading.
    title: str
    #: Ids of its changes, in order; never empty.
    changes: tuple[str, ...]
    #: Whether the whole section came, went or neither.
    status: Literal["added", "removed", "changed"]


@dataclass(frozen=True, slots=True, kw_only=True)
class FrontChange:
    """Something in document control that changed."""

    #: The name, as in the front matter.
    name: str
    #: The lines of its value before; empty where there was none.
    old: str
    #: The lines of its value now; empty where there is none.
    new: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """Two texts compared."""

    #: The whole, in the order of the new text; what went stands where it was.
    rows: tuple[Row, ...]
    #: Sections with changes, in order.
    sections: tuple[SectionChanges, ...]
    #: What changed in document control.
    front: tuple[FrontChange, ...]

    @property
    def changes(self) -> tuple[str, ...]:
        """The ids of all changes, in order: "c1", "c2" ..."""
        return tuple(name for section in self.sections for name in section.changes)

    def row(self, change: str) -> Row:
        """The first row of a change. Raises ChangeMissing."""
        found = next((r for r in self.rows if r.change == change and r.kind != "left"), None)
        if found is None:
            raise ChangeMissing(change=change)
        return found

    def around(self, change: str) -> tuple[str | None, str | None]:
        """The ids of the changes before and after one. Raises ChangeMissing."""
        if change not in self.changes:
            raise ChangeMissing(change=change)
        at = self.changes.index(change)
        before = self.changes[at - 1] if at else None
        return before, self.changes[at + 1] if at + 1 < len(self.changes) else None

    @property
    def summary(self) -> str:
        """In words: "14 changes in 5 sections; 2 sections added"."""
        if not self.changes and not self.front:
            return "No changes"
        parts = [_within(len(self.changes), len(self.sections))] if self.changes else []
        parts += _came_and_went(self.sections)
        moved = len({row.change for row in self.rows if row.kind == "moved"})
        parts += [f"{_counted(moved, 'passage')} moved"] if moved else []
        parts += ["document control changed"] if self.front else []
        words = "; ".join(parts)
        return words[0].upper() + words[1:]


def _within(changes: int, sections: int) -> str:
    return f"{_counted(changes, 'change')} in {_counted(sections, 'section')}"


def _came_and_went(sections: Sequence[SectionChanges]) -> list[str]:
    counts = {
        status: sum(section.status == status for section in sections)
        for status in ("added", "removed")
    }
    return [f"{_counted(count, 'section')} {how}" for how, count in counts.items() if count]


def _counted(count: int, name: str) -> str:
    return f"{count} {name}" if count == 1 else f"{count} {name}s"
