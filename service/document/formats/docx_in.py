"""A Word file from outside as Markdown of our dialect."""

import json
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Final

import mdformat

from service.document.formats import pandoc
from service.document.formats.confined import ExportTimedOut
from service.document.formats.weighing import ExportRefused, ExportTooLarge, weigh
from service.document.formats.word_received import WordDamaged, WordTooLarge, weighed

#: Seconds for one file; a thousand pages take ten.
_SECONDS: Final = 30.0


def markdown(content: bytes, figures: Mapping[str, str], heading: str = "") -> str:
    """The text of a Word file without front matter, changes in it accepted, comments left out.

    `heading` is what the text as we have it begins with, `figures` has the paths of its figures by
    their text alternative; any other picture is named by its alternative in its place. The cover
    and contents of our own files are left out. Raises NotWord, WordOld, WordLocked, WordTooLarge,
    WordDamaged.
    """
    texts = weighed(content)
    with tempfile.TemporaryDirectory(prefix="roundtable-word-") as folder:
        names = {" ".join(each.split()): path for each, path in figures.items()}
        known = {"heading": " ".join(heading.split()), "figures": names}
        Path(folder, "known.json").write_text(json.dumps(known), encoding="utf-8")
        try:
            text = weigh(pandoc.of_word(texts, Path(folder), seconds=_SECONDS))
        except (ExportTimedOut, ExportTooLarge) as problem:
            raise WordTooLarge(what="reading it takes too long") from problem
        except ExportRefused as problem:
            raise WordDamaged from problem
    return _formatted(text)


def _formatted(text: str) -> str:
    options = {"wrap": "keep", "number": True, "plugin": {"tables": {"compact_tables": True}}}
    return mdformat.text(text, options=options, extensions={"gfm", "footnote"})
