"""Pictures that were uploaded: kept at once, and in the draft with the save that shows them.

A picture is named for its content, `figures/<words>-<16 hex digits>.<ending>`, so that the name
alone leads to it. A save takes along what its text shows and the draft does not hold yet. Until
then it is its uploader's alone, and of the strategy that it was uploaded for, for 14 days.
"""

import re
from collections.abc import Collection
from datetime import datetime, timedelta

from service import clock
from service.accounts.model import Actor
from service.document import headings
from service.errors import Invalid, Missing
from service.library import staged_store
from service.library.pictures import ENDINGS, media_type, sniffed
from service.storage.database import ReadDb, WriteDb
from service.storage.files import Files

#: The largest picture, in bytes.
LARGEST = 5_000_000
#: Pictures of one person that wait to be saved in one strategy.
MOST = 50
#: How long an uploaded picture waits.
WAITS = timedelta(days=14)
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


class PicturesWaiting(Invalid):
    """{count} pictures of yours wait here to be saved. Save the draft, then upload more."""


class PictureGone(Missing):
    """This picture is not kept for you here, or no longer. Upload it again."""


def stage(
    db: WriteDb,
    files: Files,
    actor: Actor,
    slug: str,
    *,
    name: str,
    content: bytes,
    alternative: str,
    held: Collection[str],
) -> str:
    """Keep a picture for the actor's next save of a strategy; return its path beside the text.

    Its kind is told by its content, whatever its name says. `held` are the paths that the draft
    holds: what is saved no longer waits. Raises PictureUnusable, DrawingUnusable, PictureTooLarge,
    PicturesWaiting, and AlternativeMissing for blank words.
    """
    if not alternative.strip():
        raise AlternativeMissing
    kind = _kind(content)
    for gone in staged_store.drop(db, _oldest()):
        files.remove(gone)
    _check_room(db, actor, slug, held)
    kept = files.keep(content)
    staged_store.add(db, slug, actor.id, kept, clock.now())
    stem = headings.slug(name.rpartition(".")[0] or name)[:_WORDS].strip("-")
    return f"figures/{re.sub('[^a-z0-9-]+', '', stem) or 'picture'}-{kept[:16]}{ENDINGS[kind][0]}"


def staged(db: ReadDb, files: Files, actor: Actor, slug: str, path: str) -> bytes:
    """Return a picture that the actor uploaded for a strategy; PictureGone for anything else."""
    found = _STAGED.fullmatch(path)
    theirs = staged_store.uploaded(db, slug, actor.id, _oldest()) if found else ()
    name = next((each for each in theirs if found and each.startswith(found[1])), None)
    content = files.read(name) if name and files.has(name) else b""
    if media_type(path, content) is None:
        raise PictureGone
    return content


def shown(
    db: ReadDb,
    files: Files,
    actor: Actor,
    slug: str,
    *,
    text: str,
    before: str,
    held: Collection[str],
) -> dict[str, bytes]:
    """Return the uploaded pictures that a text shows and the draft does not hold, by path.

    What is missing from the text `before` too is nothing new; for any other, PictureGone.
    """
    wanted = _paths(text) - _paths(before) - set(held)
    return {path: staged(db, files, actor, slug, path) for path in sorted(wanted)}


def _paths(text: str) -> set[str]:
    return {found[0] for found in _STAGED.finditer(text)}


def _kind(content: bytes) -> str:
    if len(content) > LARGEST:
        raise PictureTooLarge(size=f"{len(content) / 1e6:.1f}")
    kind = sniffed(content)
    if kind is None:
        raise PictureUnusable
    if kind == "image/svg+xml":
        raise DrawingUnusable
    return kind


def _check_room(db: ReadDb, actor: Actor, slug: str, held: Collection[str]) -> None:
    saved = {found[1] for path in held if (found := _STAGED.fullmatch(path))}
    theirs = staged_store.uploaded(db, slug, actor.id, _oldest())
    waiting = sum(each[:16] not in saved for each in theirs)
    if waiting >= MOST:
        raise PicturesWaiting(count=waiting)


def _oldest() -> datetime:
    return clock.now() - WAITS
