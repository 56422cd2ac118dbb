"""What the editor in the browser asks for and sends: drafts, pictures, that somebody is there."""

from typing import Annotated

from fastapi import APIRouter, File, Form, UploadFile
from starlette.responses import JSONResponse, Response

from service.accounts import read as accounts
from service.accounts.doors import SignedIn
from service.accounts.permissions import Permission
from service.document.front_matter import front_matter_end
from service.library import presence, read
from service.library.figure_pages import picture_answer
from service.library.save import LONGEST, DraftMovedOn, save
from service.library.staged import LARGEST, shown, stage, staged
from service.repositories import Repositories
from service.storage.database import ReadDb
from service.web.doors import Kept, Reading, Repos, Writing
from service.web.forms import protected

router = APIRouter(include_in_schema=False)

Text = Annotated[str, Form()]


@router.get("/s/{slug}/draft")
def send_draft(
    slug: str, actor: SignedIn, db: Reading, repositories: Repos, revision: str = ""
) -> Response:
    """Answer with the source of the draft, or of the revision that unsaved work began at."""
    draft = read.draft(db, actor, slug, Permission.EDIT)
    asked = read.revision(db, actor, slug, revision, Permission.EDIT) if revision else draft
    return JSONResponse(
        {**_source(repositories, slug, asked.revision.id), "draft": draft.revision.id}
    )


@router.post(
    "/s/{slug}/draft",
    dependencies=[protected],
    form_limits={"max_part_size": LONGEST * 4},  # in bytes; an emoji has four
)
def save_whole(
    slug: str,
    actor: SignedIn,
    db: Writing,
    repositories: Repos,
    files: Kept,
    text: Text = "",
    expecting: Text = "",
    what_changed: Text = "",
) -> Response:
    """Save the whole text with the pictures that it shows; 409 with both texts if it moved on."""
    seen = read.revision(db, actor, slug, expecting, Permission.EDIT).revision
    held = repositories.at(slug).files(seen.id).files
    try:
        saved = save(
            db,
            repositories,
            actor,
            slug,
            text=text,
            expecting=expecting,
            what_changed=what_changed,
            files=shown(files, text, held),
        )
    except DraftMovedOn as problem:
        return _moved_on(db, repositories, slug, text, problem)
    answer = {"short": saved.short, **_source(repositories, slug, saved.id)}
    return JSONResponse(answer, status_code=201)


@router.post("/s/{slug}/draft/figures", dependencies=[protected])
def upload_picture(
    slug: str,
    actor: SignedIn,
    db: Reading,
    files: Kept,
    picture: Annotated[UploadFile, File()],
    alternative: Text = "",
) -> Response:
    """Keep a picture for the next save; answer with its path beside the text."""
    read.strategy(db, actor, slug, Permission.EDIT)
    content = picture.file.read(LARGEST + 1)
    path = stage(files, name=picture.filename or "", content=content, alternative=alternative)
    return JSONResponse({"path": path}, status_code=201)


@router.get("/s/{slug}/draft/{path:path}")
def show_staged(slug: str, path: str, actor: SignedIn, db: Reading, files: Kept) -> Response:
    """Answer with a picture that was uploaded and may not be saved yet."""
    strategy = read.strategy(db, actor, slug, Permission.EDIT)
    return picture_answer(strategy.visibility, path, staged(files, path))


@router.post("/s/{slug}/draft/presence", dependencies=[protected])
def note_presence(
    slug: str, actor: SignedIn, db: Reading, section: Text = "", leaving: Text = ""
) -> Response:
    """Note that somebody has the editor open, or closes it; answer with who else has."""
    read.strategy(db, actor, slug, Permission.EDIT)
    if leaving:
        presence.left(slug, actor)
        return JSONResponse({"others": []})
    others = presence.heard(slug, actor, section)
    return JSONResponse({"others": [{"name": o.name, "section": o.section} for o in others]})


def _source(repositories: Repositories, slug: str, revision: str) -> dict[str, str]:
    repository = repositories.at(slug)
    text, tree = repository.text(revision), repository.files(revision).id
    body = front_matter_end(text)
    return {
        "revision": revision,
        "front": text[:body],
        "body": text[body:],
        "figures": f"/s/{slug}/figures/{tree}/",
    }


def _moved_on(
    db: ReadDb, repositories: Repositories, slug: str, yours: str, problem: DraftMovedOn
) -> Response:
    """Answer with both texts, so that nothing of either is lost."""
    revision = repositories.at(slug).head() or ""
    newest = repositories.at(slug).revision(revision)
    names = accounts.names(db, {newest.author})
    known = names.get(newest.author) if newest.author else None
    content = {
        "type": "about:blank",
        "title": "The draft changed while you were writing",
        "status": problem.status,
        "detail": problem.message,
        "saved_by": known.name if known else None,
        "yours": yours,
        "theirs": repositories.at(slug).text(revision),
        "revision": revision,
    }
    return JSONResponse(content, problem.status, media_type="application/problem+json")
