"""The pages of the API: its own description, laid out for reading, without scripts."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from fastapi import APIRouter, FastAPI, Request
from starlette.responses import Response

from service.web.pages import page

router = APIRouter(include_in_schema=False)

_METHODS = ("get", "post", "put", "patch", "delete")


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """A parameter, or a field of a body."""

    #: Its name.
    name: str
    #: Where it goes: path, query, body.
    place: str
    #: Its type in a word or two.
    type: str
    #: Whether it must be given.
    required: bool
    #: What it is.
    description: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Operation:
    """Something that a program can ask for."""

    #: GET, POST, ...
    method: str
    #: Its address, with `{names}` for parameters.
    path: str
    #: What it does, in a few words.
    summary: str
    #: What it does, in sentences.
    description: str
    #: What goes in.
    fields: tuple[Field, ...]
    #: A body to send, as JSON; empty where there is none.
    example: str
    #: The status of a good answer, and what comes out.
    answer: str
    #: The fields of what comes out.
    out: tuple[Field, ...]

    @property
    def anchor(self) -> str:
        """Its id on the page."""
        return (
            f"{self.method.lower()}{self.path.replace('/', '-').replace('{', '').replace('}', '')}"
        )


@router.get("/api/v1/docs")
def api_docs(request: Request) -> Response:
    """Show every operation of the API."""
    schema = _schema(request.app)
    return page(
        request,
        "web/api.html",
        groups=_groups(request.app),
        about=str(schema["info"]["description"]).replace("`", "").strip().split("\n\n"),
    )


@lru_cache(maxsize=4)
def _schema(app: FastAPI) -> Mapping[str, Any]:
    return app.openapi()


@lru_cache(maxsize=4)
def _groups(app: FastAPI) -> Mapping[str, tuple[Operation, ...]]:
    groups: dict[str, tuple[Operation, ...]] = {}
    for tag, operation in _operations(_schema(app)):
        groups[tag] = (*groups.get(tag, ()), operation)
    return groups


def _operations(schema: Mapping[str, Any]) -> Iterator[tuple[str, Operation]]:
    for path, methods in schema["paths"].items():
        for method in _METHODS:
            if method in methods:
                told = methods[method]
                tag = (told.get("tags") or ["Other"])[0]
                yield tag, _operation(schema, method, path, told)


def _operation(
    schema: Mapping[str, Any], method: str, path: str, told: Mapping[str, Any]
) -> Operation:
    body = _content(told.get("requestBody", {}))
    status = next((code for code in sorted(told["responses"]) if code.startswith("2")), "")
    answer = _content(told["responses"].get(status, {}))
    return Operation(
        method=method.upper(),
        path=path,
        summary=told.get("summary", ""),
        description=told.get("description", ""),
        fields=(
            *(_parameter(each) for each in told.get("parameters", ())),
            *_body(schema, body, "body"),
        ),
        example=_example(schema, body),
        answer=f"{status} {_type(answer)}".strip(),
        out=tuple(_body(schema, answer, "answer")),
    )


def _content(told: Mapping[str, Any]) -> Mapping[str, Any]:
    found: Mapping[str, Any] = told.get("content", {}).get("application/json", {}).get("schema", {})
    return found


def _parameter(told: Mapping[str, Any]) -> Field:
    return Field(
        name=told["name"],
        place=told["in"],
        type=_type(told.get("schema", {})),
        required=bool(told.get("required")),
        description=told.get("description", ""),
    )


def _body(schema: Mapping[str, Any], told: Mapping[str, Any], place: str) -> Iterator[Field]:
    inner = _resolved(schema, told.get("items", told))
    for name, each in inner.get("properties", {}).items():
        yield Field(
            name=name,
            place=place,
            type=_type(each),
            required=name in inner.get("required", ()),
            description=each.get("description", ""),
        )


def _example(schema: Mapping[str, Any], told: Mapping[str, Any]) -> str:
    examples = _resolved(schema, told).get("examples")
    return json.dumps(examples[0], indent=2, ensure_ascii=False) if examples else ""


def _resolved(schema: Mapping[str, Any], told: Mapping[str, Any]) -> Mapping[str, Any]:
    if "$ref" not in told:
        return told
    found: Mapping[str, Any] = schema["components"]["schemas"][told["$ref"].rsplit("/", 1)[1]]
    return found


def _type(told: Mapping[str, Any]) -> str:
    """Return the type in a word or two: `text`, `list of ThreadOut`, `number or nothing`."""
    if "$ref" in told:
        return str(told["$ref"]).rsplit("/", 1)[1]
    if "anyOf" in told:
        return " or ".join(_type(each) for each in told["anyOf"])
    if told.get("type") == "array":
        return f"list of {_type(told.get('items', {}))}"
    plain = {"string": "text", "integer": "whole number", "boolean": "yes or no", "null": "nothing"}
    return plain.get(str(told.get("type", "")), str(told.get("type", "")))
