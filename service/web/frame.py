"""What stands around every answer: headers that keep a browser safe, and the size of a request."""

from collections.abc import MutableMapping
from typing import Any

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

#: Nothing inline, nothing from elsewhere: what a page shows comes from this service alone.
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "font-src 'self'; connect-src 'self'; form-action 'self'; frame-ancestors 'none'; "
    "base-uri 'none'"
)

_HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}


class Frame:
    """Adds the headers to every answer, and refuses a body that is too large with 413."""

    def __init__(self, app: ASGIApp, *, largest: int, secure: bool) -> None:
        self._app = app
        self._largest = largest
        self._headers = dict(_HEADERS)
        if secure:
            self._headers["Strict-Transport-Security"] = "max-age=31536000; includeSubDomains"

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, framed."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        if _declared(scope) > self._largest:
            await _refuse(send)
            return
        bounded = _Bounded(receive, self._largest)
        framed = bounded.answered(self._framed(send))
        if scope["method"] == "HEAD":  # routes answer GET; the same without its body
            scope, framed = {**scope, "method": "GET"}, _headless(framed)
        await self._app(scope, bounded.receive, framed)

    def _framed(self, send: Send) -> Send:
        async def framed(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in self._headers.items():
                    headers.setdefault(name, value)
                headers.setdefault("Cache-Control", "private, no-cache")
            await send(message)

        return framed


def _declared(scope: Scope) -> int:
    length = dict(scope["headers"]).get(b"content-length", b"0")
    return int(length) if length.isdigit() else 0


class _Bounded:
    """Counts what arrives without a declared length; past the limit the client is gone."""

    def __init__(self, receive: Receive, largest: int) -> None:
        self._receive = receive
        self._left = largest
        self._refused = False

    async def receive(self) -> MutableMapping[str, Any]:
        """Return what arrives, or that nothing more will."""
        message = await self._receive()
        self._left -= len(message.get("body", b""))
        return message if self._left >= 0 else {"type": "http.disconnect"}

    def answered(self, send: Send) -> Send:
        """Whatever the application makes of a client that is gone, this one is told why."""

        async def answer(message: Message) -> None:
            if self._left >= 0:
                await send(message)
            elif not self._refused:
                self._refused = True
                await _refuse(send)

        return answer


def _headless(send: Send) -> Send:
    async def headless(message: Message) -> None:
        await send({**message, "body": b""} if "body" in message else message)

    return headless


async def _refuse(send: Send) -> None:
    sentence = b"What was sent is too large. Send a smaller file."
    headers = [
        (b"content-type", b"text/plain; charset=utf-8"),
        (b"connection", b"close"),
        (b"content-security-policy", POLICY.encode()),
    ]
    await send({"type": "http.response.start", "status": 413, "headers": headers})
    await send({"type": "http.response.body", "body": sentence})
