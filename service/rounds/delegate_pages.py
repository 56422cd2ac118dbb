"""Pages: passing a review on to a colleague."""

from collections.abc import Mapping
from typing import Annotated

from fastapi import APIRouter, Form, Path, Request
from starlette.responses import Response

from service.accounts.doors import SignedIn
from service.accounts.model import Actor
from service.accounts.naming import EmailUnusable
from service.errors import Conflict, Invalid
from service.library import read as library
from service.rounds import delegate, read
from service.rounds.model import Participant, Round
from service.storage.database import ReadDb
from service.web.doors import Reading, Writing
from service.web.forms import protected, secret
from service.web.pages import go, page

RoundNumber = Annotated[int, Path(ge=1, le=100_000)]

router = APIRouter(prefix="/s/{slug}/rounds/{round_number}/delegation", include_in_schema=False)

Text = Annotated[str, Form()]


@router.get("")
def delegation_page(
    request: Request, db: Reading, actor: SignedIn, slug: str, round_number: RoundNumber
) -> Response:
    """Ask for the colleague to whom the review goes."""
    found = read.round_(db, actor, slug, round_number)
    return _page(request, db, actor, found, read.participant_who(db, actor, found))


@router.post("", dependencies=[protected])
def pass_on(
    request: Request,
    db: Writing,
    actor: SignedIn,
    slug: str,
    round_number: RoundNumber,
    name: Text = "",
    email: Text = "",
) -> Response:
    """Pass the review on; the colleague gets a link of their own by mail."""
    found = read.round_(db, actor, slug, round_number)
    participant = read.participant_who(db, actor, found)
    try:
        delegate.delegate(db, secret(request), actor, found, name=name, email=email)
    except (Conflict, Invalid) as problem:
        field = "email" if isinstance(problem, EmailUnusable | Conflict) else "name"
        errors, typed = {field: problem.message}, {"name": name, "email": email}
        return _page(request, db, actor, found, participant, errors=errors, typed=typed)
    said = "The review is passed on. Your colleague gets a link of their own by mail."
    return go(request, f"{found.address}/respond", said=said)


def _page(
    request: Request,
    db: ReadDb,
    actor: Actor,
    found: Round,
    participant: Participant,
    *,
    errors: Mapping[str, str] | None = None,
    typed: Mapping[str, str] | None = None,
) -> Response:
    return page(
        request,
        "rounds/delegate.html",
        status=422 if errors else 200,
        strategy=library.strategy(db, actor, found.strategy),
        round=found,
        participant=participant,
        may_edit=False,
        errors=errors or {},
        typed=typed or {"name": "", "email": ""},
    )
