"""The client reads answers of every shape that a peer gives."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from tests.benchmarks.wire import Connection, Refused

LENGTH = b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\nSet-Cookie: a=1; Path=/\r\n\r\nhello"
CHUNKED = (
    b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nhel\r\n2;x=y\r\nlo\r\n0\r\n\r\n"
)
UNTIL_CLOSED = b"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\nhello"


@contextmanager
def answering(*answers: bytes, close: bool = False) -> Iterator[tuple[str, list[bytes]]]:
    """A server that gives these answers in turn, and the requests that it got."""
    asked: list[bytes] = []
    with socket.create_server(("127.0.0.1", 0)) as server:

        def serve() -> None:
            left = list(answers)
            while left:
                with server.accept()[0] as peer:
                    while left and (request := peer.recv(65_536)):
                        asked.append(request)
                        peer.sendall(left.pop(0))
                        if close:
                            break

        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.getsockname()[1]}", asked
        thread.join(5)


@pytest.mark.parametrize("answer", [LENGTH, CHUNKED, UNTIL_CLOSED])
def test_a_body_is_read_whole(answer: bytes) -> None:
    """By its length, in chunks, or until the connection ends."""
    with answering(answer, close=True) as (address, _):
        assert Connection(address).get("/").holding("hello").body == b"hello"


def test_a_connection_is_kept_and_brings_its_cookies() -> None:
    """The second request goes the same way, with what the first answer handed out."""
    with answering(LENGTH, LENGTH) as (address, asked):
        browser = Connection(address)
        browser.get("/")
        browser.post("/save", {"a": "b c"})
        browser.close()
    assert b"Cookie: a=1\r\n" in asked[1]
    assert asked[1].endswith(b"\r\n\r\na=b+c")


def test_a_kept_connection_that_was_closed_is_opened_anew() -> None:
    """A peer that ends connections without a word is asked once more."""
    with answering(LENGTH, LENGTH, close=True) as (address, asked):
        browser = Connection(address)
        browser.get("/")
        assert browser.get("/").status == 200
    assert len(asked) == 2


def test_a_wrong_answer_is_refused() -> None:
    """What was not found, or lacks its mark, never counts as measured."""
    with answering(b"HTTP/1.1 404 Not Found\r\nContent-Length: 5\r\n\r\nhello", LENGTH) as (at, _):
        browser = Connection(at)
        with pytest.raises(Refused, match="404"):
            browser.get("/").holding("hello")
        with pytest.raises(Refused, match="bye"):
            browser.get("/").holding("bye")
        browser.close()
