"""Downloads as the templates want them."""

from dataclasses import dataclass

from service.accounts.model import Actor
from service.accounts.permissions import Permission
from service.exchange.ask import Desk, made
from service.exchange.model import Format, State
from service.library import read as library
from service.library.model import Version
from service.library.read import Shown
from service.storage.database import ReadDb
from service.web.dates import day

_MARKED = "Its pages are marked DRAFT."


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferedFile:
    """A file that can be downloaded, or asked for."""

    #: What it is.
    format: Format
    #: Where it is handed out; None where it has to be made first.
    address: str | None
    #: How large it is, in words; None where it has to be made first.
    size: str | None
    #: Where a form asks for it.
    ask_to: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """The draft or a version, with its files."""

    #: `Version 1.0`, or `Draft`.
    title: str
    #: One sentence on what it is.
    note: str
    #: The version; None for the draft.
    version: Version | None
    #: Its files.
    files: tuple[OfferedFile, ...]
    #: Where its text is handed out.
    text_address: str


def offers(db: ReadDb, desk: Desk, actor: Actor | None, slug: str) -> tuple[Offer, ...]:
    """Return what of a strategy can be downloaded: the versions, the newest first, the draft."""
    draft = library.draft(db, actor, slug, Permission.DOWNLOAD)
    versions = library.versions(db, slug)
    shown = [
        Shown(
            strategy=draft.strategy,
            revision=library.known_revision(db, slug, each.revision),
            version=each,
        )
        for each in versions
    ]
    return tuple(_offer(db, desk, each) for each in (*shown, draft))


def _offer(db: ReadDb, desk: Desk, shown: Shown) -> Offer:
    version = shown.version
    of = f"v/{version.number}" if version else f"r/{shown.revision.id}"
    base = f"/s/{shown.strategy.slug}/{of}"
    return Offer(
        title=f"Version {version.number}" if version else "Draft",
        note=_note(shown),
        version=version,
        files=tuple(_file(db, desk, shown, each, f"{base}.{each.value}") for each in Format),
        text_address=f"{base}.md",
    )


def _file(db: ReadDb, desk: Desk, shown: Shown, format_: Format, address: str) -> OfferedFile:
    export = made(db, desk, shown, format_)
    done = export is not None and export.state is State.DONE and export.file is not None
    return OfferedFile(
        format=format_,
        address=address if done else None,
        size=None,
        ask_to=address,
    )


def _note(shown: Shown) -> str:
    version = shown.version
    if version is None:
        return f"The text as saved on {day(shown.revision.at)}. {_MARKED}"
    if not version.approved:
        return f"Published for consultation on {day(version.published_at)}. {_MARKED}"
    by = f" by {version.approving_body}" if version.approving_body else ""
    since = f", in force from {day(version.effective_date)}" if version.effective_date else ""
    return f"Approved{by}{since}."
