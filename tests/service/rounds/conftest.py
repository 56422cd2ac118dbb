"""A confidential strategy with a published version, and a round on it with people in it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import timedelta

import pytest

from service import clock
from service.accounts import read as accounts
from service.accounts.model import Actor
from service.app import create_app
from service.comments.asked import passage_of_quote
from service.comments.begin import begin
from service.comments.model import Discussion, Kind
from service.document.render import Rendered
from service.library.add import Addition, Edition, add
from service.library.model import TEXT, ChangeClass, Number
from service.library.publish import Release, publish
from service.library.texts import rendered
from service.parts import Parts
from service.rounds import store
from service.rounds.invite import Invitee, invite
from service.rounds.kinds import QuestionKind
from service.rounds.link import enter, token_of
from service.rounds.model import Participant, Round
from service.rounds.open_round import Asked, Plan, open_now, plan_round
from tests.conftest import SLUG
from tests.visit import Visit

WORDS = """\
---
title: Cancer research
visibility: confidential
---

# Cancer research

The region will fund twelve research nurses by the end of 2021. Each trust names one lead.

## Aims

- to ask
- to answer

## Money

Enough of it is there for two years.
"""

#: Name, address, organisation, lead.
INVITEES = (
    Invitee(name="Lena Lead", email="lena@mersey.example", organisation="Mersey Trust", lead=True),
    Invitee(name="Carl Colleague", email="carl@mersey.example", organisation="Mersey Trust"),
    Invitee(name="Ula University", email="ula@uni.example", organisation="Wirral University"),
    Invitee(name="Ingo Individual", email="ingo@home.example"),
)
QUESTIONS = (
    Asked(kind=QuestionKind.TEXT, words="What is missing?"),
    Asked(kind=QuestionKind.CHOICE, words="Which first?", choices=("Nurses", "Data")),
    Asked(kind=QuestionKind.SCALE, words="How clear is it?", choices=("Not at all", "Very")),
)


@dataclass(frozen=True, slots=True)
class Review:
    """A round, and what people do in it, each in a transaction of its own."""

    #: The installation.
    parts: Parts
    #: The people of the strategy, by what they are to it.
    people: Mapping[str, Actor]
    #: The plan of the round.
    plan: Plan
    #: The round's id, once it was planned.
    id: str
    #: Browsers that were opened.
    visits: list[Visit] = field(default_factory=list)

    @property
    def round(self) -> Round:
        """The round as it is now."""
        with self.parts.database.read() as db:
            found = store.round_(db, self.id)
        assert found is not None
        return found

    @property
    def text(self) -> Rendered:
        """The text under review."""
        return rendered(self.parts.repositories, SLUG, self.round.revision)

    def who(self, name: str) -> Participant:
        """Return the participant of this first name."""
        with self.parts.database.read() as db:
            every = store.participants_of(db, self.id)
            names = accounts.names(db, [each.person for each in every])
        return next(each for each in every if names[each.person].name.startswith(name))

    def guest(self, name: str) -> Actor:
        """Return somebody as they are here by their link; they need not have followed it."""
        with self.parts.database.read() as db:
            found = accounts.guest(db, self.who(name).admission)
        assert found is not None
        return found

    def token(self, name: str) -> str:
        """Return the token of somebody's personal link."""
        with self.parts.database.read() as db:
            invitation = store.working_invitation(db, self.who(name).id, clock.now())
        assert invitation is not None
        return token_of(self.parts.secret, invitation)

    def visit(self, name: str) -> Visit:
        """Return a browser of sorts in which somebody came in by their link."""
        visit = Visit(create_app(self.parts))
        with self.parts.database.write() as db:
            _, session = enter(db, self.token(name), days=30)
        visit.cookies.set("rt_session", session)
        self.visits.append(visit)
        return visit

    def say(
        self, name: str, words: str, *, on: str | None = "twelve research nurses"
    ) -> Discussion:
        """Let somebody comment on words of the text (None: on the whole)."""
        with self.parts.database.write() as db:
            return begin(
                db,
                self.parts.repositories,
                self.guest(name),
                SLUG,
                revision=self.round.revision,
                passage=passage_of_quote(self.text, on) if on else None,
                kind=Kind.SUBSTANTIVE,
                body=words,
            )


@pytest.fixture
def plan() -> Plan:
    """A round of three weeks, in which names are shown."""
    today = clock.today()
    return Plan(
        version=_number(),
        purpose="Is this the right strategy?",
        opens_on=today,
        closes_on=today + timedelta(days=21),
        questions=QUESTIONS,
    )


@pytest.fixture
def planned(parts: Parts, people: Mapping[str, Actor], plan: Plan) -> Iterator[Review]:
    """A round that is planned, and everybody invited."""
    owner = people["owner"]
    with parts.database.write() as db:
        files = {TEXT: WORDS.encode()}
        edition = Edition(files=files, what_changed="Began", when=clock.now(), author=owner.id)
        added = add(db, parts.repositories, Addition(slug=SLUG, editions=[edition], owner=owner.id))
        release = Release(change_class=ChangeClass.MINOR, summary="For comment", approved=False)
        version = publish(
            db, parts.repositories, owner, SLUG, release=release, expecting=added.draft
        )
        meant = replace(plan, version=version.number)
        made = plan_round(db, owner, SLUG, meant)
        invite(db, parts.secret, owner, made, INVITEES)
    review = Review(parts, people, meant, made.id)
    yield review
    for each in review.visits:
        each.close()


@pytest.fixture
def review(planned: Review) -> Review:
    """The same round, open."""
    with planned.parts.database.write() as db:
        open_now(db, planned.people["owner"], planned.round)
    return planned


def _number() -> Number:
    return Number(0, 1)
