"""The texts of a strategy that somebody can name: `draft`, `v1.0`, or a revision by its id."""

from dataclasses import dataclass
from datetime import datetime

from service.accounts.model import Actor
from service.accounts.permissions import Permission
from service.errors import Missing
from service.library import read
from service.library.model import Revision, Strategy
from service.library.read import Shown
from service.storage.database import ReadDb
from service.web.dates import moment

#: The name of the draft.
DRAFT = "draft"


class TextUnknown(Missing):
    """There is no text called “{name}” to compare: choose a version, a revision or the draft."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """A text that was named."""

    #: As in addresses: `draft`, `v1.0`, 40 hex digits.
    name: str
    #: As people read it: “Version 1.0”.
    words: str
    #: When it was written or published.
    at: datetime
    #: Its own page.
    address: str
    #: The revision whose text it is.
    revision: Revision


def named(db: ReadDb, actor: Actor | None, slug: str, name: str) -> Named:
    """Return the text of a name; a revision's is for those who may see the history.

    Raises StrategyMissing, VersionMissing, NumberUnusable, RevisionUnknown, TextUnknown, Forbidden.
    """
    if name == DRAFT:
        return of_draft(read.draft(db, actor, slug))
    if name.startswith("v"):
        return of_shown(read.version(db, actor, slug, name[1:]))
    if len(name) == 40:
        return of_shown(read.revision(db, actor, slug, name, Permission.SEE_SOURCE_HISTORY))
    read.strategy(db, actor, slug)
    raise TextUnknown(name=name[:80])


def of_draft(shown: Shown) -> Named:
    """Return the draft as a text with a name."""
    return Named(
        name=DRAFT,
        words="Draft",
        at=shown.revision.at,
        address=f"/s/{shown.strategy.slug}",
        revision=shown.revision,
    )


def of_shown(shown: Shown) -> Named:
    """Return a version or a revision as a text with a name."""
    revision, version, home = shown.revision, shown.version, f"/s/{shown.strategy.slug}"
    return Named(
        name=f"v{version.number}" if version else revision.id,
        words=f"Version {version.number}" if version else f"Text of {moment(revision.at)}",
        at=version.published_at if version else revision.at,
        address=f"{home}/v/{version.number}" if version else f"{home}/r/{revision.id}",
        revision=revision,
    )


def usual_pair(db: ReadDb, strategy: Strategy) -> tuple[str, str]:
    """Return what is compared where nobody says what: what stands, with what came after it.

    The newest version with the draft; where the draft is that version, or there is none, the
    revision before with the draft; where there is but one text, that with itself.
    """
    newest = next(iter(read.versions(db, strategy.slug)), None)
    if newest and newest.revision != strategy.draft:
        return f"v{newest.number}", DRAFT
    last = read.known_revision(db, strategy.slug, strategy.draft)
    return last.parent or DRAFT, DRAFT
