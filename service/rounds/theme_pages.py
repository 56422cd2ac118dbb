"""The themes of a round: proposed, worded and signed off, one form each."""

from typing import Annotated

from fastapi import APIRouter, Form, Path, Request
from starlette.responses import Response

from service.accounts import read as accounts
from service.accounts.doors import SignedIn
from service.accounts.model import Actor
from service.accounts.permissions import Permission, may
from service.errors import RoundtableError
from service.library import read as library
from service.repositories import Repositories
from service.rounds import read, report_store, themes
from service.rounds.matters import matters
from service.rounds.model import Round
from service.storage.database import ReadDb
from service.web.doors import Reading, Repos, Writing
from service.web.forms import protected
from service.web.pages import go, page

router = APIRouter(prefix="/s/{slug}/rounds/{round_number}/themes", include_in_schema=False)

RoundNumber = Annotated[int, Path(ge=1, le=100_000)]
Text = Annotated[str, Form()]


@router.get("")
def show_themes(
    request: Request,
    slug: str,
    round_number: RoundNumber,
    actor: SignedIn,
    db: Reading,
    repositories: Repos,
) -> Response:
    """Show the themes of a round with their points."""
    found = read.round_(db, actor, slug, round_number, Permission.ANSWER)
    return _page(request, db, repositories, actor, found)


@router.post("", dependencies=[protected])
def add(
    request: Request,
    slug: str,
    round_number: RoundNumber,
    actor: SignedIn,
    db: Writing,
    repositories: Repos,
    title: Text = "",
) -> Response:
    """Add a theme of one's own."""
    found = read.round_(db, actor, slug, round_number, Permission.ANSWER)
    try:
        themes.add_theme(db, actor, found, title)
    except themes.TitleUnusable as problem:
        return _page(request, db, repositories, actor, found, problem, "title-new")
    return go(request, f"{found.address}/themes", "Theme added")


@router.post("/proposal", dependencies=[protected])
def propose(
    request: Request, slug: str, round_number: RoundNumber, actor: SignedIn, db: Writing
) -> Response:
    """Group the points anew that are in no theme that was signed off."""
    found = read.round_(db, actor, slug, round_number, Permission.ANSWER)
    made = themes.propose_themes(db, actor, found)
    return go(request, f"{found.address}/themes", f"{len(made)} themes: look at each")


@router.post("/points", dependencies=[protected])
def move(
    request: Request,
    slug: str,
    round_number: RoundNumber,
    actor: SignedIn,
    db: Writing,
    repositories: Repos,
    point: Annotated[list[str] | None, Form()] = None,
    theme: Text = "",
) -> Response:
    """Put the points that were chosen into another theme, or into none."""
    found = read.round_(db, actor, slug, round_number, Permission.ANSWER)
    try:
        themes.move_points(db, actor, found, point or [], theme_id=theme or None)
    except RoundtableError as problem:
        if problem.status != 422:
            raise
        return _page(request, db, repositories, actor, found, problem, "theme")
    return go(request, f"{found.address}/themes", "Moved")


@router.post("/{theme}", dependencies=[protected])
def word(
    request: Request,
    slug: str,
    round_number: RoundNumber,
    theme: str,
    actor: SignedIn,
    db: Writing,
    repositories: Repos,
    title: Text = "",
    said: Text = "",
    did: Text = "",
    action: Text = "save",
) -> Response:
    """Keep the words of a theme, sign it off with them, or remove it."""
    found = read.round_(db, actor, slug, round_number, Permission.ANSWER)
    if action == "remove":
        themes.drop_theme(db, actor, found, theme)
        return go(request, f"{found.address}/themes", "Theme removed")
    sign = action == "sign"
    try:
        themes.word_theme(db, actor, found, theme, title=title, said=said, did=did, sign=sign)
    except RoundtableError as problem:
        if problem.status != 422:
            raise
        return _page(request, db, repositories, actor, found, problem, f"title-{theme}")
    said_then = "Signed off" if sign else "Saved: not signed off"
    return go(request, f"{found.address}/themes#theme-{theme}", said_then)


def _page(
    request: Request,
    db: ReadDb,
    repositories: Repositories,
    actor: Actor,
    found: Round,
    problem: RoundtableError | None = None,
    name: str = "",
) -> Response:
    strategy = library.strategy(db, actor, found.strategy)
    every = [each for each in matters(db, repositories, found) if not each.point.withdrawn_at]
    known = report_store.themes_of(db, found.id)
    return page(
        request,
        "rounds/themes.html",
        status=problem.status if problem else 200,
        strategy=strategy,
        may_edit=may(actor, Permission.EDIT, strategy.slug, strategy.visibility),
        round=found,
        themes=known,
        inside={each.id: [matter for matter in every if matter.theme == each.id] for each in known},
        outside=[each for each in every if each.theme is None],
        signers=accounts.names(db, [each.signed_by for each in known]),
        errors={name: problem.message} if problem else {},
    )
