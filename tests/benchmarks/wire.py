"""A client of HTTP/1.1 that costs little itself, so that what is measured is the other side."""

import socket
from dataclasses import dataclass
from urllib.parse import urlencode, urlsplit

SECONDS = 120


class Refused(Exception):
    """A subject answered otherwise than it should."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What came back."""

    status: int
    #: Lower-case names; of several with one name the last, but for cookies.
    headers: dict[str, str]
    body: bytes

    def holding(self, mark: str) -> "Answer":
        """This answer, if it went well and its body holds `mark`; else Refused."""
        if self.status != 200 or mark.encode() not in self.body:
            raise Refused(f"status {self.status}, no {mark!r} in {self.body[:300]!r}")
        return self


class Connection:
    """One browser: a connection that is kept where the other side keeps it, and its cookies."""

    def __init__(self, address: str, cookies: dict[str, str] | None = None) -> None:
        self._socket: socket.socket | None = None
        parts = urlsplit(address)
        self._peer = (parts.hostname or "127.0.0.1", parts.port or 80)
        self._rest = b""
        #: What the other side has asked to be told each time.
        self.cookies: dict[str, str] = dict(cookies or {})
        #: Further header fields to send.
        self.headers: dict[str, str] = {}

    def get(self, path: str) -> Answer:
        """Ask for a page; a redirection is an answer."""
        return self._ask("GET", path, b"", "")

    def post(self, path: str, form: dict[str, str]) -> Answer:
        """Send a form."""
        kind = "application/x-www-form-urlencoded"
        return self._ask("POST", path, urlencode(form).encode(), kind)

    def send(self, method: str, path: str, body: bytes, kind: str) -> Answer:
        """Send bytes of some kind."""
        return self._ask(method, path, body, kind)

    def __del__(self) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the connection; the next question opens another."""
        if self._socket is not None:
            self._socket.close()
        self._socket, self._rest = None, b""

    def _ask(self, method: str, path: str, body: bytes, kind: str) -> Answer:
        """Send a request and read its answer; a kept connection that was closed is opened anew."""
        request = self._head(method, path, body, kind) + body
        kept = self._socket is not None
        try:
            return self._exchange(request)
        except ConnectionError:
            self.close()
            if not kept:
                raise
            return self._exchange(request)

    def _head(self, method: str, path: str, body: bytes, kind: str) -> bytes:
        host, port = self._peer
        lines = [f"{method} {path} HTTP/1.1", f"Host: {host}:{port}", "Accept: text/html, */*"]
        lines += [f"{name}: {value}" for name, value in self.headers.items()]
        if self.cookies:
            lines.append("Cookie: " + "; ".join(f"{k}={v}" for k, v in self.cookies.items()))
        if method != "GET":
            lines += [f"Content-Type: {kind}", f"Content-Length: {len(body)}"]
        return "\r\n".join([*lines, "", ""]).encode()

    def _exchange(self, request: bytes) -> Answer:
        if self._socket is None:
            self._socket = socket.create_connection(self._peer, SECONDS)
            self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._socket.sendall(request)
        status, headers = self._read_head()
        body = self._read_body(headers)
        if headers.get("connection", "").lower() == "close":
            self.close()
        return Answer(status=status, headers=headers, body=body)

    def _read_head(self) -> tuple[int, dict[str, str]]:
        first, *lines = self._until(b"\r\n\r\n").decode("latin-1").split("\r\n")
        headers: dict[str, str] = {}
        for line in lines:
            name, _, value = line.partition(":")
            headers[name.lower()] = value.strip()
            if name.lower() == "set-cookie":
                key, _, content = value.strip().split(";")[0].partition("=")
                self.cookies[key] = content
        return int(first.split(" ")[1]), headers

    def _read_body(self, headers: dict[str, str]) -> bytes:
        if "content-length" in headers:
            return self._exactly(int(headers["content-length"]))
        if headers.get("transfer-encoding", "").lower() != "chunked":
            return self._to_the_end()
        parts = []
        while size := int(self._until(b"\r\n").split(b";")[0], 16):
            parts.append(self._exactly(size))
            self._exactly(2)
        self._until(b"\r\n")
        return b"".join(parts)

    def _until(self, mark: bytes) -> bytes:
        while mark not in self._rest:
            self._receive()
        found, _, self._rest = self._rest.partition(mark)
        return found

    def _exactly(self, size: int) -> bytes:
        while len(self._rest) < size:
            self._receive()
        found, self._rest = self._rest[:size], self._rest[size:]
        return found

    def _to_the_end(self) -> bytes:
        assert self._socket is not None
        while more := self._socket.recv(1 << 18):
            self._rest += more
        found, self._rest = self._rest, b""
        return found

    def _receive(self) -> None:
        assert self._socket is not None
        more = self._socket.recv(1 << 18)
        if not more:
            raise ConnectionResetError("the other side closed the connection")
        self._rest += more
