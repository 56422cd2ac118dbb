"""Who has the editor open, and at which section: for a minute after they were last heard of.

Kept in memory: it is a courtesy, and gone with the process. Nothing is decided by it.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from threading import Lock

from service import clock
from service.accounts.model import Actor

#: How long somebody is taken to be there after they were heard of.
_STAYS = timedelta(seconds=60)
_LONGEST = 80


@dataclass(frozen=True, slots=True, kw_only=True)
class Presence:
    """Somebody who has the editor open."""

    #: The person's id.
    person: str
    #: Their name.
    name: str
    #: The id of the section that they are in; "" where it is not known.
    section: str
    #: When they were last heard of.
    at: datetime


_lock = Lock()
#: By the text, which is a slug or the address of a proposal, and there by person.
_present: dict[str, dict[str, Presence]] = {}


def heard(text: str, actor: Actor, section: str) -> tuple[Presence, ...]:
    """Note that somebody is editing a section; return who else has the text open, by name."""
    now = clock.now()
    here = Presence(person=actor.id, name=actor.name, section=section[:_LONGEST], at=now)
    with _lock:
        there = {
            **{k: v for k, v in _present.get(text, {}).items() if now - v.at < _STAYS},
            actor.id: here,
        }
        _present[text] = there
    others = (each for key, each in there.items() if key != actor.id)
    return tuple(sorted(others, key=lambda each: each.name))


def left(text: str, actor: Actor) -> None:
    """Note that somebody has closed the editor."""
    with _lock:
        _present.get(text, {}).pop(actor.id, None)
