"""Characters that no file can hold, taken away from all that comes in."""

import re
from typing import Final

#: Control characters, lone surrogates, and code points that are no characters.
_UNWRITABLE: Final = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]"
)


def writable(text: str) -> str:
    """The text with Unix line ends and without what no file can hold."""
    return _UNWRITABLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def one_line(text: str) -> str:
    """The same on one line, spaces single."""
    return " ".join(writable(text).split())
