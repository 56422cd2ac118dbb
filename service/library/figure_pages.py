"""Figures: the pictures that stand beside a text, and nothing else that lies there."""

from fastapi import APIRouter
from starlette.responses import Response

from service.accounts.doors import Visitor
from service.accounts.model import Visibility
from service.library import read
from service.library.texts import FigureMissing, figure
from service.web.doors import Reading, Repos

router = APIRouter(include_in_schema=False)

#: A picture that is opened by itself can neither run anything nor fetch anything.
_ALONE = "default-src 'none'; style-src 'unsafe-inline'; sandbox"
#: How far into a file the first element of an SVG is looked for.
_HEAD = 4096

_STARTS = {
    b"\x89PNG\r\n\x1a\n": "image/png",
    b"\xff\xd8\xff": "image/jpeg",
    b"GIF87a": "image/gif",
    b"GIF89a": "image/gif",
}
_ENDINGS = {
    "image/png": (".png",),
    "image/jpeg": (".jpg", ".jpeg"),
    "image/gif": (".gif",),
    "image/webp": (".webp",),
    "image/svg+xml": (".svg",),
}


@router.get("/s/{slug}/figures/{tree}/{path:path}")
def show_figure(
    slug: str, tree: str, path: str, actor: Visitor, db: Reading, repositories: Repos
) -> Response:
    """Answer with a figure; its address names its content, so it may be kept for ever."""
    strategy = read.strategy(db, actor, slug)
    content = figure(repositories, slug, tree, path)
    kind = media_type(path, content)
    if kind is None:
        raise FigureMissing
    whose = "public" if strategy.visibility is Visibility.PUBLIC else "private"
    headers = {
        "Cache-Control": f"{whose}, max-age=31536000, immutable",
        "Content-Security-Policy": _ALONE,
        "X-Content-Type-Options": "nosniff",
    }
    return Response(content, media_type=kind, headers=headers)


def media_type(path: str, content: bytes) -> str | None:
    """Return the kind of picture that both the name and the content say it is, else None."""
    kind = _sniffed(content)
    return kind if kind and path.lower().endswith(_ENDINGS[kind]) else None


def _sniffed(content: bytes) -> str | None:
    for start, kind in _STARTS.items():
        if content.startswith(start):
            return kind
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return "image/webp"
    return "image/svg+xml" if b"<svg" in content[:_HEAD] else None
