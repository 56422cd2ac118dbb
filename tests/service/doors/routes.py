"""Every route of the application, and what is sent to it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from fastapi import FastAPI
from fastapi.routing import iter_route_contexts

#: What answers every address that no router has.
_REST = "/{address:path}"

#: How addresses end that are about a suggestion rather than any thread.
_OF_SUGGESTIONS = ("/acceptance", "/declining", "/withdrawal", "/suggestion")

#: What a request carries so that it would be done if it were allowed, by the end of its address.
_FORMS: Mapping[str, Mapping[str, str]] = {
    "/account/name": {"name": "Another Name"},
    "/account/tokens": {"name": "another program"},
    "/people": {"name": "A Person", "email": "a.person@example.org"},
    "/people/{person}/roles": {"strategy": "public", "role": "reader"},
    "/s/{slug}/r/{revision}/threads": {"body": "Another remark."},
    "/s/{slug}/threads/{thread}/replies": {"body": "A reply."},
    "/s/{slug}/threads/{thread}/comments/{comment}/edit": {"body": "Other words.", "expecting": ""},
    "/s/{slug}/threads/{thread}/place": {"block": "b1"},
    "/s/{slug}/compare/word/{digest}/proposal": {"title": "Another", "reason": "Better words."},
    "/s/{slug}/draft/figures": {"alternative": "A map"},
    "/s/{slug}/proposals/new": {"title": "Another", "reason": "For better words."},
    "/s/{slug}/proposals/{proposal}/remarks": {"body": "A remark."},
    "/s/{slug}/proposals/{proposal}/update": {"do": "keep"},
    "/s/{slug}/unsaved/{work_id}": {"do": "keep"},
    "/s/{slug}/proposals/{proposal}/merging": {"do": "preview"},
    "/s/{slug}/threads/{thread}/declining": {"reason": "Another one says it better."},
    "/s/{slug}/r/{revision}/suggestion-preview": {
        "start_block": "b1",
        "start": "0",
        "end_block": "b1",
        "end": "4",
        "words": "Goals",
    },
}
_FILES: Mapping[str, Mapping[str, tuple[str, bytes]]] = {
    "/s/{slug}/draft/figures": {"picture": ("map.png", b"no picture")},
}
_BODIES: Mapping[str, Mapping[str, Any]] = {
    "PUT /api/v1/strategies/{slug}/draft": {"text": "# Aims\n\nOthers.\n"},
    "POST /api/v1/strategies/{slug}/versions": {
        "expecting": "0" * 40,
        "change_class": "minor",
        "summary_of_changes": "Another.",
        "approved": False,
    },
    "POST /api/v1/strategies/{slug}/threads": {"body": "Another remark."},
    "POST /api/v1/threads/{thread}/replies": {"body": "A reply."},
    "PATCH /api/v1/threads/{thread}/comments/{comment}": {"body": "Other.", "expecting": None},
    "PUT /api/v1/threads/{thread}/place": {"quote": "Aims"},
    "POST /api/v1/strategies/{slug}/proposals": {"title": "Another", "reason": "Better words."},
    "PUT /api/v1/proposals/{proposal}/text": {"text": "# Aims\n\nOthers.\n"},
    "POST /api/v1/proposals/{proposal}/update": {"expecting": "0" * 40, "draft": "0" * 40},
    "POST /api/v1/proposals/{proposal}/merging": {"expecting": "0" * 40, "tip": "0" * 40},
    "POST /api/v1/proposals/{proposal}/declining": {"reason": ""},
    "POST /api/v1/proposals/{proposal}/reviewers": {"people": []},
    "POST /api/v1/proposals/{proposal}/remarks": {"body": "A remark."},
    "POST /api/v1/strategies/{slug}/suggestions": {"quote": "Aims", "words": "Goals"},
    "POST /api/v1/strategies/{slug}/suggestions/acceptance": {"threads": ["0" * 26]},
    "POST /api/v1/threads/{thread}/declining": {"reason": "Another one says it better."},
    "POST /api/v1/strategies/{slug}/rounds/{round_number}/dispositions": {
        "points": [1],
        "outcome": "noted",
        "response": "So it is.",
    },
    "PUT /api/v1/strategies/{slug}/rounds/{round_number}/response/answers": {"answers": []},
    "PUT /api/v1/strategies/{slug}/rounds/{round_number}/response/position": {"position": None},
    "PUT /api/v1/strategies/{slug}/rounds/{round_number}/response/points/{thread}": {
        "do": "drop",
        "seen": "",
    },
    "POST /api/v1/strategies/{slug}/rounds/{round_number}/response/submission": {
        "kind": "nil_return",
        "seen": "",
    },
    "POST /api/v1/strategies/{slug}/exports": {"format": "pdf"},
    "PATCH /api/v1/me": {"name": "Another Name"},
    "POST /api/v1/me/tokens": {"name": "another program"},
    "POST /api/v1/people": {"name": "B Person", "email": "b.person@example.org"},
    "PUT /api/v1/strategies/{slug}/roles/{person}": {"role": "reader"},
}


#: What an address asks after its question mark.
_QUERIES: Mapping[str, Mapping[str, str]] = {
    "/api/v1/strategies/{slug}/comparison": {"from": "v0.1", "to": "draft"},
    "/api/v1/strategies/{slug}/passage": {"block": "b1"},
    "/s/{slug}/passage": {"block": "b1"},
}


@dataclass(frozen=True, slots=True, order=True)
class Door:
    """A method at an address."""

    #: GET, POST, ...
    method: str
    #: The address with `{names}`.
    path: str

    def __str__(self) -> str:
        return f"{self.method} {self.path}"

    @property
    def unsafe(self) -> bool:
        """Whether it is there to change something."""
        return self.method != "GET"

    @property
    def named(self) -> bool:
        """Whether its address names a strategy or something in one."""
        return any(
            each in self.path for each in ("{slug}", "{thread}", "{export_id}", "{proposal}")
        )

    def at(self, names: Mapping[str, str]) -> str:
        """Return the address with the names replaced by what they stand for."""
        if "/rounds/" in self.path and "inside" in names:
            names = {**names, "thread": names["inside"]}
        if self.path.endswith(_OF_SUGGESTIONS) and "suggestion" in names:
            names = {**names, "thread": names["suggestion"]}
        return self.path.replace(":path}", "}").format_map(names)

    def sent(self, names: Mapping[str, str]) -> dict[str, Any]:
        """Return what a request carries, as the client takes it: fit to be done if it may be."""
        revision = names.get("revision", "")
        asked = {"params": _QUERIES[self.path]} if self.path in _QUERIES else {}
        if self.path.endswith("/info/refs"):
            return {"params": {"service": "git-upload-pack"}}
        if self.path.startswith("/api/"):
            body = {"json": _BODIES.get(str(self), {})} if self.unsafe else {}
            return {**body, **asked, "headers": {"If-Match": f'"{revision}"'}}
        form = {"expecting": revision, "revision": revision, **_FORMS.get(self.path, {})}
        files = {"files": _FILES[self.path]} if self.path in _FILES else {}
        sent = {"data": form, **files} if self.unsafe else asked
        return {"headers": {"Accept": "text/html"}, **sent}


def doors(app: FastAPI) -> Iterator[Door]:
    """Yield every method of every route; not the static files."""
    for route in iter_route_contexts(app.routes):
        for method in sorted(route.methods or ()):
            if route.path and route.path != _REST and method != "HEAD":
                yield Door(method, route.path)
