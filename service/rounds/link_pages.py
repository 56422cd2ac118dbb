"""Pages: coming into a round by a personal link.

Asking for the address changes nothing, since mail scanners ask for every address they see; the
button does.
"""

from typing import Annotated

from fastapi import APIRouter, Path, Request
from starlette.responses import Response

from service.accounts import read as accounts
from service.accounts.browser import admit, private, token_of
from service.accounts.doors import Visitor
from service.accounts.model import Actor
from service.library import read as library
from service.rounds import link
from service.rounds.model import Participant, Round
from service.web.doors import Config, Reading, Writing
from service.web.forms import protected
from service.web.pages import go, page

router = APIRouter(include_in_schema=False)

Token = Annotated[str, Path(max_length=100)]


@router.get("/in/r-{token}")
def link_page(request: Request, db: Reading, visitor: Visitor, token: Token) -> Response:
    """Show whom the link lets in, and to what, with a button; changes nothing."""
    found, participant = link.behind(db, link.PREFIX + token)
    strategy = library.known_strategy(db, found.strategy)
    person = accounts.person(db, participant.person)
    shown = page(
        request,
        "rounds/link.html",
        round=found,
        person=person,
        title=strategy.title if strategy else found.strategy,
        oneself=_oneself(visitor, found, participant),
        another=visitor.name if visitor and visitor.id != participant.speaker else None,
    )
    return private(shown)


@router.post("/in/r-{token}", dependencies=[protected])
def come_in(
    request: Request, db: Writing, config: Config, visitor: Visitor, token: Token
) -> Response:
    """Come in; whoever is signed in to their own account stays signed in to it."""
    plain = link.PREFIX + token
    found, participant = link.behind(db, plain)
    onwards = go(request, f"{found.address}/respond")
    if _oneself(visitor, found, participant):
        link.opened(db, found, participant)
        return onwards
    _, session = link.enter(db, plain, days=config.session_days, instead_of=token_of(request))
    return admit(onwards, config, session)


def _oneself(visitor: Actor | None, found: Round, participant: Participant) -> bool:
    """Tell whether somebody is here as who they are, and need not come in as a guest.

    Where names are withheld everybody does: what they say must be their mask's.
    """
    if visitor is None or visitor.guest or not found.names_shown:
        return False
    return visitor.id == participant.person
