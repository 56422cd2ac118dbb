"""Bringing strategies in: Markdown files, folders of them, repositories with their history."""

from collections.abc import Iterator
from pathlib import Path

import mdformat

from service import clock
from service.accounts import read as accounts
from service.accounts.grant import grant
from service.accounts.model import Person, Role, Visibility
from service.document.source import FrontMatterUnreadable, clean, split
from service.errors import Invalid, Missing
from service.library.add import Addition, Edition, add, slug_of
from service.library.model import TEXT, Strategy
from service.repositories import Repositories
from service.repositories.foreign import Foreign
from service.storage.database import WriteDb

_MARKDOWN = (".md", ".markdown")
_FIGURES = (".png", ".jpg", ".jpeg", ".gif", ".svg")
#: The largest figure that is taken along, in bytes.
_LARGEST = 5_000_000


class NothingToBring(Missing):
    """There is no Markdown text at {path}."""


class OneSlugForMany(Invalid):
    """{path} holds {count} texts; a name for the address can be given for one text only."""


class OwnerUnknown(Missing):
    """Nobody with the e-mail address {email} is registered; add them first."""


def bring(
    db: WriteDb,
    repositories: Repositories,
    path: Path,
    *,
    slug: str | None = None,
    owner: str | None = None,
    document: str | None = None,
) -> tuple[Strategy, ...]:
    """Add what is at `path` to the library; return what was added.

    A Markdown file becomes a strategy, a folder one for each Markdown file in it (or one, where
    it holds `strategy.md`), a git repository or bundle one with its whole history: of `document`,
    or of its longest text. Raises NothingToBring, OneSlugForMany, OwnerUnknown, SlugTaken,
    ForeignUnreadable, DocumentUnknown.
    """
    person = _owner(db, owner)
    additions = list(_additions(path.absolute(), document, person))
    if not additions:
        raise NothingToBring(path=path)
    if slug and len(additions) > 1:
        raise OneSlugForMany(path=path, count=len(additions))
    return tuple(_add(db, repositories, each, slug, person) for each in additions)


def _add(
    db: WriteDb,
    repositories: Repositories,
    addition: Addition,
    slug: str | None,
    person: Person | None,
) -> Strategy:
    wanted = Addition(
        slug=slug or addition.slug,
        editions=addition.editions,
        owner=addition.owner,
        visibility=addition.visibility,
    )
    added = add(db, repositories, wanted)
    if person:
        grant(db, strategy=added.slug, person=person.id, role=Role.OWNER)
    return added


def _owner(db: WriteDb, email: str | None) -> Person | None:
    person = accounts.find_by_email(db, email) if email else None
    if email and person is None:
        raise OwnerUnknown(email=email)
    return person


def _additions(path: Path, document: str | None, owner: Person | None) -> Iterator[Addition]:
    if _is_repository(path):
        yield _addition(path.stem, _history(path, document), owner)
    elif (path / TEXT).is_file():
        yield _addition(path.name, [_edition(path / TEXT)], owner)
    elif path.is_dir():
        for file in sorted(path.iterdir()):
            if file.suffix.lower() in _MARKDOWN and file.is_file():
                yield _addition(file.stem, [_edition(file)], owner)
    elif path.suffix.lower() in _MARKDOWN and path.is_file():
        yield _addition(path.stem, [_edition(path)], owner)


def _is_repository(path: Path) -> bool:
    return path.suffix == ".bundle" or (path / ".git").exists() or (path / "HEAD").is_file()


def _addition(name: str, editions: list[Edition], owner: Person | None) -> Addition:
    return Addition(
        slug=slug_of(name),
        editions=editions,
        owner=owner.id if owner else None,
        visibility=Visibility.MEMBERS,
    )


def _edition(file: Path) -> Edition:
    """Read a file; its Markdown is put into one form, once, and never re-flowed again."""
    text = clean(file.read_bytes().decode("utf-8", "replace"))
    try:
        source = split(text)
        text = text[: source.body_start] + _formatted(source.body)
    except FrontMatterUnreadable:
        text = _formatted(text)
    files = {TEXT: text.encode(), **_figures(file.parent)}
    return Edition(files=files, what_changed=f"Imported from {file.name}", when=clock.now())


def _formatted(body: str) -> str:
    return mdformat.text(body, options={"wrap": "keep"}, extensions={"gfm", "footnote"})


def _figures(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.glob("figures/*"))
        if path.suffix.lower() in _FIGURES and path.is_file() and path.stat().st_size <= _LARGEST
    }


def _history(path: Path, document: str | None) -> list[Edition]:
    with Foreign(path) as foreign:
        sizes = dict(foreign.documents())
        if not sizes:
            raise NothingToBring(path=path)
        chosen = document or max(sizes, key=lambda name: sizes[name])
        return [
            Edition(
                files=revision.files,
                what_changed=clean(revision.message).strip() or "Edited the text",
                when=revision.when,
            )
            for revision in foreign.walk(chosen)
        ]
