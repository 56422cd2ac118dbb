"""What scripts get for what they send: as the service answers, from invented values."""

from dataclasses import replace
from typing import Annotated

from fastapi import FastAPI, Form, Request
from fastapi.responses import HTMLResponse, JSONResponse, Response

from service import clock
from service.comments.model import Kind
from service.comments.views import Part, Remark
from service.document.changes import redline_html
from service.document.front_matter import front_matter_end
from service.errors import Conflict
from service.web.pages import fragment
from tests.browser.assets import library, threads
from tests.browser.assets.people import ACTOR, AMARA, RUTH, TOM
from tests.browser.assets.values import Site

#: The id of the thread that a post makes.
NEW = f"{99:026d}"


class WordsGone(Conflict):
    """These words are not in the text that you were reading. Select them again."""


def add(app: FastAPI, site: Site) -> None:
    """Answer new threads, what is said on old ones, and downloads."""
    app.state.site, app.state.progress = site, 0
    app.add_api_route("/s/sample/r/{revision}/threads", _begin, methods=["POST"])
    app.add_api_route("/s/sample/r/{revision}/suggestion-preview", _preview, methods=["POST"])
    app.add_api_route("/s/sample/people", _people)
    app.add_api_route(
        "/s/sample/threads/{thread}/comments/{comment}/{what}", _own, methods=["POST"]
    )
    app.add_api_route("/s/sample/threads/{thread}/{what}", _change, methods=["POST"])
    app.add_api_route("/s/sample/ask", _ask, methods=["POST"])
    app.add_api_route("/s/sample/draft", _draft)
    app.add_api_route("/s/sample/draft/presence", _present, methods=["POST"])
    app.add_api_route(f"/exports/{7:026d}", _ask)


def _draft() -> Response:
    """What the editor opens."""
    text = (library.SOURCE / "strategy.md").read_text("utf-8")
    end = front_matter_end(text)
    source = {"front": text[:end], "body": text[end:], "figures": "/s/sample/figures/tree/"}
    return JSONResponse({"revision": "0" * 40, **source})


def _present() -> Response:
    return JSONResponse({"others": [{"name": RUTH.name, "section": "opening"}]})


def _begin(
    request: Request,
    start_block: Annotated[str, Form()],
    start: Annotated[int, Form()],
    end_block: Annotated[str, Form()],
    end: Annotated[int, Form()],
    exact: Annotated[str, Form()],
    body: Annotated[str, Form()] = "",
    words: Annotated[str | None, Form()] = None,
) -> Response:
    if body == "refuse":
        raise WordsGone
    request.state.actor = ACTOR
    made = threads.card(99, start_block, exact, body, Kind.GENERAL, AMARA)
    if words is not None:
        made = replace(made, suggestion=threads.suggestion(made, words))
    pieces = _pieces(request.app.state.site, (start_block, start), (end_block, end))
    pin = {"id": NEW, "state": "open", "kind": "general", "pieces": pieces}
    html = fragment(request, "comments/card.html", thread=made)
    answer = {"id": NEW, "html": html, "pin": pin, "message": "Comment saved"}
    return JSONResponse(answer, 201)


def _preview(exact: Annotated[str, Form()], words: Annotated[str, Form()] = "") -> Response:
    if "|" in words:
        raise WordsGone
    return JSONResponse({"html": redline_html(exact, words), "notes": []})


def _people(q: str = "") -> Response:
    """Return those whose name has a word that begins like this."""
    found = [
        {"name": each.name, "organisation": each.organisation}
        for each in (AMARA, RUTH, TOM)
        if any(part.lower().startswith(q.lower()) for part in each.name.split())
    ]
    return JSONResponse(found)


def _own(
    request: Request, thread: str, what: str, body: Annotated[str, Form()] = ""
) -> HTMLResponse:
    """Edit or delete a first comment."""
    request.state.actor = ACTOR
    made = next(card for card in request.app.state.site.cards if card.id == thread)
    if what == "deletion":
        made = replace(made, body="", deleted=True, may_edit=False, parts=())
    else:
        made = replace(made, body=body, edited=True, parts=(Part(text=body, mention=False),))
    return HTMLResponse(fragment(request, "comments/card.html", thread=made))


def _pieces(site: Site, start: tuple[str, int], end: tuple[str, int]) -> list[dict[str, str | int]]:
    """Return one piece a block; the sample text has no character of two units."""
    ids = [block.id for block in site.text.blocks]
    among = ids[ids.index(start[0]) : ids.index(end[0]) + 1]
    return [
        {
            "b": each,
            "s": start[1] if each == start[0] else 0,
            "e": end[1] if each == end[0] else len(site.text.block(each).text),
        }
        for each in among
    ]


def _change(
    request: Request, thread: str, what: str, body: Annotated[str, Form()] = ""
) -> HTMLResponse:
    if body == "refuse":
        raise WordsGone
    request.state.actor = ACTOR
    made = next(card for card in request.app.state.site.cards if card.id == thread)
    if what == "replies":
        part = Part(text=body, mention=False)
        reply = Remark(
            id="new", author=AMARA, at=clock.now(), body=body, parts=(part,), may_edit=True
        )
        made = replace(made, replies=(*made.replies, reply))
    else:
        made = replace(made, state="resolved" if what == "resolution" else "open")
    return HTMLResponse(fragment(request, "comments/card.html", thread=made))


def _ask(request: Request) -> HTMLResponse:
    request.app.state.progress += 50
    values = request.app.state.site.job(request.app.state.progress)
    return HTMLResponse(fragment(request, "exchange/job.html", **values))
