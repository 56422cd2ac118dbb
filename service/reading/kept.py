"""Reading pages that were made lately, kept by their seal: most visits change nothing."""

import gzip
from collections import OrderedDict
from dataclasses import dataclass
from functools import cached_property
from threading import Lock

from fastapi import Request
from starlette.responses import Response

#: How many pages are kept; a 131-page one takes about half a megabyte.
_MOST = 128


@dataclass(frozen=True)
class Kept:
    """A page as it goes out."""

    #: The page, in UTF-8.
    html: bytes

    @cached_property
    def zipped(self) -> bytes:
        """The page, packed once for everybody."""
        return gzip.compress(self.html, compresslevel=6, mtime=0)


class Shelf:
    """The pages that were made lately; safe between threads."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._pages: OrderedDict[str, Kept] = OrderedDict()

    def get(self, seal: str) -> Kept | None:
        """Return the page of this seal, if it is kept."""
        with self._lock:
            if seal in self._pages:
                self._pages.move_to_end(seal)
            return self._pages.get(seal)

    def put(self, seal: str, html: bytes) -> Kept:
        """Keep a page under its seal."""
        kept = Kept(html)
        with self._lock:
            self._pages[seal] = kept
            while len(self._pages) > _MOST:
                self._pages.popitem(last=False)
        return kept


def answer(request: Request, seal: str, kept: Kept) -> Response:
    """Answer with a kept page, packed where the browser takes it."""
    headers = {"ETag": seal, "Vary": "Accept-Encoding, Cookie"}
    packs = "gzip" in request.headers.get("accept-encoding", "")
    if packs:
        headers["Content-Encoding"] = "gzip"
    content = kept.zipped if packs else kept.html
    return Response(content, media_type="text/html; charset=utf-8", headers=headers)
