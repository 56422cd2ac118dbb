"""The place in which one file is made: a folder that is empty before and gone afterwards."""

import contextlib
import json
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from service.document.formats.coverage import stand_ins_of_markdown
from service.document.formats.figures import Figure, lay_out


@dataclass(frozen=True, slots=True, kw_only=True)
class Workplace:
    """Where pandoc and typst work on one document."""

    #: pandoc's folder: `known.json`, and nothing of anybody's.
    desk: Path
    #: typst's folder: the figures, and nothing else.
    root: Path
    #: The figures that can be shown, by the path that the text uses.
    figures: Mapping[str, Figure]


@contextlib.contextmanager
def workplace(text: str, title: str, figures: Mapping[str, bytes]) -> Iterator[Workplace]:
    """Set up a place for `text` with the usable ones of `figures`, and leave no trace of it."""
    with tempfile.TemporaryDirectory(prefix="roundtable-export-") as folder:
        desk, root = Path(folder, "desk"), Path(folder, "root")
        desk.mkdir()
        root.mkdir()
        usable = lay_out(figures, root) if figures else {}
        known = {
            "title": title,
            "figures": {path: {"file": figure.file} for path, figure in usable.items()},
            "shown": stand_ins_of_markdown(text),
        }
        (desk / "known.json").write_text(json.dumps(known), encoding="utf-8")
        yield Workplace(desk=desk, root=root, figures=usable)
