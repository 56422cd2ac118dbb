"""The web application, put together."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

from fastapi import Depends, FastAPI, Request
from starlette.middleware.gzip import GZipMiddleware
from starlette.routing import Match

from service.accounts.doors import identify, send_to_sign_in
from service.library.read import titles
from service.parts import Parts
from service.routes import ROOMS, ROUTERS
from service.web.frame import Frame
from service.web.pages import Pages
from service.web.problems import PROBLEMS, AddressUnknown, MethodUnsuited, handle
from service.web.static_files import ForEver

_ABOUT = """Everything that the pages of Roundtable do, for programs.

Make a personal token on your account page and send it as `Authorization: Bearer <token>`.
Problems come as `application/problem+json`. Revisions are 40 hex digits, versions are `1.0`,
moments are ISO 8601 in UTC, offsets count code points.
"""


def create_app(
    parts: Parts,
    *,
    on_start: Callable[[], None] = lambda: None,
    on_stop: Callable[[], None] = lambda: None,
) -> FastAPI:
    """Build the application over opened parts; `on_start` and `on_stop` run around its life."""

    @asynccontextmanager
    async def life(app: FastAPI) -> AsyncIterator[None]:
        del app
        on_start()
        yield
        on_stop()

    app = FastAPI(
        title=f"{parts.settings.product} API",
        version="1",
        description=_ABOUT,
        openapi_url="/api/v1/openapi.json",
        docs_url=None,
        redoc_url=None,
        lifespan=life,
        dependencies=[Depends(identify)],
        responses=PROBLEMS,
    )
    _furnish(app, parts)
    handle(app)
    send_to_sign_in(app)
    for router in ROUTERS:
        app.include_router(router)
    app.mount("/static", ForEver())
    app.add_api_route(_REST, _nothing, methods=_EVERY, include_in_schema=False)
    app.add_middleware(GZipMiddleware, minimum_size=1000, compresslevel=5)
    app.add_middleware(
        Frame,
        largest=parts.settings.upload_megabytes * 1_000_000,
        secure=parts.settings.secure,
    )
    return app


#: What answers every address that no router has.
_REST = "/{address:path}"
_EVERY = ["GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]


def _furnish(app: FastAPI, parts: Parts) -> None:
    """Put the parts where the doors find them."""
    app.state.settings = parts.settings
    app.state.secret = parts.secret
    app.state.database = parts.database
    app.state.repositories = parts.repositories
    app.state.files = parts.files
    app.state.desk = parts.desk
    app.state.engine = parts.engine
    app.state.titles = titles
    app.state.pages = Pages(ROOMS, parts.settings)


def _nothing(request: Request) -> None:
    """Answer every other address with a page that says so, under the visitor's own header.

    Raises MethodUnsuited where the address is one of ours, but nothing there answers the method.
    """
    allowed = [method for method in _EVERY if _answered(request, method)]
    if allowed:
        raise MethodUnsuited(method=request.method, allowed=", ".join(allowed))
    raise AddressUnknown


def _answered(request: Request, method: str) -> bool:
    """Tell whether another route than this one answers a method at the address."""
    scope = {**request.scope, "method": method}
    routes = [each for each in request.app.routes if getattr(each, "path", "") != _REST]
    return any(route.matches(scope)[0] is Match.FULL for route in routes)
