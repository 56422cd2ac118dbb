"""Whether a password is fit to be one: long, and not one of the first that anybody would try."""

import re
import unicodedata
from itertools import pairwise

from service.accounts.model import Person
from service.errors import Invalid

#: The least and the most characters of a password.
LEAST, MOST = 12, 1000
#: How many characters must come as a surprise, after the words below were taken out.
_SURPRISES, _DISTINCT = 6, 5

#: What adds nothing to a password, besides runs, repetitions and the person's own names.
_COMMON = """
password passwort welcome letmein qwertyuiop qwerty asdfghjkl azerty zxcvbnm iloveyou admin
changeme secret login master monday friday summer autumn winter spring football dragon sunshine
princess monkey liverpool everton manchester hospital university strategy roundtable trust
england nhs
"""


class PasswordTooShort(Invalid):
    """A password needs at least {least} characters; four or five words in a row are good."""


class PasswordTooLong(Invalid):
    """A password may have at most {most} characters."""


class PasswordTooCommon(Invalid):
    """This password is one of the first that anybody would try. Choose another one."""


def check(password: str, person: Person) -> None:
    """Raise PasswordTooShort, PasswordTooLong or PasswordTooCommon where it is no good."""
    if len(password) < LEAST:
        raise PasswordTooShort(least=LEAST)
    if len(password) > MOST:
        raise PasswordTooLong(most=MOST)
    rest = _without_common(unicodedata.normalize("NFKC", password).lower(), person)
    if _surprises(rest) < _SURPRISES or len(set(rest)) < _DISTINCT:
        raise PasswordTooCommon


def _without_common(password: str, person: Person) -> str:
    """Take out the words that add nothing; a number, such as a year, counts as one character."""
    own = re.split(r"[\W_]+", f"{person.name} {person.email or ''}".lower())
    words = {*_COMMON.split(), *(word for word in own if len(word) > 2)}
    for word in sorted(words, key=len, reverse=True):
        password = password.replace(word, "")
    return re.sub(r"\d+", "0", password)


def _surprises(text: str) -> int:
    """Count the characters that do not simply follow or repeat the one before: 1234 has one."""
    return bool(text) + sum(abs(ord(one) - ord(other)) > 1 for one, other in pairwise(text))
