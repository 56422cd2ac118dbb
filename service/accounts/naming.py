"""Names and addresses as people type them, made fit to keep and to compare."""

import re
import unicodedata

from service.document.source import clean
from service.errors import Invalid

#: The longest name of a person or an organisation, in characters.
LONGEST_NAME = 200

_EMAIL = re.compile(r"[^@\s]{1,64}@[^@\s.]+(\.[^@\s.]+)*")
#: Characters that reorder what stands around them: a name could pose as another one.
_REORDERING = re.compile("[\u200e\u200f\u202a-\u202e\u2066-\u2069]")


class NameUnusable(Invalid):
    """A name needs at least one letter or digit, and at most {most} characters."""


class EmailUnusable(Invalid):
    """“{given}” is not an e-mail address, such as name@example.org."""


def one_line(given: str, most: int = LONGEST_NAME) -> str:
    """Return a name on one line, without what cannot be seen; NameUnusable where none is left."""
    name = " ".join(_REORDERING.sub("", clean(given)).split())
    if len(name) > most or not any(character.isalnum() for character in name):
        raise NameUnusable(most=most)
    return name


def email(given: str) -> str:
    """Return an address as it is kept and looked up: lower case; EmailUnusable otherwise."""
    address = unicodedata.normalize("NFC", clean(given)).strip().lower()
    if len(address) > 254 or not address.isprintable() or not _EMAIL.fullmatch(address):
        raise EmailUnusable(given=clean(given).strip()[:80])
    return address
