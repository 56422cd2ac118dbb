"""A strategy as a PDF that everybody can read: PDF/UA-1 and PDF/A-2a, byte for byte the same."""

import datetime
import json
import re
from collections.abc import Mapping
from typing import Final

from service.document.formats import pandoc
from service.document.formats.coverage import showable
from service.document.formats.stamp import Stamp, day
from service.document.formats.typesetting import typeset
from service.document.formats.weighing import weigh
from service.document.formats.workplace import workplace

_WEB_ADDRESS: Final = re.compile(r"https?://[^\s<>\"]+")


def pdf(markdown: str, figures: Mapping[str, bytes], stamp: Stamp) -> bytes:
    """The PDF of a text without front matter; `figures` by the path that the text uses.

    A figure that is missing or broken is named in its place; a character that no font of ours
    covers becomes a box. Raises `ExportTooLarge`, `ExportRefused`, `ExportTimedOut`.
    """
    text = weigh(markdown)
    with workplace(text, stamp.title, figures) as place:
        source = pandoc.to_typst(text, place.desk)
        inputs = {"stamp": showable(json.dumps(_inputs(stamp), ensure_ascii=False))}
        return typeset(source, inputs=inputs, moment=_moment(stamp.date), root=place.root)


def _inputs(stamp: Stamp) -> dict[str, object]:
    """What the template asks of a stamp."""
    return {
        "title": stamp.title,
        "owner": stamp.owner,
        "subject": f"{stamp.organisation}: {stamp.footer}",
        "keywords": ["strategy", stamp.release, f"revision {stamp.revision}"],
        "organisation": stamp.organisation,
        "release": stamp.release,
        "status": stamp.status_words,
        "day": day(stamp.date),
        "footer": stamp.footer,
        "draft": stamp.draft,
        "control": stamp.control(),
        "link": bool(_WEB_ADDRESS.fullmatch(stamp.url)),
    }


def _moment(date: datetime.date) -> int:
    """Midnight of a day, in Unix seconds: the only time that a file knows."""
    midnight = datetime.datetime(date.year, date.month, date.day, tzinfo=datetime.UTC)
    return int(midnight.timestamp())
