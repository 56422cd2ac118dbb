"""Figures: the pictures that stand beside a text, and nothing else that lies there."""

from fastapi import APIRouter
from starlette.responses import Response

from service.accounts.doors import Visitor
from service.accounts.model import Visibility
from service.library import read
from service.library.pictures import media_type
from service.library.texts import FigureMissing, figure
from service.web.doors import Reading, Repos

router = APIRouter(include_in_schema=False)

#: A picture that is opened by itself can neither run anything nor fetch anything.
_ALONE = "default-src 'none'; style-src 'unsafe-inline'; sandbox"


@router.get("/s/{slug}/figures/{tree}/{path:path}")
def show_figure(
    slug: str, tree: str, path: str, actor: Visitor, db: Reading, repositories: Repos
) -> Response:
    """Answer with a figure; its address names its content, so it may be kept for ever."""
    strategy = read.strategy(db, actor, slug)
    content = figure(repositories, slug, tree, path)
    whose = "public" if strategy.visibility is Visibility.PUBLIC else "private"
    return picture_answer(path, content, kept=f"{whose}, max-age=31536000, immutable")


def picture_answer(path: str, content: bytes, *, kept: str) -> Response:
    """Answer with a picture; FigureMissing for any other file.

    `kept` says who may keep a copy, and for how long, as `Cache-Control` has it.
    """
    kind = media_type(path, content)
    if kind is None:
        raise FigureMissing
    headers = {
        "Cache-Control": kept,
        "Content-Security-Policy": _ALONE,
        "X-Content-Type-Options": "nosniff",
    }
    return Response(content, media_type=kind, headers=headers)
