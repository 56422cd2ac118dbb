"""The pages at addresses of their own, with the answers that scripts wait for."""

from collections.abc import Callable
from pathlib import Path

from fastapi import FastAPI, Request
from fastapi.responses import FileResponse, Response

from service.settings import Settings
from service.web.frame import Frame
from service.web.pages import Pages, page
from service.web.problems import handle
from service.web.static_files import ForEver
from tests.browser.assets import answers, library
from tests.browser.assets.people import ACTOR
from tests.browser.assets.values import Site, Values

_ROOMS = ("service.web", "service.library", "service.comments", "service.exchange")


def refused(site: Site) -> Values:
    """Words of somebody who may not save them any more."""
    return {
        "strategy": site.strategy,
        "reason": "To edit this you need to be the owner or an author of it.",
        "kept": site.merge()["work"],
        "words": ("## Aims\n\nThe group must meet every month.",),
        "written": ("The group meets.",),
    }


#: Every page: its address, its template, and the method of `Site` that gives its values.
PAGES = (
    ("/", "library/home.html", Site.home),
    ("/s/sample", "library/read.html", Site.reading),
    ("/visitor", "library/read.html", Site.visiting),
    ("/s/sample/comment", "comments/comment_form.html", Site.comment_form),
    ("/problem", "comments/comment_form.html", Site.comment_problem),
    ("/s/sample/threads/one", "comments/thread_page.html", Site.thread),
    ("/s/sample/edit", "library/edit.html", Site.edit),
    ("/s/sample/edit/section", "library/edit_section.html", Site.edit_section),
    ("/merge", "library/merge.html", Site.merge),
    ("/together", "library/together.html", Site.together),
    ("/refused", "library/refused.html", refused),
    ("/s/sample/versions", "library/versions.html", Site.versions),
    ("/s/sample/publish", "library/publish.html", Site.publish),
    ("/s/sample/download", "exchange/downloads.html", Site.downloads),
)


def build(folder: Path) -> FastAPI:
    """Return the application."""
    app, site = FastAPI(), Site(folder)
    settings = Settings(organisation="Wexcombe Health Research Partnership")
    app.state.pages, app.state.secret = Pages(_ROOMS, settings), b"sample"
    handle(app)
    app.mount("/static", ForEver())
    for address, template, values in PAGES:
        app.add_api_route(address, _shows(template, values, site))
    app.add_api_route("/s/sample/figures/{tree}/figures/{name}", _figure)
    answers.add(app, site)
    app.add_middleware(Frame, largest=1_000_000, secure=False)
    return app


def _shows(
    template: str, values: Callable[[Site], Values], site: Site
) -> Callable[[Request], Response]:
    def show(request: Request) -> Response:
        request.state.actor = None if values is Site.visiting else ACTOR
        return page(request, template, **values(site))

    return show


def _figure(name: str) -> Response:
    return FileResponse(library.SOURCE / "figures" / name)
