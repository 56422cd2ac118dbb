"""Errors as answers: a page for people, `application/problem+json` (RFC 9457) for programs."""

import logging
from collections.abc import Mapping, Sequence
from typing import Any, cast

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException
from starlette.responses import HTMLResponse, Response

from service.errors import Invalid, Missing, RoundtableError, Unavailable
from service.web.pages import fragment, page

_log = logging.getLogger(__name__)


#: A problem as JSON Schema (RFC 9457).
_BODY: Mapping[str, object] = {
    "type": "object",
    "required": ["type", "title", "status", "detail"],
    "properties": {
        "type": {"type": "string", "description": "The kind of problem, for programs."},
        "title": {"type": "string", "description": "The kind of problem, for people."},
        "status": {"type": "integer", "description": "The status of the answer."},
        "detail": {"type": "string", "description": "What is wrong, in a sentence."},
        "errors": {
            "type": "array",
            "description": "What is wrong with each field, where that is known.",
            "items": {
                "type": "object",
                "properties": {"field": {"type": "string"}, "problem": {"type": "string"}},
            },
        },
    },
}


class FieldsUnusable(Invalid):
    """{what}"""  # noqa: D400, D415 - the sentence is made from the fields

    told = ("errors",)


class AddressUnknown(Missing):
    """There is no page at this address.

    If you typed it, check it. If a link brought you here, the page may have been moved, or you
    may need to sign in.
    """


class MethodUnsuited(Invalid):
    """What is at this address does not answer {method}, only {allowed}."""

    status = 405
    title = "This cannot be done here"


class HalfACharacter(Invalid):
    """What was sent holds half of a character, which cannot be kept. Type it anew."""


class OurFault(RoundtableError):
    """Something went wrong on our side.

    Nothing was changed. Try again; if it happens again, tell the people who run this service.
    """


#: How the description of the API tells of problems, whichever they are.
PROBLEMS: dict[int | str, dict[str, Any]] = {
    status: {"description": description, "content": {"application/problem+json": {"schema": _BODY}}}
    for status, description in (
        ("4XX", "What was asked cannot be done; `detail` says why, in a sentence"),
        ("5XX", "Not available right now"),
    )
}


def handle(app: FastAPI) -> None:
    """Make `app` answer every error as this module says."""
    app.add_exception_handler(RoundtableError, _known)
    app.add_exception_handler(RequestValidationError, _unusable)
    app.add_exception_handler(HTTPException, _from_framework)
    app.add_exception_handler(UnicodeEncodeError, _half_a_character)
    app.add_exception_handler(Exception, _unknown)


def answer(request: Request, error: RoundtableError) -> Response:
    """Answer with an error in the form that the client reads."""
    if wants_json(request):
        response: Response = as_json(error)
    elif request.headers.get("hx-request"):
        response = _as_fragment(request, error)
    else:
        response = page(request, "web/error.html", status=error.status, error=error)
    if isinstance(error, Unavailable):
        response.headers["Retry-After"] = "5"
    if isinstance(error, MethodUnsuited):
        response.headers["Allow"] = str(error.fields["allowed"])
    return response


def wants_json(request: Request) -> bool:
    """Tell whether the client is a program: the API, or a script that asks for JSON."""
    accept = request.headers.get("accept", "")
    return request.url.path.startswith("/api/") or "application/json" in accept


def as_json(error: RoundtableError, beside: Mapping[str, object] | None = None) -> JSONResponse:
    """Answer a program with a problem, and with what else it is told `beside`."""
    body: dict[str, object] = {
        **(beside or {}),
        "type": f"urn:roundtable:{type(error).__name__}",
        "title": error.title,
        "status": error.status,
        "detail": error.message,
    }
    body |= {name: error.fields[name] for name in error.told if name in error.fields}
    return JSONResponse(body, error.status, media_type="application/problem+json")


def _as_fragment(request: Request, error: RoundtableError) -> HTMLResponse:
    """Put the sentence where the page has room for problems; the form keeps what was typed."""
    text = fragment(request, "web/problem.html", error=error)
    headers = {"HX-Retarget": "#problem", "HX-Reswap": "innerHTML"}
    return HTMLResponse(text, error.status, headers=headers)


def _known(request: Request, error: Exception) -> Response:
    return answer(request, cast(RoundtableError, error))


def _unusable(request: Request, error: Exception) -> Response:
    details = cast(RequestValidationError, error).errors()
    errors = [{"field": _field(each), "problem": str(each["msg"])} for each in details]
    what = "; ".join(f"{each['field']}: {each['problem']}" for each in errors[:5])
    return answer(request, FieldsUnusable(what=what + ".", errors=errors))


def _field(detail: dict[str, Any]) -> str:
    location: Sequence[object] = detail.get("loc", ())
    return ".".join(str(part) for part in location[1:]) or "request"


def _from_framework(request: Request, error: Exception) -> Response:
    """A 404, 405 or the like that the framework raised."""
    status = cast(HTTPException, error).status_code
    if status == 404:
        return answer(request, AddressUnknown())
    known = FieldsUnusable(what=f"{cast(HTTPException, error).detail}.")
    known.status = status  # type: ignore[misc]  # of this one error alone
    return answer(request, known)


def _half_a_character(request: Request, error: Exception) -> Response:
    """Answer JSON whose escapes name a lone surrogate, which neither git nor SQLite can hold."""
    _log.info("%s %s: %s", request.method, request.url.path, error)
    return answer(request, HalfACharacter())


def _unknown(request: Request, error: Exception) -> Response:
    _log.error("%s %s failed.", request.method, request.url.path, exc_info=error)
    return answer(request, OurFault())
