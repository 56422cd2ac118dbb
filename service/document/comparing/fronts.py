"""What changed in document control, name by name."""

from collections.abc import Iterator

from service.document.comparing.comparison import FrontChange
from service.document.merging.front import named


def front_changes(old: str, new: str) -> Iterator[FrontChange]:
    """Compare two blocks of front matter, rows of hyphens included; either may be empty.

    Where one is not a name a line, they are compared as a whole, under no name.
    """
    if old == new:
        return
    before, after = (named(text) if text else {} for text in (old, new))
    if before is None or after is None:
        yield FrontChange(name="", old=old, new=new)
        return
    for name in dict.fromkeys((*before, *after)):
        was, now = (_value(lines.get(name, "")) for lines in (before, after))
        if was != now and name not in ("", "---"):
            yield FrontChange(name=name, old=was, new=now)


def _value(lines: str) -> str:
    """What stands after a name and its colon."""
    return lines.partition(":")[2].strip()
