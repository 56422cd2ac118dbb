"""Hostile strings in every field: refused with a reason or kept as they are, never a crash.

Everything goes through HTTP as a browser or a program sends it. What pages then show is looked
at in a real browser, in `tests/browser/hostile`.
"""

import json
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import cast
from urllib.parse import quote

import pytest
from httpx import Response

from service.accounts.model import Actor
from service.app import create_app
from service.library.add import Addition, Edition, add
from service.library.bring import bring
from service.library.model import TEXT
from service.parts import Parts
from service.web.forms import HEADER
from tests.conftest import SLUG
from tests.service.document.reading import hostile
from tests.service.library.conftest import WHEN
from tests.visit import Visit, signed_in

STRINGS = hostile()
#: Those that stand alone where a request costs more.
FEW = STRINGS[::10]
SOURCE = b"---\ntitle: A\nvisibility: public\n---\n\n# A\n\nWords.\n\n## Aims\n\nTo ask.\n"


def packed(most: int) -> Iterator[str]:
    """Yield all of them, as many at once as a field of so many characters holds."""
    together = ""
    for each in STRINGS:
        if together and len(together) + len(each) >= most:
            yield together
            together = ""
        together = f"{together} {each}" if together else each
    yield together


class Writer(Visit):
    """An administrator at the pages, who keeps the token of one form."""

    def __init__(self, parts: Parts, actor: Actor) -> None:
        super().__init__(create_app(parts), redirects=False)
        signed_in(self, parts.database, actor)
        self.headers[HEADER] = self.form_token()

    def fill_in(self, address: str, **fields: str) -> Response:
        """Send a form."""
        return cast(Response, self.post(address, data=fields))

    def tell(self, method: str, address: str, **fields: object) -> Response:
        """Send JSON; `seen` is the revision that was seen."""
        headers = {"If-Match": f'"{fields.pop("seen", "")}"'}
        return cast(Response, self.request(method, address, json=fields, headers=headers))

    def draft(self) -> str:
        """Return the revision of the draft."""
        return str(self.get(f"/api/v1/strategies/{SLUG}").json()["draft"])


@pytest.fixture
def writer(parts: Parts, administrator: Actor) -> Iterator[Writer]:
    """An administrator, who may do everything to a strategy that is open to everybody."""
    edition = Edition(files={TEXT: SOURCE}, what_changed="Wrote it", when=WHEN)
    with parts.database.write() as db:
        add(db, parts.repositories, Addition(slug=SLUG, editions=[edition]))
    with Writer(parts, administrator) as visit:
        yield visit


def _thread(writer: Writer) -> str:
    begun = writer.tell("POST", f"/api/v1/strategies/{SLUG}/threads", body="Begun.")
    return str(begun.json()["id"])


def comment(writer: Writer) -> Iterator[Response]:
    """A comment, with its kind, block and part."""
    address = f"/s/{SLUG}/r/{writer.draft()}/threads"
    for each in STRINGS:
        yield writer.fill_in(address, body=each, kind=each)
    for each in FEW:
        yield writer.fill_in(address, body="A", block=each)
        yield writer.fill_in(address, body="A", block="b1", part=each)
        yield writer.fill_in(address, body="A", start_block=each, end_block="b1", exact=each)


def reply(writer: Writer) -> Iterator[Response]:
    """A reply."""
    thread = _thread(writer)
    for each in STRINGS:
        yield writer.fill_in(f"/s/{SLUG}/threads/{thread}/replies", body=each)


def section(writer: Writer) -> Iterator[Response]:
    """The text of a section, and what changed."""
    for each in (*FEW, *packed(500)):
        yield writer.fill_in(
            f"/s/{SLUG}/edit/aims",
            source=f"## Aims\n\n{each}\n",
            what_changed=each,
            expecting=writer.draft(),
        )


def control(writer: Writer) -> Iterator[Response]:
    """The title: as the string itself, and as YAML makes of it what it likes."""
    for title in (*FEW, *map(json.dumps, packed(300))):
        yield writer.fill_in(
            f"/s/{SLUG}/edit/_control",
            source=f"title: {title}\nvisibility: public",
            what_changed="",
            expecting=writer.draft(),
        )


def version(writer: Writer) -> Iterator[Response]:
    """The summary, the approving body and the days of a version."""
    for number, each in enumerate((*FEW[::2], *packed(480))):
        form = {"source": f"## Aims\n\n{number}\n", "expecting": writer.draft()}
        writer.fill_in(f"/s/{SLUG}/edit/aims", **form)
        form = {"summary": each, "approving_body": each, "approved": "no"}
        form |= {"change_class": "minor", "expecting": writer.draft()}
        yield writer.fill_in(f"/s/{SLUG}/publish", **form)
    for each in FEW:
        days = {"effective_date-day": each, "review_date-year": each, "approved": each}
        yield writer.fill_in(f"/s/{SLUG}/publish", expecting=each, change_class=each, **days)


def person(writer: Writer) -> Iterator[Response]:
    """The name, organisation and address of a person, and one's own name and token."""
    for number, each in enumerate((*FEW, *packed(190))):
        email = each if number % 3 else f"{number}@example.org"
        yield writer.fill_in("/people", name=each, organisation=each, email=email)
    for each in (*FEW, *packed(190)):
        yield writer.fill_in("/account/name", name=each)
    for each in FEW:
        yield writer.fill_in("/account/tokens", name=each)
        yield writer.fill_in("/account/password", new=each[:5], present=each)


def search(writer: Writer) -> Iterator[Response]:
    """What is looked for, and where."""
    for each in STRINGS:
        yield cast(Response, writer.get("/search", params={"q": each, "kind": each}))
    for each in FEW:
        yield cast(Response, writer.get("/api/v1/search", params={"q": each, "page": each}))


def address(writer: Writer) -> Iterator[Response]:
    """Every part of an address."""
    places = ["/{}", "/s/{}", f"/s/{SLUG}/v/{{}}", f"/s/{SLUG}/r/{{}}", f"/s/{SLUG}/edit/{{}}"]
    places += [f"/s/{SLUG}/threads/{{}}", "/exports/{}", "/people/{}", "/in/{}", "/static/{}"]
    places += [f"/s/{SLUG}/figures/{{}}/x.png", f"/s/{SLUG}/v/{{}}.pdf", "/git/{}/info/refs"]
    places += [f"/s/{SLUG}/comment?block={{}}", f"/s/{SLUG}/history?page={{}}", "/sign-in?then={}"]
    places += [f"/s/{SLUG}/history?section={{}}&person={{}}", f"/s/{SLUG}/compare/{{}}..draft"]
    places += [f"/s/{SLUG}/compare?from={{}}", f"/s/{SLUG}/passage?block={{}}"]
    for number, each in enumerate(STRINGS):
        for place in places[number % 8 :: 8]:
            yield cast(Response, writer.get(place.replace("{}", quote(each, safe=""))))


def program(writer: Writer) -> Iterator[Response]:
    """The fields of the API."""
    of = f"/api/v1/strategies/{SLUG}"
    for each in STRINGS:
        yield writer.tell("POST", f"{of}/threads", body=each)
    for each in FEW:
        yield writer.tell("PATCH", "/api/v1/me", name=each)
        yield writer.tell("POST", f"{of}/threads", body="A", quote=each)
        text = f"---\n{each}: {each}\n---\n{each}"
        yield writer.tell("PUT", f"{of}/draft", text=text, what_changed=each, seen=writer.draft())
        yield writer.tell("PUT", f"{of}/draft", text=each, what_changed=each, seen="x")
        yield writer.tell("POST", f"{of}/exports", format="pdf", version=each)
        yield writer.tell("POST", "/api/v1/people", name=each, email=each, organisation=each)


def signing_in(writer: Writer) -> Iterator[Response]:
    """The address, the password, and where to go afterwards."""
    for each in FEW:
        yield writer.fill_in("/sign-in", email=each, password=each, then=each)


#: Each field, and of how many of its answers at least this share is no refusal.
KEPT: Mapping[Callable[[Writer], Iterator[Response]], float] = {
    comment: 0.6,
    reply: 0.99,
    section: 1,
    control: 0.9,
    version: 0.6,
    person: 0.4,
    search: 0.8,
    address: 0.1,
    program: 0.5,
    signing_in: 0,
}


@pytest.mark.slow
@pytest.mark.parametrize("field", KEPT, ids=lambda field: field.__name__)
def test_hostile_strings_crash_nothing(
    writer: Writer, field: Callable[[Writer], Iterator[Response]]
) -> None:
    """Each is kept, or refused with a reason; the pages that show them open afterwards."""
    answers = list(field(writer))
    assert [(each.request.url, each.text) for each in answers if each.status_code >= 500] == []
    assert not [each for each in answers if "not sent from a page of this service" in each.text]
    assert sum(each.status_code < 400 for each in answers) >= len(answers) * KEPT[field]
    for page in ("/", f"/s/{SLUG}", f"/s/{SLUG}/versions", "/people", "/account"):
        assert writer.get(page).status_code == 200


def test_hostile_file_names_are_imported(parts: Parts, tmp_path: Path) -> None:
    """Files of any name become strategies with an address of a slug."""
    folder = tmp_path / "texts"
    folder.mkdir()
    for number, each in enumerate(STRINGS[::8]):
        name = each.replace("/", "∕").replace("\0", "")[:60]
        (folder / f"{name}-{number}.md").write_text(f"# {each}\n\nWords.\n", encoding="utf-8")
    with parts.database.write() as db:
        added = bring(db, parts.repositories, folder)
    assert len(added) == len(STRINGS[::8])
    assert all(set(each.slug) <= set("abcdefghijklmnopqrstuvwxyz0123456789-") for each in added)
