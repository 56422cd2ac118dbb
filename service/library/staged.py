"""Pictures that were uploaded: kept at once, and in the draft with the save that shows them.

A picture is named for its content, `figures/<words>-<16 hex digits>.<ending>`, so that the name
alone leads to it. A save takes along what its text shows and the draft does not hold yet; until
then it lies among the files of the installation, where it harms nothing.
"""

import re
from collections.abc import Collection

from service.document.headings import slug
from service.errors import Invalid, Missing
from service.library.pictures import ENDINGS, media_type, sniffed
from service.storage.files import Files

#: The largest picture, in bytes.
LARGEST = 5_000_000
#: Characters of the file's own name that stay in the new one.
_WORDS = 40
_STAGED = re.compile(r"figures/[a-z0-9-]{1,60}-([0-9a-f]{16})\.(?:png|jpg|gif|webp)")


class PictureUnusable(Invalid):
    """This file is not a picture that can be shown. Use PNG, JPEG, GIF or WebP."""


class DrawingUnusable(Invalid):
    """A drawing of this kind (SVG) can hold programs. Save it as PNG, and upload that."""


class PictureTooLarge(Invalid):
    """This picture has {size} MB; 5 MB is the most. Make it smaller, and try again."""


class AlternativeMissing(Invalid):
    """Say what the picture shows: a text alternative for people who cannot see it."""


class PictureGone(Missing):
    """This picture is no longer kept. Upload it again."""


def stage(files: Files, *, name: str, content: bytes, alternative: str) -> str:
    """Keep a picture; return its path beside the text.

    Its kind is told by its content, whatever its name says. Raises PictureUnusable,
    DrawingUnusable, PictureTooLarge, and AlternativeMissing for blank words.
    """
    if not alternative.strip():
        raise AlternativeMissing
    if len(content) > LARGEST:
        raise PictureTooLarge(size=f"{len(content) / 1e6:.1f}")
    kind = sniffed(content)
    if kind is None:
        raise PictureUnusable
    if kind == "image/svg+xml":
        raise DrawingUnusable
    stem = slug(name.rpartition(".")[0] or name)[:_WORDS].strip("-")
    digits = files.keep(content)[:16]
    return f"figures/{re.sub('[^a-z0-9-]+', '', stem) or 'picture'}-{digits}{ENDINGS[kind][0]}"


def staged(files: Files, path: str) -> bytes:
    """Return an uploaded picture by its path; PictureGone for anything else."""
    found = _STAGED.fullmatch(path)
    name = files.beginning(found[1]) if found else None
    content = files.read(name) if name else b""
    if media_type(path, content) is None:
        raise PictureGone
    return content


def shown(files: Files, text: str, held: Collection[str]) -> dict[str, bytes]:
    """Return the uploaded pictures that a text shows and the draft does not hold, by path."""
    wanted = {found[0] for found in _STAGED.finditer(text)} - set(held)
    return {path: content for path in sorted(wanted) if (content := _known(files, path))}


def _known(files: Files, path: str) -> bytes:
    try:
        return staged(files, path)
    except PictureGone:
        return b""
