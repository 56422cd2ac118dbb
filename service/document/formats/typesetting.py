"""Talking to the process in which typst runs."""

import json
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from service.document.formats.confined import run
from service.document.formats.coverage import FONTS
from service.document.formats.weighing import ExportRefused, ExportTooLarge

_PROCESS: Final = Path(__file__).with_name("typst_process.py")


def typeset(source: str, *, inputs: Mapping[str, str], moment: int, root: Path) -> bytes:
    """The PDF that typst makes of `source`; `moment` is the document's time in Unix seconds.

    Raises `ExportTimedOut`, `ExportTooLarge` or `ExportRefused`.
    """
    order = {"inputs": dict(inputs), "moment": moment}
    answer = _ask(order, source.encode(), root)
    heading, _, pdf = answer.partition(b"\n")
    if not heading:
        raise ExportTooLarge(what="setting it in type needs more than an export may have")
    error = json.loads(heading).get("error")
    if error is not None:
        raise ExportRefused(reason="it could not be set in type", detail=error)
    return pdf


def try_figures(names: Sequence[str], *, root: Path) -> dict[str, dict[str, Any]]:
    """What came of each figure in `root`: `width` and `height` in points, or `error`.

    For each good one a picture `NAME.png` is written. A figure that ends the process (too large
    for its memory, for example) is an error, and the rest are tried without it.
    """
    found: dict[str, dict[str, Any]] = {}
    while waiting := [name for name in names if name not in found]:
        answers = _ask({"figures": waiting}, b"", root).splitlines()
        found.update({words.pop("name"): words for words in map(json.loads, answers)})
        if len(answers) < len(waiting):
            found[waiting[len(answers)]] = {"error": "it ended the process"}
    return found


def _ask(order: dict[str, Any], source: bytes, root: Path) -> bytes:
    sent = json.dumps({**order, "fonts": str(FONTS)}).encode() + b"\n" + source
    return run([sys.executable, "-I", str(_PROCESS)], sent, folder=root).output
