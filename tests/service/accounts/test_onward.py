"""Where a browser goes after signing in."""

import pytest

from service.accounts.onward import local

ELSEWHERE = (
    "https://evil.example",
    "//evil.example",
    "///evil.example",
    "/\\evil.example",
    "\\\\evil.example",
    "/\t/evil.example",
    "/\n/evil.example",
    "\t//evil.example",
    " //evil.example",
    "http:evil.example",
    "javascript:alert(1)",
    "data:text/html,x",
    "evil.example/path",
    "//[::1",
    "/s/x\r\nSet-Cookie: a=b",
    "/\u2028/evil.example",
    "",
    "/" + "x" * 2000,
)
OURS = ("/", "/s/cancer-research", "/s/x?tab=2&a=//b", "/search?q=caf%C3%A9", "/s/x#section")


@pytest.mark.parametrize("then", ELSEWHERE)
def test_address_elsewhere_becomes_the_library(then: str) -> None:
    """No spelling of another host, scheme or header gets through."""
    assert local(then) == "/"


@pytest.mark.parametrize("then", OURS)
def test_address_of_ours_is_kept(then: str) -> None:
    """A path within the service is where one goes on."""
    assert local(then) == then
