"""The review round of the demonstration: open, with people in several organisations.

Everything is done by the verbs that people use; then it is dated back, so that a newcomer finds a
round that has gone on for some days.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any, Final

from service import clock
from service.accounts import read as accounts
from service.accounts.model import Actor
from service.comments.asked import passage_of_quote
from service.comments.begin import begin
from service.comments.model import Kind
from service.library import read as library
from service.library.model import ChangeClass
from service.library.publish import Release, publish
from service.library.save import save
from service.library.texts import rendered
from service.parts import Parts
from service.rounds import read, response_store, store
from service.rounds.answer import Given, answer, take_position
from service.rounds.delivery import delivered
from service.rounds.invite import Invitee, invite
from service.rounds.kinds import Position, QuestionKind, ResponseKind
from service.rounds.link import opened
from service.rounds.model import Participant, Round
from service.rounds.open_round import Asked, Plan, open_now, plan_round
from service.rounds.respond import seat
from service.rounds.submit import submit
from service.storage.database import WriteDb

#: Days before the first start on which the round opened, and after it on which it closes.
_OPENED: Final = 10
_CLOSES: Final = 11


def begin_round(
    db: WriteDb, parts: Parts, planned: Mapping[str, Any], owner: Actor, names: Mapping[str, str]
) -> Round:
    """Publish a version and open a round on it; `names` are those of organisations, by key."""
    plan = _plan(db, parts, planned, owner)
    found = open_now(db, owner, plan_round(db, owner, planned["strategy"], plan))
    for each in planned["invitees"]:
        organisation = names.get(each.get("organisation", ""))
        invitee = Invitee(name=each["name"], email=each["email"], organisation=organisation)
        (added,) = invite(db, parts.secret, owner, found, [invitee])
        _take_part(db, parts, found, added, each)
    _go_on_writing(db, parts, planned, owner)
    return found


def _go_on_writing(db: WriteDb, parts: Parts, planned: Mapping[str, Any], owner: Actor) -> None:
    """Save the draft with other words: it goes on while the version is under review.

    Who comments on the draft then speaks to everybody, be they in the round or not.
    """
    slug, (old, new) = planned["strategy"], planned["draft_rewrite"]
    draft = library.draft(db, owner, slug).revision.id
    text = parts.repositories.at(slug).text(draft)
    save(
        db,
        parts.repositories,
        owner,
        slug,
        text=text.replace(old, new),
        expecting=draft,
        what_changed=planned["what_changed"],
    )


def _plan(db: WriteDb, parts: Parts, planned: Mapping[str, Any], owner: Actor) -> Plan:
    slug = planned["strategy"]
    release = Release(
        change_class=ChangeClass.MINOR, summary=planned["summary_of_changes"], approved=False
    )
    draft = library.draft(db, owner, slug).revision.id
    version = publish(db, parts.repositories, owner, slug, release=release, expecting=draft)
    today = clock.today()
    return Plan(
        version=version.number,
        purpose=planned["purpose"],
        opens_on=today - timedelta(days=_OPENED),
        closes_on=today + timedelta(days=_CLOSES),
        questions=tuple(
            Asked(
                kind=QuestionKind(each["kind"]),
                words=each["words"],
                choices=tuple(each.get("choices", ())),
            )
            for each in planned["questions"]
        ),
    )


def _take_part(
    db: WriteDb, parts: Parts, found: Round, added: Participant, planned: Mapping[str, Any]
) -> None:
    """Let somebody do what is planned of them, as if it had been some days ago."""
    guest = accounts.guest(db, added.admission)
    assert guest is not None  # noqa: S101 - they were invited a moment ago
    if "days_ago" in planned:
        delivered(db, found, added)
        opened(db, found, store.participant(db, added.id) or added)
        _speak(db, parts, found, guest, planned)
        _answer(db, found, guest, planned)
    _date_back(db, found, added.id, planned)


def _speak(
    db: WriteDb, parts: Parts, found: Round, guest: Actor, planned: Mapping[str, Any]
) -> None:
    text = rendered(parts.repositories, found.strategy, found.revision)
    for each in planned.get("comments", ()):
        begin(
            db,
            parts.repositories,
            guest,
            found.strategy,
            revision=found.revision,
            passage=passage_of_quote(text, each["quote"]),
            kind=Kind(each["kind"]),
            body=each["body"],
            at=_ago(planned["days_ago"]),
        )


def _answer(db: WriteDb, found: Round, guest: Actor, planned: Mapping[str, Any]) -> None:
    place = seat(db, guest, found.strategy, found.number)
    values: Sequence[str] = planned.get("answers", ())
    asked = read.questions(db, found)
    if values:
        given = [
            Given(question=each.id, value=value) for each, value in zip(asked, values, strict=False)
        ]
        answer(db, guest, place, given)
    if "submits" in planned:
        position = planned.get("position")
        take_position(db, guest, place, Position(position) if position else None)
        submit(db, guest, place, ResponseKind(planned["submits"]))


def _date_back(db: WriteDb, found: Round, participant: str, planned: Mapping[str, Any]) -> None:
    known = store.participant(db, participant)
    if known is None:
        return
    invited, acted = _ago(_OPENED), _ago(planned.get("days_ago", 0))
    moved = replace(
        known,
        invited_at=invited,
        delivered_at=invited if known.delivered_at else None,
        opened_at=acted if known.opened_at else None,
        active_at=acted if known.active_at else None,
    )
    store.put_participant(db, moved)
    response = response_store.live(db, found.id, known.party)
    if response:
        response_store.put_response(db, replace(response, submitted_at=acted))


def _ago(days: float) -> datetime:
    return clock.now() - timedelta(days=days)
