"""The stamp on an export: what its cover, footers and properties say."""

import hashlib
import json
from dataclasses import asdict

from service.accounts import read as accounts
from service.clock import LONDON
from service.document.formats.stamp import Stamp
from service.library.control import read_control, untold
from service.library.read import Shown
from service.library.texts import source
from service.repositories import Repositories
from service.settings import Settings
from service.storage.database import ReadDb

#: Raised by one whenever the same input would give other bytes, so that old files are not reused.
_RECIPE = 1


def stamp_for(db: ReadDb, repositories: Repositories, settings: Settings, shown: Shown) -> Stamp:
    """Return the stamp of a version, or of the draft or an earlier revision.

    What can come from the revision itself does, so that a later draft changes no old file.
    """
    strategy, version = shown.strategy, shown.version
    text = source(repositories, strategy.slug, shown.revision.id)
    told = read_control(text, strategy.slug) or untold(strategy.slug)
    control = version or told
    when = version.published_at if version else shown.revision.at
    return Stamp(
        title=told.title,
        version=str(version.number) if version else None,
        status=control.status.words,
        revision=shown.revision.id,
        date=when.astimezone(LONDON).date(),
        organisation=settings.organisation,
        owner=told.owner or _name(db, strategy.owner),
        approving_body=control.approving_body or told.approving_body,
        effective_date=control.effective_date,
        review_date=control.review_date,
        summary_of_changes=version.summary_of_changes if version else None,
        url=f"{settings.public_address}{_permanent(shown)}",
        draft=version is None or not version.approved,
    )


def recipe(stamp: Stamp) -> str:
    """Return the hash of everything but the revision's text that the bytes depend on."""
    facts = json.dumps([_RECIPE, asdict(stamp)], sort_keys=True, default=str)
    return hashlib.sha256(facts.encode()).hexdigest()


def _permanent(shown: Shown) -> str:
    """Return an address at which this very text stays, also once the draft moves on."""
    if shown.version:
        return shown.address
    return f"/s/{shown.strategy.slug}/r/{shown.revision.id}"


def _name(db: ReadDb, person: str | None) -> str:
    found = accounts.names(db, [person]).get(person or "")
    return found.name if found else ""
