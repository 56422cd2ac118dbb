"""Three strategies: for everybody, for members, and for those with a role; with all in them."""

from base64 import b64decode
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from service import clock
from service.accounts import links, read, tokens
from service.accounts.grant import grant
from service.accounts.model import Actor, Role, Visibility
from service.accounts.people import register_person
from service.comments.asked import passage_of_quote
from service.comments.begin import begin
from service.comments.model import Kind
from service.comments.suggest import suggest
from service.exchange.ask import ask
from service.exchange.model import Format
from service.journal.follow import Follower, catch_up
from service.library import read as library
from service.library.add import Addition, Edition, add
from service.library.keep import keep_work
from service.library.model import TEXT, ChangeClass, Number
from service.library.publish import Release, publish
from service.library.staged import stage
from service.library.texts import rendered
from service.library.together import save_together
from service.notifications import store as mails
from service.notifications.make import MakeMails
from service.parts import Parts
from service.proposals.propose import propose
from service.reading.word import remember
from service.rounds import store as rounds
from service.rounds.invite import Invitee, invite
from service.rounds.link import PREFIX, token_of
from service.rounds.open_round import Plan, open_now, plan_round
from service.storage.database import WriteDb
from tests.service.doors.answered import point_and_theme

_MAP = b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><path d="M0 0h9v9z"/></svg>'
_TEXT = "---\ntitle: The {0} strategy\nvisibility: {0}\n---\n\n# Aims\n\nA {0} sentence.\n"
_WHEN = datetime(2026, 3, 4, 9, 30, tzinfo=UTC)

#: What the names in an address stand for where nothing is.
#: One point, white.
_PIXEL = b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGP4DwABAQEAsTj2FAAAAABJRU5ErkJggg=="
)
NOWHERE: Mapping[str, str] = {
    "slug": "no-such-strategy",
    "strategy": "no-such-strategy",
    "revision": "0" * 40,
    "number": "9.9",
    "old": "v9.9",
    "new": "draft",
    "section": "aims",
    "thread": "0" * 26,
    "suggestion": "0" * 26,
    "comment": "0" * 26,
    "proposal": "0" * 26,
    "work_id": "0" * 26,
    "digest": "0" * 32,
    "picture": "figures/map-0123456789abcdef.png",
    "beside": "draft",
    "export_id": "0" * 26,
    "round_number": "1",
    "inside": "0" * 26,
    "tree": "0" * 40,
    "path": "figures/map.svg",
    "person": "0" * 26,
    "participant": "0" * 26,
    "point": "0" * 26,
    "theme": "0" * 26,
    "wanted": "docx",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Shelf:
    """The three strategies and the people."""

    #: What the names in an address stand for, by visibility, which is also the slug.
    names: Mapping[Visibility, Mapping[str, str]]
    #: The people with their roles on the three strategies, by role.
    people: Mapping[str, Actor]
    #: The id of a person on whom things can be tried.
    someone: str
    #: The token of somebody's personal link to a round, without how such tokens begin.
    link: str
    #: The id of a mail.
    mail: str


def fill(parts: Parts, people: Mapping[str, Actor]) -> Shelf:
    """Make the strategies; everybody but the stranger and the administrator has a role on each."""
    with parts.database.write() as db:
        someone = register_person(db, name="Some One", email="some@example.org")
        for visibility in Visibility:
            _add(db, parts, visibility, people)
        known = {key: read.actor(db, each.id) for key, each in people.items()}
        names = {
            each: {
                **_inside(db, parts, each.value, known["owner"]),
                "digest": _word(db, each.value, known),
                "picture": _picture(db, parts, each.value, known),
            }
            for each in Visibility
        }
        opened = {each: _round(db, parts, each.value, known) for each in Visibility}
        known = {key: read.actor(db, each.id) for key, each in people.items()}
        names = {each: {**found, **opened[each]} for each, found in names.items()}
    follower = Follower(name="mails", deal=MakeMails(database=parts.database))
    catch_up(parts.database, follower)
    link, mail = _sent(parts, names[Visibility.PUBLIC]["participant"])
    return Shelf(names=names, people=known, someone=someone.id, link=link, mail=mail)


def _sent(parts: Parts, participant: str) -> tuple[str, str]:
    """Return the token of a participant's link, and the id of the newest mail."""
    with parts.database.read() as db:
        invitation = rounds.working_invitation(db, participant, clock.now())
        assert invitation
        token = token_of(parts.secret, invitation).removeprefix(PREFIX)
        return token, mails.newest(db, 1)[0].id


def keys(parts: Parts, shelf: Shelf, whose: Actor) -> dict[str, str]:
    """Give somebody a token, and the person on whom things are tried a link and roles again."""
    with parts.database.write() as db:
        for each in tokens.tokens(db, whose):
            tokens.revoke_token(db, whose, each.id)
        token, _ = tokens.make_token(db, whose, "a program")
        link = links.make_sign_in_link(db, shelf.someone)
        for visibility in Visibility:
            grant(db, strategy=visibility.value, person=shelf.someone, role=Role.READER)
    return {"person": shelf.someone, "token_id": token.id, "token": token.id, "link": link}


def _add(db: WriteDb, parts: Parts, visibility: Visibility, people: Mapping[str, Actor]) -> None:
    text = _TEXT.format(visibility.value).encode()
    edition = Edition(
        files={TEXT: text, "figures/map.svg": _MAP}, what_changed="Wrote it", when=_WHEN
    )
    add(db, parts.repositories, Addition(slug=visibility.value, editions=[edition]))
    for role in Role:
        grant(db, strategy=visibility.value, person=people[role.value].id, role=role)


def _inside(db: WriteDb, parts: Parts, slug: str, owner: Actor) -> dict[str, str]:
    """Make a version, a thread, a proposal, an export and unsaved work; return what is named."""
    work = _save_together(db, parts, slug, owner)
    shown = library.draft(db, owner, slug)
    revision = shown.revision.id
    release = Release(change_class=ChangeClass.MINOR, summary="The first.", approved=False)
    publish(db, parts.repositories, owner, slug, release=release, expecting=revision)
    begun = begin(
        db,
        parts.repositories,
        owner,
        slug,
        revision=revision,
        passage=None,
        kind=Kind.GENERAL,
        body="A remark.",
    )
    return {
        "slug": slug,
        "strategy": slug,
        "revision": revision,
        "number": "0.1",
        "old": "v0.1",
        "new": "draft",
        "section": "aims",
        "thread": begun.thread.id,
        "comment": begun.comments[0].id,
        "proposal": _proposal(db, parts, slug, owner, revision),
        "suggestion": _suggestion(db, parts, slug, owner, revision),
        "work_id": work,
        "beside": "v0.1",
        "export_id": ask(db, parts.desk, owner, shown, Format.PDF).id,
        "tree": parts.repositories.at(slug).files(revision).id,
        "path": "figures/map.svg",
    }


def _round(db: WriteDb, parts: Parts, slug: str, people: Mapping[str, Actor]) -> dict[str, str]:
    """Open a round with the reviewer and somebody else in it; return what is named.

    The reviewer says something inside.
    """
    owner, reviewer = people["owner"], people["reviewer"].person
    today = clock.today()
    plan = Plan(version=Number(0, 1), purpose="A look", opens_on=today, closes_on=today)
    made = plan_round(db, owner, slug, plan)
    invitee = Invitee(name=reviewer.name, email=reviewer.email or "")
    another = Invitee(name="In Vited", email="in.vited@example.org")
    _, added = invite(db, parts.secret, owner, made, [invitee, another])
    opened = open_now(db, owner, made)
    begun = begin(
        db,
        parts.repositories,
        read.actor(db, reviewer.id),
        slug,
        revision=made.revision,
        passage=None,
        kind=Kind.GENERAL,
        body="Inside.",
    )
    return {
        "round_number": str(made.number),
        "inside": begun.thread.id,
        "participant": added.id,
        **point_and_theme(db, parts, opened, added, owner),
    }


def _suggestion(db: WriteDb, parts: Parts, slug: str, owner: Actor, revision: str) -> str:
    """Suggest another word, as the owner."""
    text = rendered(parts.repositories, slug, revision)
    made = suggest(
        db,
        parts.repositories,
        owner,
        slug,
        revision=revision,
        passage=passage_of_quote(text, "sentence"),
        words="phrase",
    )
    return made.thread.id


def _save_together(db: WriteDb, parts: Parts, slug: str, owner: Actor) -> str:
    """Make a revision that was put together, and unsaved work of the owner's; return its id."""
    seen, text = library.draft(db, owner, slug).revision.id, _TEXT.format(slug)
    for typed in (
        f"{text}\n## More\n\nThe last words.\n",
        text.replace("title: The", "title: Our"),
    ):
        save_together(
            db, parts.repositories, owner, slug, text=typed, expecting=seen, what_changed=""
        )
    return keep_work(db, owner, slug, text=f"{text}\nMine.\n", base=seen, what_changed="").id


def _word(db: WriteDb, slug: str, people: Mapping[str, Actor]) -> str:
    """Let everybody have sent the same Word file; return what it is asked for by."""
    draft = library.draft(db, people["owner"], slug).revision.id
    text = _TEXT.format(slug).replace("sentence", "file")
    sent = [remember(each, slug, draft, name="A file", text=text) for each in people.values()]
    return sent[0].digest


def _picture(db: WriteDb, parts: Parts, slug: str, people: Mapping[str, Actor]) -> str:
    """Let everybody have uploaded the same picture; return where it is shown."""
    shown = [
        stage(
            db,
            parts.files,
            each,
            slug,
            name="map.png",
            content=_PIXEL,
            alternative="A map",
            held=(),
        )
        for each in people.values()
    ]
    return shown[0]


def _proposal(db: WriteDb, parts: Parts, slug: str, owner: Actor, revision: str) -> str:
    """Propose other words, as the owner."""
    text = _TEXT.format(slug).replace("sentence", "proposal")
    return propose(
        db,
        parts.repositories,
        owner,
        slug,
        title="Other words",
        reason="They are better.",
        revision=revision,
        text=text,
    ).id
