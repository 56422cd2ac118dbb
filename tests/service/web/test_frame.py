"""What every answer has: safe headers, limits, and errors that speak."""

import pytest

from service.web.frame import POLICY
from tests.visit import Visit

ADDRESSES = ["/", "/sign-in", "/search?q=x", "/nothing", "/s/none", "/api/v1/me", "/static/x/y.css"]


@pytest.mark.parametrize("address", ADDRESSES)
def test_every_answer_carries_the_policy(client: Visit, address: str) -> None:
    """Pages, errors, JSON and files alike: nothing inline, nothing from elsewhere."""
    headers = client.get(address).headers
    assert headers["Content-Security-Policy"] == POLICY
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    assert "unsafe" not in POLICY


def test_a_body_that_is_too_large_is_refused(client: Visit) -> None:
    """Whether it says so or not."""
    assert client.post("/sign-in", content=b"x" * 25_000_001).status_code == 413
    chunks = (b"x" * 1_000_000 for _ in range(27))
    kind = {"Content-Type": "application/x-www-form-urlencoded"}
    answer = client.post("/sign-in", content=chunks, headers=kind)
    assert answer.status_code == 413
    assert "too large" in answer.text


def test_an_unknown_address_is_a_page_for_people(client: Visit) -> None:
    """With a title, a sentence, and the way back."""
    answer = client.get("/no/such/page", headers={"Accept": "text/html"})
    assert answer.status_code == 404
    assert "There is no page at this address" in answer.text
    assert 'href="/"' in answer.text


def test_an_unknown_address_of_the_api_is_a_problem(client: Visit) -> None:
    """RFC 9457: type, title, status, detail."""
    answer = client.get("/api/v1/no-such-thing")
    assert answer.status_code == 404
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert set(answer.json()) == {"type", "title", "status", "detail"}


def test_a_wrong_method_is_told(client: Visit) -> None:
    """With what may be asked instead; an address that nobody has is unknown by any method."""
    answer = client.post("/api/v1/search")
    assert answer.status_code == answer.json()["status"] == 405
    assert answer.headers["Allow"] == "GET"
    assert client.put("/").status_code == 405
    assert client.options("/").status_code == 405
    assert client.post("/no/such/page").status_code == 404


@pytest.mark.parametrize("address", ["/", "/health/live", "/api/v1/strategies", "/static/x"])
def test_head_is_get_without_a_body(client: Visit, address: str) -> None:
    """As those ask who look whether a link still works."""
    head, got = client.head(address), client.get(address)
    assert head.status_code == got.status_code
    assert head.headers["Content-Type"] == got.headers["Content-Type"]
    assert head.content == b""


def test_static_files_are_kept_for_ever_under_their_release(client: Visit) -> None:
    """The address changes with the content; an old address still works, unkept."""
    page = client.get("/").text
    address = page.split('href="/static/')[1].split('"')[0]
    kept = client.get(f"/static/{address}")
    assert kept.status_code == 200
    assert "immutable" in kept.headers["Cache-Control"]
    _, _, rest = address.partition("/")
    old = client.get(f"/static/000000000000/{rest}")
    assert old.status_code == 200
    assert old.headers["Cache-Control"] == "no-cache"


@pytest.mark.parametrize(
    "path", ["../settings.py", "..%2fsettings.py", "%2e%2e/settings.py", "/etc/passwd", "css"]
)
def test_static_files_do_not_reach_outside(client: Visit, path: str) -> None:
    """Nothing but the folder of static files is served."""
    assert client.get(f"/static/x/{path}").status_code == 404


def test_pages_are_not_kept_by_others(client: Visit) -> None:
    """A page may hold what only this visitor may see."""
    assert client.get("/").headers["Cache-Control"] == "private, no-cache"


def test_the_openapi_description_is_whole(client: Visit) -> None:
    """Every operation has a summary and every field a description."""
    schema = client.get("/api/v1/openapi.json").json()
    operations = [op for path in schema["paths"].values() for op in path.values()]
    assert len(operations) > 15
    assert [op for op in operations if not op.get("summary") or not op.get("description")] == []
    bare = [
        f"{name}.{field}"
        for name, model in schema["components"]["schemas"].items()
        if name not in ("HTTPValidationError", "ValidationError")
        for field, told in model.get("properties", {}).items()
        if not told.get("description") and "$ref" not in told
    ]
    assert bare == []


def test_the_pages_of_the_api_list_every_operation(client: Visit) -> None:
    """What the description has, the page has."""
    schema = client.get("/api/v1/openapi.json").json()
    page = client.get("/api/v1/docs").text
    for path, methods in schema["paths"].items():
        for method in methods:
            assert f"<code>{method.upper()} {path}</code>" in page
