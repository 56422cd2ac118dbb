"""Words of a text, as the index knows them: the one analyser of every engine."""

import re
import threading
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

import Stemmer

from search.spelling import british

#: Rises whenever the same text would give other tokens; an index of another version is rebuilt.
ANALYZER_VERSION = 1

#: Longest word that is kept, in code points: encoded blobs in a text must not fill the index.
LONGEST_WORD = 64

#: Longest upper-case word that is taken for an abbreviation.
LONGEST_ABBREVIATION = 5

_CHARACTER = r"(?:[^\W_][\u0300-\u036f]*)"
_TOKEN = re.compile(
    r"\d+(?:[.,]\d+)+(?![^\W_])"  # 1.0 and 10,000
    r"|[A-Za-z]{1,2}&[A-Za-z]{1,2}(?![^\W_])"  # R&D and A&E
    rf"|{_CHARACTER}+(?:['’]{_CHARACTER}+)*"
)
_ABBREVIATION = re.compile(r"[A-Z0-9]*[A-Z][A-Z0-9]*")
_STEMMER = Stemmer.Stemmer("english")  # Snowball's name for Porter2
_STEMMER_LOCK = threading.Lock()  # a stemmer keeps a buffer of its own

_STOP_WORDS = """
    a an and are as at be been but by can do does for from had has have how if in into is it
    its no not of on or our so such than that the their then there these they this those to
    was we were what when where which who why will with would you your
"""

#: Words that say nothing by themselves: kept in the index so that phrases stay exact, and left
#: out of a query's loose words as long as other words remain.
STOP_WORDS = frozenset(_STOP_WORDS.split())


@dataclass(frozen=True, slots=True, kw_only=True)
class Token:
    """A word of a text."""

    #: What is compared: British spelling, stemmed unless it is an abbreviation.
    term: str
    #: The word in lower case as it was written, without apostrophes: what `prefix*` looks at.
    form: str
    #: Which word of the text this is, from 0.
    position: int
    #: Where it begins in the text, in code points.
    start: int
    #: Where it ends, exclusive.
    end: int


def tokens(text: str) -> Iterator[Token]:
    """Give the words of a text in order; offsets are code points of `text` itself.

    Words are compared in NFC, whatever form the text is in. Never raises.
    """
    for position, match in enumerate(_TOKEN.finditer(text)):
        form, term = _analyse(match.group())
        yield Token(term=term, form=form, position=position, start=match.start(), end=match.end())


def normalise(text: str) -> str:
    """Give a text in NFC, the form in which words are compared."""
    return unicodedata.normalize("NFC", text)


def alternatives(token: Token) -> frozenset[str]:
    """Give the terms that a word of a query stands for.

    People type `ics` for `ICS`, and headings shout; so a word also means itself unstemmed.
    """
    return frozenset((token.term, token.form, _stem(british(token.form))))


@lru_cache(maxsize=65_536)
def _analyse(word: str) -> tuple[str, str]:
    """Give the form and the term of a word as it was matched."""
    plain = _without_possessive(normalise(word).replace("’", "'"))
    form = _lower(plain)
    short = plain.removesuffix("s")
    if len(short) > 1 and len(short) <= LONGEST_ABBREVIATION and _ABBREVIATION.fullmatch(short):
        return form, _lower(short)
    return form, _stem(british(form))


def _without_possessive(word: str) -> str:
    return word[:-2] if word[-2:] in {"'s", "'S"} else word


def _lower(word: str) -> str:
    folded = normalise(word.casefold()).replace("'", "")
    if folded[:1].isdigit():
        folded = folded.replace(",", "")
    return folded[:LONGEST_WORD]


@lru_cache(maxsize=65_536)
def _stem(form: str) -> str:
    if "&" in form or form[:1].isdigit():
        return form
    with _STEMMER_LOCK:
        return str(_STEMMER.stemWord(form))
