"""Passages that were lost: pointing to their new place, or confirming that they are gone."""

from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Depends, Form, Request
from starlette.responses import Response

from service.accounts.doors import SignedIn
from service.accounts.permissions import Permission, may
from service.comments import answers, read
from service.comments.asked import (
    ALL,
    PartUnusable,
    Selection,
    parts,
    passage_of_part,
    passage_of_selection,
)
from service.comments.begin import Passage
from service.comments.confirm_gone import confirm_gone
from service.comments.discuss import ThreadMissing
from service.comments.point import MOVE, NoPlace, point
from service.comments.resolve import their_thread
from service.comments.sections import section_of
from service.document.render import Rendered, RenderedBlock
from service.library import read as library
from service.library.texts import rendered
from service.web.doors import Reading, Repos, Writing
from service.web.forms import protected
from service.web.pages import page

router = APIRouter(include_in_schema=False)

Text = Annotated[str, Form()]
#: Stands for what comes before the first heading.
OPENING = "opening"
#: How much of a block its link shows, in characters.
_BEGINNING = 160


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """A choice on the way to a place: a section, or a block in it."""

    #: Where it leads.
    address: str
    #: Its first words.
    text: str
    #: 1 to 6 for a section; 0 for a block.
    level: int = 0


@router.get("/s/{slug}/threads/{thread}/place")
def place_form(
    request: Request,
    slug: str,
    thread: str,
    actor: SignedIn,
    db: Reading,
    repositories: Repos,
    section: str = "",
    block: str = "",
    revision: str = "",
) -> Response:
    """Show the way to the place where the words of a comment went, a step at a time."""
    their_thread(db, actor, thread, MOVE)
    found = read.discussion(db, repositories, actor, thread, slug)
    if found.thread.anchor is None:
        raise NoPlace
    strategy = library.strategy(db, actor, slug)
    shown = library.revision(db, actor, slug, revision or strategy.draft)
    text = rendered(repositories, slug, shown.revision.id)
    chosen = text.block(block) if block else None
    address = f"{found.thread.address}/place?revision={shown.revision.id}"
    return page(
        request,
        "comments/place.html",
        strategy=strategy,
        may_edit=may(actor, Permission.EDIT, slug, strategy.visibility),
        thread=answers.card(db, repositories, actor, found),
        address=address,
        revision=shown.revision.id,
        steps=_steps(text, address, section) if not block else (),
        section=_title(text, section),
        block=chosen,
        section_id=_section(text, chosen) if chosen else "",
        parts=parts(text, block) if block else (),
    )


def _title(text: Rendered, section: str) -> str:
    """Return the title of a section; "" where none was chosen."""
    if section == OPENING:
        return "The opening"
    return next((each.title for each in text.outline if each.id == section), "")


def _steps(text: Rendered, address: str, section: str) -> tuple[Step, ...]:
    """Return the sections to choose from or, once one was chosen, its blocks."""
    if section:
        return tuple(
            Step(address=f"{address}&block={each.id}", text=_beginning(each))
            for each in text.blocks
            if each.kind != "rule" and _section(text, each) == section
        )
    opening = any(_section(text, each) == OPENING for each in text.blocks)
    first = [Step(address=f"{address}&section={OPENING}", text="The opening", level=1)]
    return tuple(first if opening else ()) + tuple(
        Step(address=f"{address}&section={each.id}", text=each.title, level=each.level)
        for each in text.outline
    )


def _section(text: Rendered, block: RenderedBlock) -> str:
    found = section_of(text, block.id)
    return found.id if found else OPENING


def _beginning(block: RenderedBlock) -> str:
    words = " ".join(block.text.split()) or "A figure"
    return words if len(words) <= _BEGINNING else f"{words[:_BEGINNING].rpartition(' ')[0]}…"


@dataclass(frozen=True, slots=True, kw_only=True)
class Pointed:
    """The place that somebody pointed to."""

    #: The revision that they saw.
    revision: str
    #: The block, from the form; empty otherwise.
    block: str
    #: Which part of the block.
    part: str
    #: What was selected; None from the form.
    selection: Selection | None

    def passage(self, text: Rendered) -> Passage:
        """Return the passage in that revision's text; PartUnusable where nothing was chosen."""
        if self.selection:
            return passage_of_selection(text, self.selection)
        if not self.block:
            raise PartUnusable
        return passage_of_part(text, self.block, self.part)


def _pointed(
    revision: Text = "",
    block: Text = "",
    part: Text = ALL,
    start_block: Text = "",
    start: Annotated[int, Form()] = 0,
    end_block: Text = "",
    end: Annotated[int, Form()] = 0,
    exact: Text = "",
) -> Pointed:
    selection = Selection(
        start_block=start_block, start=start, end_block=end_block, end=end, exact=exact
    )
    return Pointed(
        revision=revision,
        block=block,
        part=part,
        selection=selection if start_block else None,
    )


@router.post("/s/{slug}/threads/{thread}/place", dependencies=[protected])
def place_thread(
    request: Request,
    slug: str,
    thread: str,
    pointed: Annotated[Pointed, Depends(_pointed)],
    actor: SignedIn,
    db: Writing,
    repositories: Repos,
) -> Response:
    """Point to the place where the words of a comment went."""
    if their_thread(db, actor, thread, MOVE).strategy != slug:
        raise ThreadMissing
    shown = library.revision(db, actor, slug, pointed.revision, Permission.COMMENT)
    passage = pointed.passage(rendered(repositories, slug, shown.revision.id))
    point(db, repositories, actor, thread, revision=shown.revision.id, passage=passage)
    return answers.done(request, db, repositories, actor, slug, thread, "Comment moved")


@router.post("/s/{slug}/threads/{thread}/farewell", dependencies=[protected])
def confirm(
    request: Request, slug: str, thread: str, actor: SignedIn, db: Writing, repositories: Repos
) -> Response:
    """Confirm that the passage of a comment is gone."""
    confirm_gone(db, repositories, actor, thread)
    said = "Confirmed: the passage is gone"
    return answers.done(request, db, repositories, actor, slug, thread, said)
