"""Pages: templates turned into answers, with what every page shows."""

from collections.abc import Sequence
from typing import Any, cast
from urllib.parse import quote, unquote

from fastapi import Request
from jinja2 import ChainableUndefined, ChoiceLoader, Environment, PackageLoader, StrictUndefined
from markupsafe import Markup
from starlette.responses import HTMLResponse, RedirectResponse, Response

from service.settings import Settings
from service.web import dates, forms, static_files

_NOTICE = "rt_notice"


class Pages:
    """The templates of all rooms."""

    def __init__(self, rooms: Sequence[str], settings: Settings) -> None:
        """Take the packages (`service.library`) whose `templates` folders hold templates."""
        self.settings = settings
        self._environment = Environment(
            loader=ChoiceLoader([PackageLoader(room, "templates") for room in rooms]),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self._environment.filters.update(
            day=dates.day, short_day=dates.short_day, moment=dates.moment, ago=dates.ago
        )
        self._environment.globals.update(
            static=static_files.address,
            nhs=_Nhs(),
            product=settings.product,
            organisation=settings.organisation,
        )

    def render(self, name: str, **values: Any) -> str:  # noqa: ANN401 - templates take anything
        """Return the text of a template filled with values."""
        return self._environment.get_template(name).render(**values)


class _Nhs:
    """The macros of the NHS design system, in an environment that suits them."""

    def __init__(self) -> None:
        self._environment = Environment(
            loader=PackageLoader("nhsuk_frontend_jinja", "templates"),
            autoescape=True,
            undefined=ChainableUndefined,
        )

    def __call__(self, component: str, **params: Any) -> Markup:  # noqa: ANN401
        """Render a component: `nhs("button", text="Save")`."""
        template = self._environment.get_template(f"nhsuk/components/{component}/macro.jinja")
        first, *rest = component.split("-")
        macro = getattr(template.module, first + "".join(part.capitalize() for part in rest))
        return Markup(macro(params))  # noqa: S704 - the macro escapes what it is given


def page(
    request: Request,
    name: str,
    *,
    status: int = 200,
    **values: Any,  # noqa: ANN401 - templates take anything
) -> HTMLResponse:
    """Answer with a whole page."""
    response = HTMLResponse(fragment(request, name, **values), status_code=status)
    if notice(request):
        response.delete_cookie(_NOTICE)
    forms.hand_out(request, response, _pages(request).settings)
    return response


def fragment(request: Request, name: str, **values: Any) -> str:  # noqa: ANN401
    """Return a piece of a page, with the values that every template has."""
    return _pages(request).render(
        name,
        request=request,
        path=request.url.path,
        actor=getattr(request.state, "actor", None),
        notice=notice(request),
        csrf_field=lambda: Markup('<input type="hidden" name="{}" value="{}">').format(
            forms.FIELD, forms.token(request)
        ),
        **values,
    )


def go(request: Request, address: str, said: str | None = None) -> Response:
    """Send the browser on to `address` after something was done; `said` is shown there once."""
    response = RedirectResponse(address, status_code=303)
    if said:
        keep_cookie(request, response, _NOTICE, quote(said), max_age=60)
    return response


def keep_cookie(
    request: Request, response: Response, name: str, value: str, *, max_age: int
) -> None:
    """Leave a note in the browser for a page that follows, so many seconds at most."""
    forms.set_cookie(response, _pages(request).settings, name, value, max_age=max_age)


def notice(request: Request) -> str | None:
    """Return what the page before wanted said here, if anything."""
    said = request.cookies.get(_NOTICE)
    return unquote(said)[:300] if said else None


def _pages(request: Request) -> Pages:
    return cast(Pages, request.app.state.pages)
