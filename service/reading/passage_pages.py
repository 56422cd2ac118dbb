"""Who wrote the words of a passage, on a page."""

from collections.abc import Iterator

from fastapi import APIRouter, Request
from starlette.responses import Response

from service.accounts.doors import Visitor
from service.accounts.model import Actor
from service.accounts.permissions import Permission, may
from service.document.render import Rendered, RenderedBlock, SelectionOutside
from service.document.spans import Span
from service.library import read
from service.library.texts import rendered
from service.reading.passage import Passage, passage
from service.repositories import Repositories
from service.storage.database import ReadDb
from service.web.doors import Reading, Repos
from service.web.pages import page

router = APIRouter(include_in_schema=False)


@router.get("/s/{slug}/passage")
def show_passage(
    request: Request,
    slug: str,
    actor: Visitor,
    db: Reading,
    repositories: Repos,
    block: str = "",
    start: str = "",
    end: str = "",
    section: str = "",
) -> Response:
    """Show who wrote the words of a block, or the blocks to choose from."""
    if not block:
        return _chooser(request, db, repositories, actor, slug, section)
    found = passage(db, repositories, actor, slug, block, part_of(start, end))
    strategy = found.shown.strategy
    return page(
        request,
        "library/passage.html",
        strategy=strategy,
        found=found,
        places=_places(found),
        may_edit=may(actor, Permission.EDIT, slug, strategy.visibility),
    )


def part_of(start: str, end: str) -> Span | None:
    """Return the part of a block that an address names; None for the whole; SelectionOutside."""
    if not (start or end):
        return None
    if not all(each.isascii() and each.isdecimal() and len(each) < 9 for each in (start, end)):
        raise SelectionOutside
    if int(start) >= int(end):
        raise SelectionOutside
    return Span(int(start), int(end))


def _places(found: Passage) -> dict[int, int]:
    """Return under which number, from 1, each revision stands in the list below the passage."""
    return {each.event.revision.number: at for at, each in enumerate(found.sources, start=1)}


def _chooser(
    request: Request,
    db: ReadDb,
    repositories: Repositories,
    actor: Actor | None,
    slug: str,
    section: str,
) -> Response:
    shown = read.draft(db, actor, slug, Permission.SEE_SOURCE_HISTORY)
    text = rendered(repositories, slug, shown.revision.id)
    return page(
        request,
        "library/choose_passage.html",
        strategy=shown.strategy,
        outline=text.outline,
        section=next((each for each in text.outline if each.id == section), None),
        blocks=list(_blocks(text, section)),
        may_edit=may(actor, Permission.EDIT, slug, shown.strategy.visibility),
    )


def _blocks(text: Rendered, section: str) -> Iterator[RenderedBlock]:
    """Yield the blocks of a section; of what stands before the first heading for no section."""
    starts = {each.block: each.id for each in text.outline}
    here = ""
    for block in text.blocks[: text.footnotes_from]:
        here = starts.get(block.id, here)
        if here == section and block.text.strip():
            yield block
