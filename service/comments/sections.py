"""The sections of a rendered text, and in which of them a block stands."""

from bisect import bisect_right

from service.document.render import OutlineEntry, Rendered


def section_of(text: Rendered, block: str) -> OutlineEntry | None:
    """Return the innermost section in which a block stands; None before the first heading."""
    number = int(block[1:])
    at = bisect_right(text.outline, number, key=lambda entry: int(entry.block[1:]))
    return text.outline[at - 1] if at else None


def path_of(text: Rendered, block: str) -> tuple[OutlineEntry, ...]:
    """Return the sections in which a block stands, the outermost first."""
    number = int(block[1:])
    at = bisect_right(text.outline, number, key=lambda entry: int(entry.block[1:]))
    path: list[OutlineEntry] = []
    for entry in reversed(text.outline[:at]):
        if not path or entry.level < path[-1].level:
            path.append(entry)
    return tuple(reversed(path))
