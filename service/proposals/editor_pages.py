"""What the editor in the browser asks for and sends while a proposal is written in it."""

from typing import Annotated

from fastapi import APIRouter, File, Form, UploadFile
from starlette.responses import JSONResponse, Response

from service.accounts.doors import SignedIn
from service.accounts.model import Actor
from service.library import presence
from service.library.editor_pages import elsewhere, others_in, source
from service.library.figure_pages import picture_answer
from service.library.save import LONGEST
from service.library.staged import LARGEST, stage, staged
from service.library.views import in_words
from service.proposals import read
from service.proposals.begun import writable
from service.proposals.keep import keep_typed
from service.proposals.model import Proposal
from service.proposals.notice import AlreadyDecided, still_open
from service.proposals.pictures import uploaded
from service.proposals.revise import ProposalMovedOn, revise
from service.storage.database import ReadDb
from service.web.doors import Kept, Reading, Repos, Writing
from service.web.forms import protected

router = APIRouter(include_in_schema=False)

Text = Annotated[str, Form()]


@router.get("/s/{slug}/proposals/{proposal}/text")
def send_text(
    slug: str,
    proposal: str,
    actor: SignedIn,
    db: Reading,
    repositories: Repos,
    revision: str = "",
) -> Response:
    """Answer with the source of a proposal, or of its revision that unsaved work began at."""
    found = still_open(db, writable(db, actor, slug, proposal).id)
    return JSONResponse(source(repositories, slug, read.stood_at(db, found, revision)))


@router.post(
    "/s/{slug}/proposals/{proposal}/text",
    dependencies=[protected],
    form_limits={"max_part_size": LONGEST * 4},  # in bytes; an emoji has four
)
def save_text(
    slug: str,
    proposal: str,
    actor: SignedIn,
    db: Writing,
    repositories: Repos,
    files: Kept,
    text: Text = "",
    expecting: Text = "",
    what_changed: Text = "",
) -> Response:
    """Save the whole text with its pictures; what cannot be is kept, and 409 says where."""
    found = writable(db, actor, slug, proposal)
    seen = read.stood_at(db, found, expecting)
    pictures = uploaded(db, repositories, files, actor, found, text=text, seen=seen)
    try:
        saved = revise(
            db,
            repositories,
            actor,
            found.id,
            text=text,
            expecting=seen,
            what_changed=what_changed,
            files=pictures,
        )
    except (ProposalMovedOn, AlreadyDecided) as problem:
        kept = keep_typed(db, actor, found.id, text=text, base=seen, what_changed=what_changed)
        return elsewhere(f"{found.address}/update?kept={kept.id}", problem)
    return JSONResponse(source(repositories, slug, saved.id), status_code=201)


@router.post("/s/{slug}/proposals/{proposal}/text/figures", dependencies=[protected])
def upload_picture(
    slug: str,
    proposal: str,
    actor: SignedIn,
    db: Writing,
    repositories: Repos,
    files: Kept,
    picture: Annotated[UploadFile, File()],
    alternative: Text = "",
) -> Response:
    """Keep a picture for the next save; answer with its path beside the text."""
    found = still_open(db, writable(db, actor, slug, proposal).id)
    path = stage(
        db,
        files,
        actor,
        slug,
        name=picture.filename or "",
        content=picture.file.read(LARGEST + 1),
        alternative=alternative,
        held=repositories.at(slug).files(found.tip).files,
    )
    return JSONResponse({"path": path}, status_code=201)


@router.get("/s/{slug}/proposals/{proposal}/text/{picture:path}")
def show_staged(
    slug: str, proposal: str, picture: str, actor: SignedIn, db: Reading, files: Kept
) -> Response:
    """Answer with a picture that was uploaded and may not be saved yet."""
    writable(db, actor, slug, proposal)
    content = staged(db, files, actor, slug, picture)
    return picture_answer(picture, content, kept="private, no-store")


@router.post("/s/{slug}/proposals/{proposal}/text/presence", dependencies=[protected])
def note_presence(
    slug: str,
    proposal: str,
    actor: SignedIn,
    db: Reading,
    section: Text = "",
    revision: Text = "",
    leaving: Text = "",
) -> Response:
    """Note that somebody has the editor open, or closes it.

    The answer tells who else has, and what became of the proposal since it was opened there.
    """
    found = writable(db, actor, slug, proposal)
    if leaving:
        presence.left(found.address, actor)
        return JSONResponse({"others": [], "since": None})
    others = others_in(found.address, actor, section)
    return JSONResponse({"others": others, "since": _since(db, actor, found, revision)})


def _since(db: ReadDb, actor: Actor, found: Proposal, revision: str) -> dict[str, str] | None:
    """Return what happened to a proposal after a revision of it; None where nothing did."""
    try:
        still_open(db, found.id)
    except AlreadyDecided as problem:
        told = problem.message.removesuffix(" Nothing of yours was changed.")
        return {"words": f"{told} What you write is kept for you alone when you save."}
    if revision in ("", found.tip):
        return None
    who = in_words(db, _savers(db, actor, found, revision)) or "You, in another window,"
    return {
        "words": f"{who} saved to this proposal after you opened it. "
        "When you save, you are shown what both changed."
    }


def _savers(db: ReadDb, actor: Actor, found: Proposal, revision: str) -> tuple[str, ...]:
    """Return who else saved to a proposal after one of its revisions, each once."""
    saves = read.saved_to(db, found)
    seen = next((at for at, each in enumerate(saves, 1) if each.id == revision), 0)
    savers = (each.author for each in saves[seen:] if each.author)
    return tuple(dict.fromkeys(each for each in savers if each != actor.id))
