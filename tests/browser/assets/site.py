"""The pages at addresses of their own, with the answers that scripts wait for."""

from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Any

from fastapi import FastAPI, Form, Request
from fastapi.responses import FileResponse, HTMLResponse, JSONResponse, Response

from service.comments.model import Kind
from service.comments.views import KINDS
from service.document.sentences import sentences
from service.library.texts import rendered
from service.reading.body import joined
from service.settings import Settings
from service.web.frame import Frame
from service.web.pages import Pages, fragment, page
from service.web.problems import handle
from service.web.static_files import ForEver
from tests.browser.assets import library, threads
from tests.browser.assets.people import ACTOR, AMARA, RUTH, TOM

_ROOMS = ("service.web", "service.library", "service.comments")
_NEW = f"{99:026d}"


class Site:
    """Values of all pages, over one repository."""

    def __init__(self, folder: Path) -> None:
        """Put the repository into `folder`."""
        self.repositories, self.draft = library.keep(folder)
        self.text = rendered(self.repositories, library.SLUG, self.draft)
        self.cards = threads.cards(self.text)

    def reading(self, *, signed_in: bool) -> dict[str, Any]:
        """Return the values of the reading page."""
        begun: dict[str, list[str]] = {}
        for card in self.cards:
            if card.block and card.state == "open":
                begun.setdefault(card.block, []).append(card.id)
        return {
            "shown": library.shown(self.draft),
            "owner": TOM,
            "latest": library.version(self.draft, 2),
            "outline": self.text.outline,
            "body": self._body(begun, signed_in=signed_in),
            "title_in_text": True,
            "may_edit": signed_in,
            "threads": self.cards,
            "orphans": threads.orphans(),
            "pins": threads.pins(self.cards, self.text),
            "may_comment": signed_in,
            "kinds": KINDS,
            "new_thread_address": "/s/sample/threads",
        }

    def _body(self, begun: dict[str, list[str]], *, signed_in: bool) -> Any:  # noqa: ANN401
        return joined(
            self.repositories, library.SLUG, self.draft, may_comment=signed_in, begun=begun
        )

    def form(self, block_id: str, errors: dict[str, str]) -> dict[str, Any]:
        """Return the values of the form for one passage."""
        block = self.text.block(block_id)
        found = sentences(block.text)
        parts = [{"value": "all", "text": block.text}]
        parts += [
            {"value": f"{span.start}-{span.end}", "text": block.text[span.start : span.end]}
            for span in found
        ]
        return {
            "strategy": library.strategy(self.draft),
            "may_edit": True,
            "block": block,
            "section": block.section,
            "parts": parts,
            "part": "all",
            "kinds": KINDS,
            "kind": "general",
            "body": "",
            "errors": errors,
            "revision": self.draft,
            "post_to": "/s/sample/threads",
        }


def build(folder: Path) -> FastAPI:
    """Return the application."""
    app, site = FastAPI(), Site(folder)
    settings = Settings(organisation="Wexcombe Health Research Partnership")
    app.state.pages, app.state.secret = Pages(_ROOMS, settings), b"sample"
    handle(app)
    app.mount("/static", ForEver())
    _show(app, site)
    _answer(app, site)
    app.add_middleware(Frame, largest=1_000_000, secure=False)
    return app


def _show(app: FastAPI, site: Site) -> None:
    def at(
        address: str, template: str, values: Callable[[], dict[str, Any]], *, signed_in: bool = True
    ) -> None:
        def show(request: Request) -> Response:
            request.state.actor = ACTOR if signed_in else None
            return page(request, template, **values())

        app.add_api_route(address, show)

    first = next(block.id for block in site.text.blocks if block.kind == "paragraph")

    @app.get("/s/sample/figures/{tree}/figures/{name}")
    def figure(tree: str, name: str) -> Response:
        del tree
        return FileResponse(library.SOURCE / "figures" / name)

    at("/", "library/home.html", lambda: {"rows": library.rows(site.draft)})
    at("/s/sample", "library/read.html", lambda: site.reading(signed_in=True))
    at(
        "/visitor",
        "library/read.html",
        lambda: site.reading(signed_in=False),
        signed_in=False,
    )
    at("/s/sample/comment", "comments/comment_form.html", lambda: site.form(first, {}))
    problem = {"body": "Enter your comment"}
    at("/problem", "comments/comment_form.html", lambda: site.form(first, problem))
    at("/s/sample/threads/{id_}", "comments/thread_page.html", lambda: _thread(site))


def _thread(site: Site) -> dict[str, Any]:
    return {
        "strategy": library.strategy(site.draft),
        "may_edit": True,
        "thread": site.cards[1],
        "body": "",
        "errors": {},
    }


def _answer(app: FastAPI, site: Site) -> None:
    @app.post("/s/sample/threads")
    def begin(
        request: Request,
        start_block: Annotated[str, Form()],
        start: Annotated[int, Form()],
        end_block: Annotated[str, Form()],
        end: Annotated[int, Form()],
        exact: Annotated[str, Form()],
        body: Annotated[str, Form()],
    ) -> Response:
        request.state.actor = ACTOR
        if body == "refuse":
            problem = {"title": "Somebody else changed this", "detail": "These words are gone."}
            return JSONResponse(problem, 409, media_type="application/problem+json")
        made = threads.card(99, start_block, exact, body, Kind.GENERAL, AMARA)
        last = site.text.block(end_block)
        whole = [{"b": start_block, "s": start, "e": end}]
        if start_block != end_block:
            whole = [
                {"b": start_block, "s": start, "e": len(site.text.block(start_block).text)},
                {"b": last.id, "s": 0, "e": end},
            ]
        pin = {"id": _NEW, "state": "open", "kind": "general", "pieces": whole}
        html = fragment(request, "comments/card.html", thread=made)
        answer = {"id": _NEW, "html": html, "pin": pin, "message": "Comment saved"}
        return JSONResponse(answer, 201)

    _answer_cards(app, site)


def _answer_cards(app: FastAPI, site: Site) -> None:
    from dataclasses import replace

    from service import clock
    from service.comments.views import Remark

    @app.post("/s/sample/threads/{id_}/{what}")
    def change(
        request: Request, id_: str, what: str, body: Annotated[str, Form()] = ""
    ) -> HTMLResponse:
        request.state.actor = ACTOR
        made = next(card for card in site.cards if card.id == id_)
        if what == "replies":
            made = replace(
                made, replies=(*made.replies, Remark(author=RUTH, at=clock.now(), body=body))
            )
        else:
            made = replace(made, state="resolved" if what == "resolution" else "open")
        return HTMLResponse(fragment(request, "comments/card.html", thread=made))
