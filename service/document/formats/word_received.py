"""A Word file from outside, weighed before anything reads it: its texts alone, packed anew.

What a file says of itself is not believed: its kind is told by its content, its parts are read up
to a bound, and pictures, macros and whatever else lies in it stay behind.
"""

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from typing import Final

from service.document.formats.word_archive import pack
from service.errors import Invalid

_MEGABYTE: Final = 1_000_000
#: The largest file that is read, in bytes.
LARGEST: Final = 20 * _MEGABYTE
#: The most parts a file may have; Word makes some twenty, and one for each picture.
_PARTS: Final = 4_000
#: The most that all parts may unfold to, in bytes, and how many times the size of the file, where
#: that is more than `_UNSUSPECTED`; the texts of a thousand pages unfold to some 30 MB.
_UNFOLDED: Final = 200 * _MEGABYTE
_RATIO: Final = 200
_UNSUSPECTED: Final = 10 * _MEGABYTE
#: The most that the texts among the parts may unfold to, in bytes.
_TEXTS: Final = 60 * _MEGABYTE

_ZIP: Final = b"PK\x03\x04"
#: How files begin that Office wrote before 2007, and those with a password since.
_OLD: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_LOCKED: Final = "EncryptedPackage".encode("utf-16-le")
_OLD_WORD: Final = "WordDocument".encode("utf-16-le")
_TYPES: Final = "[Content_Types].xml"
#: What the list of content types says of the main part of a document, a template, with or
#: without macros.
_WORD: Final = re.compile(
    rb"(?:wordprocessingml\.(?:document|template)|ms-word\.(?:document|template)"
    rb"\.macroEnabled(?:Template)?)\.main\+xml"
)
_PICTURE: Final = re.compile(r"(?:[\w.-]+/)*media/[\w.-]+")
#: What stands in for every picture: pandoc leaves out what is not there, its alternative too.
_PIXEL: Final = (
    b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\0\0\0\0:~\x9bU"
    b"\0\0\0\nIDATx\x9cc`\0\0\0\x02\0\x01H\xaf\xa4q\0\0\0\0IEND\xaeB`\x82"
)
_TEXT: Final = re.compile(r"(?:[\w.-]+/)*[\w.\[\]-]*\.(?:xml|rels)")


class NotWord(Invalid):
    """This is not a Word file. Choose one whose name ends in .docx."""


class WordOld(Invalid):
    """This Word file is of the kind made before 2007. Open it in Word, and save it as .docx."""


class WordLocked(Invalid):
    """This Word file is locked with a password. Save it without one, and choose it again."""


class WordTooLarge(Invalid):
    """This Word file is too large: {what}."""


class WordDamaged(Invalid):
    """This Word file is damaged or not complete. Open it in Word, save it again, and choose it."""


def weighed(content: bytes) -> bytes:
    """Return the texts of a Word file as a file of their own.

    Raises NotWord, WordOld, WordLocked, WordTooLarge, WordDamaged.
    """
    if len(content) > LARGEST:
        raise WordTooLarge(what=f"it has more than {LARGEST // _MEGABYTE} MB")
    if content.startswith(_OLD):
        raise _of_old(content)
    if not content.startswith(_ZIP):
        raise NotWord
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return pack(dict(_texts(archive, len(content))))
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, ValueError) as problem:
        raise WordDamaged from problem


def _of_old(content: bytes) -> Invalid:
    if _LOCKED in content:
        return WordLocked()
    return WordOld() if _OLD_WORD in content else NotWord()


def _texts(archive: zipfile.ZipFile, size: int) -> Iterator[tuple[str, bytes]]:
    entries = {each.filename: each for each in archive.infolist()}
    unfolded = sum(each.file_size for each in entries.values())
    if len(archive.infolist()) > _PARTS:
        raise WordTooLarge(what=f"it has more than {_PARTS:,} parts")
    if unfolded > _UNFOLDED or unfolded > max(_UNSUSPECTED, size * _RATIO):
        raise WordTooLarge(what=f"it unfolds to {unfolded // _MEGABYTE:,} MB")
    if any(each.flag_bits & 1 for each in entries.values()):
        raise WordLocked
    if _TYPES not in entries:
        raise NotWord
    left = _TEXTS
    for name, entry in entries.items():
        if _PICTURE.fullmatch(name):
            yield name, _PIXEL
        elif _TEXT.fullmatch(name):
            part = _read(archive, entry, left)
            left -= len(part)
            yield name, part


def _read(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, left: int) -> bytes:
    """Return a part, however large it says it is; NotWord where it lists other contents."""
    with archive.open(entry) as file:
        part = file.read(left + 1)
    if len(part) > left:
        raise WordTooLarge(what=f"its texts have more than {_TEXTS // _MEGABYTE} MB")
    if entry.filename == _TYPES and not _WORD.search(part):
        raise NotWord
    if b"<!DOCTYPE" in part:
        raise WordDamaged
    return part
