"""Words shown back to whoever may not save them any more, so that they are not lost."""

from collections.abc import Sequence

from fastapi import Request
from starlette.responses import Response

from service.accounts.model import Actor
from service.document.differences import differences
from service.errors import RoundtableError
from service.library import read
from service.library.model import KeptWork
from service.library.read import StrategyMissing
from service.repositories import Repositories
from service.storage.database import ReadDb
from service.web.pages import page


def refused(
    request: Request,
    db: ReadDb,
    actor: Actor,
    slug: str,
    problem: RoundtableError,
    kept: KeptWork | None,
    words: Sequence[str],
) -> Response:
    """Show words back to somebody who may not save them any more; `kept` where they are kept."""
    try:
        strategy = read.strategy(db, actor, slug)
    except StrategyMissing:
        strategy = None
    return page(
        request,
        "library/refused.html",
        status=problem.status,
        strategy=strategy,
        reason=problem.message,
        kept=kept,
        words=[each for each in words if each.strip()],
        written=[each for each in kept.written.values() if each.strip()] if kept else [],
    )


def typed_in(repositories: Repositories, kept: KeptWork) -> tuple[str, ...]:
    """Return the passages that were typed, as they were typed, in order."""
    before = repositories.at(kept.strategy).text(kept.base)
    return tuple(each.after.strip() for each in differences(before, kept.text))
