"""A Word file compared with a text of a strategy, and proposed in its place."""

from typing import Annotated

from fastapi import APIRouter, File, Form, Request, UploadFile
from starlette.responses import RedirectResponse, Response

from service.accounts.doors import SignedIn
from service.accounts.model import Actor
from service.accounts.permissions import Permission, may
from service.document.formats.word_received import LARGEST
from service.errors import Invalid
from service.library import read
from service.library.comparison import View, compared_texts
from service.library.named import DRAFT, Named
from service.library.shown_figures import figures_of
from service.library.texts import source
from service.proposals.propose import propose
from service.reading.choices import Choice, choices
from service.reading.compare_pages import text_named
from service.reading.word import WORD, Word, keep, kept
from service.repositories import Repositories
from service.storage.database import ReadDb
from service.web.doors import Reading, Repos, Writing
from service.web.forms import protected
from service.web.pages import go, page

router = APIRouter(include_in_schema=False)

Text = Annotated[str, Form()]


@router.get("/s/{slug}/compare/word")
def choose_word(
    request: Request, slug: str, actor: SignedIn, db: Reading, beside: str = DRAFT
) -> Response:
    """Show the form for a Word file."""
    return _form(request, db, actor, slug, beside)


@router.post("/s/{slug}/compare/word", dependencies=[protected])
def compare_word(
    request: Request,
    slug: str,
    actor: SignedIn,
    db: Reading,
    repositories: Repos,
    word: Annotated[UploadFile | None, File()] = None,
    beside: Text = DRAFT,
) -> Response:
    """Read a Word file, keep its text a while, and go to the comparison."""
    draft = read.draft(db, actor, slug).revision.id
    text = text_named(db, actor, slug, beside)
    content = word.file.read(LARGEST + 1) if word else b""
    name = (word.filename if word else "") or ""
    try:
        made = keep(repositories, actor, slug, draft, name=name, content=content)
    except Invalid as problem:
        return _form(request, db, actor, slug, beside, problem)
    return RedirectResponse(_address(slug, made, text.name), status_code=303)


@router.get("/s/{slug}/compare/word/{digest}/{beside}")
def show_word(
    request: Request,
    slug: str,
    digest: str,
    beside: str,
    actor: SignedIn,
    db: Reading,
    repositories: Repos,
    view: str = View.MARKED.value,
) -> Response:
    """Show what a Word file changes in a text."""
    read.strategy(db, actor, slug)
    return _shown(request, db, repositories, actor, slug, kept(actor, slug, digest), beside, view)


@router.post("/s/{slug}/compare/word/{digest}/proposal", dependencies=[protected])
def propose_word(
    request: Request,
    slug: str,
    digest: str,
    actor: SignedIn,
    db: Writing,
    repositories: Repos,
    title: Text = "",
    reason: Text = "",
) -> Response:
    """Propose the text of a Word file, on the draft that it was read beside."""
    read.strategy(db, actor, slug, Permission.PROPOSE)
    word = kept(actor, slug, digest)
    try:
        made = propose(
            db,
            repositories,
            actor,
            slug,
            title=title,
            reason=reason,
            revision=word.draft,
            text=word.text,
            what_changed=f"Took in “{word.name}”",
        )
    except Invalid as problem:
        typed = {"title": title, "reason": reason}
        return _shown(
            request, db, repositories, actor, slug, word, DRAFT, typed=typed, problem=problem
        )
    return go(request, made.address, "Proposed. This is what it changes.")


def _address(slug: str, word: Word, beside: str) -> str:
    return f"/s/{slug}/compare/word/{word.digest}/{beside}"


def _form(
    request: Request,
    db: ReadDb,
    actor: Actor,
    slug: str,
    beside: str,
    problem: Invalid | None = None,
) -> Response:
    strategy = read.strategy(db, actor, slug)
    text = text_named(db, actor, slug, beside)
    return page(
        request,
        "library/choose_word.html",
        status=problem.status if problem else 200,
        strategy=strategy,
        choices=choices(db, actor, strategy, (text, text)),
        beside=text.name,
        may_edit=may(actor, Permission.EDIT, slug, strategy.visibility),
        errors={"word": problem.message} if problem else {},
    )


def _shown(
    request: Request,
    db: ReadDb,
    repositories: Repositories,
    actor: Actor,
    slug: str,
    word: Word,
    beside: str,
    view: str = View.MARKED.value,
    *,
    typed: dict[str, str] | None = None,
    problem: Invalid | None = None,
) -> Response:
    strategy, text = read.strategy(db, actor, slug), text_named(db, actor, slug, beside)
    how = View(view) if view in tuple(View) else View.MARKED
    revision, here = text.revision.id, _address(slug, word, text.name)
    new = _named(word, text, here)
    options = choices(db, actor, strategy, (text, text))
    return page(
        request,
        "library/compare_word.html",
        status=problem.status if problem else 200,
        strategy=strategy,
        old=text,
        new=new,
        choices={**options, "Word file": [Choice(name=new.name, words=word.name)]},
        found=compared_texts(
            source(repositories, slug, revision),
            word.text,
            how,
            figures=figures_of(repositories, slug, revision, revision),
        ),
        view=how.value,
        here=here,
        may_edit=may(actor, Permission.EDIT, slug, strategy.visibility),
        may_propose=may(actor, Permission.PROPOSE, slug, strategy.visibility),
        proposing=f"/s/{slug}/compare/word/{word.digest}/proposal",
        typed={"title": "", "reason": "", **(typed or {})},
        errors={_field(problem): problem.message} if problem else {},
    )


def _named(word: Word, beside: Named, here: str) -> Named:
    """Return a Word file as a text with a name, as the page of a comparison wants it."""
    return Named(
        name=f"{WORD}{word.digest}",
        words=word.name,
        at=word.at,
        address=here,
        revision=beside.revision,
    )


def _field(problem: Invalid) -> str:
    """Return beside which field a problem is told."""
    return "title" if type(problem).__name__.startswith("Title") else "reason"
