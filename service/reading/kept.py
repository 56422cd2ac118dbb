"""Reading pages that were made lately, kept by their seal: most visits change nothing."""

import gzip
from dataclasses import dataclass
from functools import cached_property

from fastapi import Request
from starlette.responses import Response

from service.library.lately import Lately

#: How many bytes of pages are kept; a 131-page one takes about half a megabyte.
_MOST = 64_000_000


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
        self._pages: Lately[str, Kept] = Lately(_MOST)

    def get(self, seal: str) -> Kept | None:
        """Return the page of this seal, if it is kept."""
        return self._pages.get(seal)

    def put(self, seal: str, html: bytes) -> Kept:
        """Keep a page under its seal."""
        return self._pages.put(seal, Kept(html), len(html))


def answer(request: Request, seal: str, kept: Kept) -> Response:
    """Answer with a kept page, packed where the browser takes it."""
    headers = {"ETag": seal, "Vary": "Accept-Encoding, Cookie"}
    packs = "gzip" in request.headers.get("accept-encoding", "")
    if packs:
        headers["Content-Encoding"] = "gzip"
    content = kept.zipped if packs else kept.html
    return Response(content, media_type="text/html; charset=utf-8", headers=headers)
