"""What the editor in the browser asks for and sends: drafts, pictures, that somebody is there."""

from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, File, Form, Request, UploadFile
from starlette.responses import JSONResponse, Response

from service.accounts.doors import SignedIn
from service.accounts.model import Actor
from service.accounts.permissions import NotAllowed, Permission
from service.document.front_matter import front_matter_end
from service.errors import RoundtableError
from service.library import presence, read
from service.library.ahead import merge_ahead
from service.library.figure_pages import picture_answer
from service.library.just_saved import remember
from service.library.keep import keep_refused, keep_work
from service.library.model import KeptWork
from service.library.save import LONGEST
from service.library.staged import LARGEST, shown, stage, staged
from service.library.together import PassagesClash, Together, news, others_since, save_together
from service.library.views import in_words
from service.repositories import Repositories
from service.storage.database import ReadDb, WriteDb
from service.storage.files import Files
from service.web.doors import Kept, Reading, Repos, Writing
from service.web.forms import protected
from service.web.turns import Turning

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
        {**source(repositories, slug, asked.revision.id), "draft": draft.revision.id}
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Saving:
    """A whole text on its way into the draft."""

    #: Where the texts are.
    repositories: Repositories
    #: Where the pictures are.
    files: Files
    #: Who typed it.
    actor: Actor
    #: The slug of the strategy.
    slug: str
    #: The text.
    text: str
    #: The revision that it was typed over.
    expecting: str
    #: What they changed, in a sentence.
    what_changed: str

    def ahead(self, db: ReadDb) -> None:
        """Make it one with the draft, before anybody waits for it."""
        merge_ahead(
            db,
            self.repositories,
            self.actor,
            self.slug,
            text=self.text,
            expecting=self.expecting,
        )

    def save(self, db: WriteDb) -> Together | KeptWork:
        """Save it with its pictures; where it touches what others saved, keep it."""
        try:
            return save_together(
                db,
                self.repositories,
                self.actor,
                self.slug,
                text=self.text,
                expecting=self.expecting,
                what_changed=self.what_changed,
                files=self._pictures(db),
            )
        except PassagesClash:
            return keep_work(
                db,
                self.actor,
                self.slug,
                text=self.text,
                base=self.expecting,
                what_changed=self.what_changed,
            )

    def keep(self, db: WriteDb) -> KeptWork | None:
        """Keep it for somebody who may not save it; None where it cannot be kept."""
        return keep_refused(
            db,
            self.actor,
            self.slug,
            text=self.text,
            base=self.expecting,
            what_changed=self.what_changed,
        )

    def _pictures(self, db: ReadDb) -> dict[str, bytes]:
        seen = read.revision(db, self.actor, self.slug, self.expecting, Permission.EDIT).revision
        repository = self.repositories.at(self.slug)
        return shown(
            db,
            self.files,
            self.actor,
            self.slug,
            text=self.text,
            before=repository.text(seen.id),
            held=repository.files(seen.id).files,
        )


@router.post(
    "/s/{slug}/draft",
    dependencies=[protected],
    form_limits={"max_part_size": LONGEST * 4},  # in bytes; an emoji has four
)
async def save_whole(
    request: Request,
    slug: str,
    actor: SignedIn,
    turns: Turning,
    repositories: Repos,
    files: Kept,
    text: Text = "",
    expecting: Text = "",
    what_changed: Text = "",
) -> Response:
    """Save the whole text with its pictures; what touches is kept, and 409 says where.

    So is the text of somebody who may not save it any more, and 403 says where.
    """
    saving = _Saving(
        repositories=repositories,
        files=files,
        actor=actor,
        slug=slug,
        text=text,
        expecting=expecting,
        what_changed=what_changed,
    )
    try:
        saved = await turns.write_worked_out(slug, saving.ahead, saving.save)
    except NotAllowed as problem:
        kept = await turns.write(saving.keep)
        if kept is None:
            raise
        return elsewhere(kept.address, problem)
    if isinstance(saved, KeptWork):
        return elsewhere(saved.address, PassagesClash())
    answer = await turns.read(lambda db: _saved(db, repositories, slug, saved))
    return remember(request, answer, actor, slug, saved.revision.id) if saved.made else answer


def _saved(db: ReadDb, repositories: Repositories, slug: str, saved: Together) -> Response:
    answer = {
        "together": _together(db, saved),
        **source(repositories, slug, saved.revision.id),
    }
    return JSONResponse(answer, status_code=201)


@router.post("/s/{slug}/draft/figures", dependencies=[protected])
def upload_picture(
    slug: str,
    actor: SignedIn,
    db: Writing,
    repositories: Repos,
    files: Kept,
    picture: Annotated[UploadFile, File()],
    alternative: Text = "",
) -> Response:
    """Keep a picture for the next save; answer with its path beside the text."""
    draft = read.draft(db, actor, slug, Permission.EDIT).revision
    path = stage(
        db,
        files,
        actor,
        slug,
        name=picture.filename or "",
        content=picture.file.read(LARGEST + 1),
        alternative=alternative,
        held=repositories.at(slug).files(draft.id).files,
    )
    return JSONResponse({"path": path}, status_code=201)


@router.get("/s/{slug}/draft/{picture:path}")
def show_staged(slug: str, picture: str, actor: SignedIn, db: Reading, files: Kept) -> Response:
    """Answer with a picture that was uploaded and may not be saved yet."""
    read.strategy(db, actor, slug, Permission.EDIT)
    content = staged(db, files, actor, slug, picture)
    return picture_answer(picture, content, kept="private, no-store")


@router.post("/s/{slug}/draft/presence", dependencies=[protected])
def note_presence(
    slug: str,
    actor: SignedIn,
    db: Reading,
    repositories: Repos,
    section: Text = "",
    revision: Text = "",
    leaving: Text = "",
) -> Response:
    """Note that somebody has the editor open, or closes it.

    The answer tells who else has, and who saved since the revision that is open there.
    """
    read.strategy(db, actor, slug, Permission.EDIT)
    if leaving:
        presence.left(slug, actor)
        return JSONResponse({"others": [], "since": None})
    answer = {
        "others": others_in(slug, actor, section),
        "since": _since(db, repositories, actor, slug, revision),
    }
    return JSONResponse(answer)


def source(repositories: Repositories, slug: str, revision: str) -> dict[str, str]:
    """Return a revision as the editor opens it: front matter, text, where its figures are."""
    repository = repositories.at(slug)
    text, tree = repository.text(revision), repository.files(revision).id
    body = front_matter_end(text)
    return {
        "revision": revision,
        "front": text[:body],
        "body": text[body:],
        "figures": f"/s/{slug}/figures/{tree}/",
    }


def _together(db: ReadDb, saved: Together) -> dict[str, object] | None:
    """Return with whose work it was combined, where that is to be seen, and what to read again."""
    if saved.combination is None:
        return None
    return {
        "with": in_words(db, saved.combination.people),
        "address": saved.combination.address,
        "close": saved.combination.close,
    }


def elsewhere(address: str, problem: RoundtableError) -> Response:
    """Answer that a text was not saved and is kept, and where."""
    content = {
        "type": "about:blank",
        "title": problem.title,
        "status": problem.status,
        "detail": problem.message,
        "address": address,
    }
    return JSONResponse(content, problem.status, media_type="application/problem+json")


def others_in(text: str, actor: Actor, section: str) -> list[dict[str, str]]:
    """Note that somebody is editing a section of a text; return who else has it open."""
    others = presence.heard(text, actor, section)
    return [{"name": each.name, "section": each.section} for each in others]


def _since(
    db: ReadDb, repositories: Repositories, actor: Actor, slug: str, revision: str
) -> dict[str, str] | None:
    """Return who saved after a revision that somebody has open; None where nobody did."""
    draft = read.draft(db, actor, slug, Permission.EDIT).revision.id
    if revision in ("", draft):
        return None
    seen = read.revision(db, actor, slug, revision, Permission.EDIT).revision.id
    others = others_since(repositories.at(slug), seen, draft, actor)
    told = news(db, actor, slug)
    return {
        "by": in_words(db, others),
        "together": f"/s/{slug}/together/{told[-1].id}" if told else "",
    }
