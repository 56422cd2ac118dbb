"""Logging: one line an event on standard error, with control characters made visible."""

import logging
import re
import sys

#: Whoever reads the log must not be able to come in by somebody's personal link.
_LINK = re.compile(r"(/in/)[\w.~%-]+")


class _Plain(logging.Formatter):
    """A formatter whose lines cannot be forged by what a person typed."""

    def format(self, record: logging.LogRecord) -> str:
        line = _LINK.sub(r"\1…", super().format(record))
        return "".join(c if c.isprintable() or c == "\n" else f"\\x{ord(c):02x}" for c in line)

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802 - the library's name
        return super().formatMessage(record).replace("\n", "\\n")


def set_up(level: str) -> None:
    """Send everything from `level` (`INFO`, ...) up to standard error."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(_Plain("%(asctime)s %(levelname)-7s %(name)s: %(message)s"))
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level.upper())
    for chatty in ("huey", "alembic", "git.cmd", "uvicorn.access", "uvicorn.error"):
        logging.getLogger(chatty).setLevel(logging.WARNING)
