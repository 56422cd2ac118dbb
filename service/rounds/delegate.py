"""Passing a review on to a colleague."""

from dataclasses import replace

from service import clock
from service.accounts.admit import invited_person
from service.accounts.model import Actor
from service.errors import Conflict
from service.journal.record import record
from service.rounds import owing, read, store
from service.rounds.deadline import require_taking
from service.rounds.invite import add_participant, send_link
from service.rounds.model import Participant, Round
from service.storage.database import WriteDb


class PassedOn(Conflict):
    """You have passed this review on already."""


class InItAlready(Conflict):
    """Whoever has this address takes part in this review already."""


class AnsweredAlready(Conflict):
    """The response to this review was submitted: there is nothing to pass on."""


def delegate(
    db: WriteDb, secret: bytes, actor: Actor, found: Round, *, name: str, email: str
) -> Participant:
    """Pass the review of whoever asks on to somebody else; return them as a participant.

    They answer for the same organisation, and lead its response where the one who asks did. Who
    answered for themselves has declined by it. Raises NotInvited, PassedOn, InItAlready,
    AnsweredAlready, RoundClosed, EmailUnusable, NameUnusable.
    """
    passer = read.participant_who(db, actor, found)
    require_taking(found)
    if passer.id in owing.passed_on(db, found):
        raise PassedOn
    if passer.party in owing.parties_answered(db, found):
        raise AnsweredAlready
    person = invited_person(db, name=name, email=email, organisation=None)
    if store.participant_who(db, found.id, person.id):
        raise InItAlready
    alone = passer.organisation is None
    declined = clock.now() if alone else passer.declined_at
    store.put_participant(db, replace(passer, lead=alone, declined_at=declined))
    added = add_participant(db, found, person.id, passer.organisation, delegated_by=passer.id)
    record(
        db,
        "rounds:invitation:delegated",
        actor=actor.id,
        strategy=found.strategy,
        subject=passer.id,
        detail={"round": found.id, "to": added.id},
    )
    send_link(db, secret, None, found, added)
    return added
