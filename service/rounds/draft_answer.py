"""Keeping what somebody writes on a point before they decide; who writes last is kept."""

from service import clock
from service.accounts.model import Actor
from service.accounts.permissions import Permission
from service.document.source import clean
from service.library import read as library
from service.rounds import disposition_store as store
from service.rounds.answering_model import DraftAnswer
from service.rounds.dispose import LONGEST, ResponseTooLong, answerable, point_in
from service.rounds.kinds import Outcome
from service.rounds.model import Round
from service.storage.database import WriteDb


def keep_draft(
    db: WriteDb,
    actor: Actor,
    found: Round,
    point_id: str,
    *,
    outcome: Outcome | None,
    response: str,
) -> DraftAnswer | None:
    """Keep a choice and words; None where both are empty, and nothing is kept.

    Raises PointMissing, ResponseTooLong, RoundNotAnswerable, Forbidden.
    """
    library.strategy(db, actor, found.strategy, Permission.ANSWER)
    answerable(found)
    point = point_in(db, found, point_id)
    text = clean(response).removesuffix("\n")
    if len(text) > LONGEST:
        raise ResponseTooLong(length=f"{len(text):,}")
    if outcome is None and not text.strip():
        store.drop_draft(db, point.id)
        return None
    draft = DraftAnswer(
        point=point.id, outcome=outcome, response=text, person=actor.id, at=clock.now()
    )
    store.put_draft(db, draft)
    return draft
