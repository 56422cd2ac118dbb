"""Pages: whom a round invites, sending links anew and taking them back, and reminding."""

from collections.abc import Mapping, Sequence
from typing import Annotated, Any

from fastapi import APIRouter, File, Form, Path, Request, UploadFile
from starlette.responses import Response

from service.accounts import read as accounts
from service.accounts.doors import SignedIn
from service.accounts.model import Actor
from service.accounts.permissions import Permission
from service.errors import RoundtableError
from service.library import read as library
from service.rounds import invite, invitees, read, remind, store, take_back
from service.rounds.model import Participant, Round
from service.storage.database import ReadDb
from service.web.doors import Reading, Writing
from service.web.forms import protected, secret
from service.web.pages import go, page

RoundNumber = Annotated[int, Path(ge=1, le=100_000)]

router = APIRouter(prefix="/s/{slug}/rounds/{round_number}", include_in_schema=False)

Text = Annotated[str, Form()]


@router.get("/invitations")
def invitations_page(
    request: Request, db: Reading, actor: SignedIn, slug: str, round_number: RoundNumber
) -> Response:
    """Show who is invited, with a form to invite others."""
    found = read.round_(db, actor, slug, round_number, Permission.CONSULT)
    return _invitations(request, db, actor, found)


@router.post("/invitations", dependencies=[protected])
def invite_people(
    request: Request,
    db: Writing,
    actor: SignedIn,
    slug: str,
    round_number: RoundNumber,
    people: Text = "",
    do: Text = "check",
    file: Annotated[UploadFile | None, File()] = None,
) -> Response:
    """Show what was understood of a list (`check`), or invite those in it (`send`)."""
    found = read.round_(db, actor, slug, round_number, Permission.CONSULT)
    try:
        typed = _typed(people, file)
        lines = invitees.understood(db, found, typed)
    except RoundtableError as problem:
        return _invitations(request, db, actor, found, errors={"people": problem.message})
    wanted = [each.invitee for each in lines if each.invitee and not each.already]
    if not lines:
        errors = {"people": "Say whom to invite, one person a line."}
        return _invitations(request, db, actor, found, errors=errors)
    if do != "send" or not wanted:
        values = _frame(db, actor, found) | {"lines": lines, "typed": typed}
        return page(request, "rounds/invite_check.html", count=len(wanted), **values)
    added = invite.invite(db, secret(request), actor, found, wanted)
    return go(request, _address(found), said=f"{_people(len(added))} invited.")


@router.post("/participants/{participant}/resending", dependencies=[protected])
def resend(
    request: Request,
    db: Writing,
    actor: SignedIn,
    slug: str,
    round_number: RoundNumber,
    participant: str,
) -> Response:
    """Send somebody a new link; the old one works no more."""
    found = read.round_(db, actor, slug, round_number, Permission.CONSULT)
    take_back.resend(db, secret(request), actor, found, participant)
    return go(request, _address(found), said="A new link is on its way; the old one is useless.")


@router.post("/participants/{participant}/revocation", dependencies=[protected])
def revoke(
    request: Request,
    db: Writing,
    actor: SignedIn,
    slug: str,
    round_number: RoundNumber,
    participant: str,
) -> Response:
    """Take an invitation back."""
    found = read.round_(db, actor, slug, round_number, Permission.CONSULT)
    take_back.take_back(db, actor, found, participant)
    said = "The invitation is taken back; its link no longer works."
    return go(request, _address(found), said=said)


@router.get("/reminders")
def reminders_page(
    request: Request, db: Reading, actor: SignedIn, slug: str, round_number: RoundNumber
) -> Response:
    """Show whom a reminder would reach."""
    found = read.round_(db, actor, slug, round_number, Permission.CONSULT)
    owing = remind.whom(db, actor, found)
    named = _named(db, [each.participant for each in owing])
    rows = [
        {**row, "today": each.today, "last": each.last}
        for row, each in zip(named, owing, strict=True)
    ]
    left = sum(not each.today for each in owing)
    return page(request, "rounds/remind.html", rows=rows, left=left, **_frame(db, actor, found))


@router.post("/reminders", dependencies=[protected])
def send_reminders(
    request: Request, db: Writing, actor: SignedIn, slug: str, round_number: RoundNumber
) -> Response:
    """Remind those who owe an answer and were not reminded today."""
    found = read.round_(db, actor, slug, round_number, Permission.CONSULT)
    reached = remind.remind(db, actor, found)
    return go(request, _address(found), said=f"{_people(len(reached))} reminded.")


def _typed(people: str, file: UploadFile | None) -> str:
    """Return what was pasted and what stands in the file, one below the other."""
    content = file.file.read() if file and file.filename else b""
    return "\n".join(each for each in (people.strip(), invitees.read_file(content)) if each)


def _invitations(
    request: Request,
    db: ReadDb,
    actor: Actor,
    found: Round,
    *,
    errors: Mapping[str, str] | None = None,
) -> Response:
    every = store.participants_of(db, found.id)
    return page(
        request,
        "rounds/invite.html",
        status=422 if errors else 200,
        rows=_named(db, every),
        errors=errors or {},
        **_frame(db, actor, found),
    )


def _frame(db: ReadDb, actor: Actor, found: Round) -> dict[str, Any]:
    """Return what every page here shows of the round."""
    strategy = library.strategy(db, actor, found.strategy)
    return {"strategy": strategy, "round": found, "may_edit": True}


def _named(db: ReadDb, every: Sequence[Participant]) -> list[dict[str, Any]]:
    names = accounts.names(db, [each.person for each in every])
    organisations = {each.id: each.name for each in accounts.organisations(db)}
    by_id = {each.id: each for each in every}
    return [
        {
            "participant": each,
            "person": names[each.person],
            "organisation": organisations.get(each.organisation or ""),
            "passed_by": names[by_id[each.delegated_by].person].name
            if each.delegated_by in by_id
            else None,
        }
        for each in every
    ]


def _address(found: Round) -> str:
    return f"{found.address}/invitations"


def _people(count: int) -> str:
    return f"{count} {'person is' if count == 1 else 'people are'}"
