"""How a revision was put together, for whoever saved it and for the others whose work is in it."""

from collections.abc import Iterator
from dataclasses import dataclass

from fastapi import APIRouter, Request
from markupsafe import Markup
from starlette.responses import Response

from service.accounts.doors import SignedIn
from service.accounts.model import Actor
from service.accounts.permissions import Permission
from service.document.changes import redline_html
from service.library import read
from service.library.just_saved import remember
from service.library.model import Combination, Revision
from service.library.together import Together, combination, news, was_told
from service.library.views import in_words
from service.storage.database import ReadDb
from service.web.doors import Reading, Writing
from service.web.forms import protected
from service.web.pages import go, page

router = APIRouter(include_in_schema=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A passage that the others had changed, as its page shows it."""

    #: The heading under which it stands, in words.
    section: str
    #: As it was; empty where nothing stood there.
    before: str
    #: What the saver made of it, as a red line; None where they left it alone.
    typed: Markup | None
    #: What the others made of it.
    saved: Markup
    #: What it became.
    after: Markup
    #: Whether both changed the same sentence.
    close: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class News:
    """That somebody's work was put together with another's, in a revision that they saved."""

    #: The address of the page that shows how.
    address: str
    #: Who saved it, by name; empty where it is not known.
    by: str
    #: The revision.
    revision: Revision


@router.get("/s/{slug}/together/{revision}")
def show_combination(
    request: Request, slug: str, revision: str, actor: SignedIn, db: Reading
) -> Response:
    """Show what became of each passage that others had changed."""
    found = combination(db, actor, slug, revision)
    saved = read.known_revision(db, slug, revision)
    shown = tuple(_shown(found))
    return page(
        request,
        "library/together.html",
        strategy=read.strategy(db, actor, slug, Permission.EDIT),
        revision=saved,
        combination=found,
        saver=in_words(db, [saved.author or ""]),
        yours=saved.author == actor.id,
        others=in_words(db, found.people),
        both=sorted((each for each in shown if each.typed is not None), key=lambda s: not s.close),
        theirs=[each for each in shown if each.typed is None],
        untold=saved in news(db, actor, slug),
    )


@router.post("/s/{slug}/together/{revision}/told", dependencies=[protected])
def note_told(request: Request, slug: str, revision: str, actor: SignedIn, db: Writing) -> Response:
    """Note that somebody has read of it: the notice goes."""
    was_told(db, actor, slug, revision)
    return go(request, f"/s/{slug}/edit")


def after_saving(
    request: Request, db: ReadDb, actor: Actor, saved: Together, address: str
) -> Response:
    """Go on after a save: to what it was put together with, if it was; else to an address."""
    if not saved.made:
        return go(request, address, "Nothing was left to save: the draft says it already")
    said = "Saved"
    if saved.combination is not None:
        others = in_words(db, saved.combination.people)
        by = f"what {others} changed" if others else "what was changed"
        address, said = saved.combination.address, f"Saved, together with {by} meanwhile"
    answer = go(request, address, said)
    return remember(request, answer, actor, saved.revision.strategy, saved.revision.id)


def news_rows(db: ReadDb, actor: Actor | None, slug: str) -> tuple[News, ...]:
    """Return what the actor has not yet been told of a strategy, the oldest first."""
    return tuple(
        News(
            address=f"/s/{slug}/together/{each.id}",
            by=in_words(db, [each.author or ""]),
            revision=each,
        )
        for each in news(db, actor, slug)
    )


def _shown(found: Combination) -> Iterator[Shown]:
    for each in found.passages:
        yield Shown(
            section=each.section,
            before=each.before,
            typed=_redline(each.before, each.typed) if each.both else None,
            saved=_redline(each.before, each.saved),
            after=_redline(each.before, each.after),
            close=each.close,
        )


def _redline(before: str, after: str) -> Markup:
    return Markup(redline_html(before, after))  # noqa: S704 - words are escaped
