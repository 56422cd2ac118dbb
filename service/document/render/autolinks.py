"""Addresses written out in a text: what GitHub-flavoured Markdown makes links of.

After "Autolinks (extension)" of the GitHub Flavored Markdown Spec, version 0.29-gfm, section 6.9;
pandoc does the same in exports.
"""

import re
from collections.abc import Iterator
from typing import Final

_HOST: Final = r"[\w-]+(?:\.[\w-]+)*\.[a-zA-Z0-9-]{2,}"
_ADDRESS: Final = re.compile(
    rf"(?<![\w/@.-])(?:(?P<web>(?:https?://|www\.){_HOST}[^\s<]*)"
    rf"|(?P<mail>[\w.+-]{{1,64}}@{_HOST}))",
    re.ASCII | re.I,
)
_TRAILING: Final = re.compile(r"(?:[?!.,:;*_~'\"]|&[a-zA-Z0-9]{2,10};)\Z")
#: A run of words this long is looked at; beyond it nothing is a link.
_LONGEST: Final = 100_000


def pieces(words: str) -> Iterator[tuple[int, int, str | None]]:
    """Yield stretches of `words` in order, each with the address that it is, or None."""
    at = 0
    for found in _ADDRESS.finditer(words[:_LONGEST]):
        start, end = found.start(), found.start() + len(_without_trailing(found[0]))
        yield at, start, None
        yield start, end, _target(words[start:end], mail=found["mail"] is not None)
        at = end
    yield at, len(words), None


def _without_trailing(address: str) -> str:
    """Leave out punctuation that belongs to the sentence, and brackets that were opened before."""
    while True:
        shorter = _TRAILING.sub("", address)
        if shorter.endswith(")") and shorter.count(")") > shorter.count("("):
            shorter = shorter[:-1]
        if shorter == address:
            return address
        address = shorter


def _target(address: str, *, mail: bool) -> str:
    if mail:
        return f"mailto:{address}"
    return address if "://" in address else f"http://{address}"
