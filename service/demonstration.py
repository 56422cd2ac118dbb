"""The demonstration: people, six strategies and their discussions, for an empty installation.

Everything comes from `strategies/`, by the same verbs that people use, in one transaction: a
start that was interrupted leaves nothing half done.
"""

import hmac
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any

from service import clock
from service.accounts import read as accounts
from service.accounts.grant import grant
from service.accounts.links import keep_sign_in_link
from service.accounts.model import Actor, Person, Role
from service.accounts.people import register_person
from service.comments.accept import accept
from service.comments.asked import passage_of_quote
from service.comments.begin import begin
from service.comments.decline import decline
from service.comments.discuss import reply
from service.comments.edit import edit
from service.comments.model import Kind
from service.comments.resolve import resolve
from service.comments.suggest import suggest
from service.demonstration_round import begin_round
from service.document.source import split
from service.library import read as library
from service.library.add import Addition, Edition, add
from service.library.control import read_control, untold
from service.library.model import TEXT, ChangeClass, Number, Version
from service.library.save import save
from service.library.texts import rendered
from service.parts import Parts
from service.proposals.discuss import ask_to_review, remark
from service.proposals.propose import propose
from service.storage.database import WriteDb

#: Days before the first start on which the drafts were saved, so that discussions follow them.
_DRAFTED = timedelta(days=14)


@dataclass(frozen=True, slots=True, kw_only=True)
class Welcome:
    """Somebody whom the first page invites in."""

    #: What they are here: the owner, a reviewer.
    role: str
    #: Their name.
    name: str
    #: The address of their personal link.
    address: str


def seeds() -> Path:
    """Return the folder of seeds: `strategies/` of a checkout, or its copy in the package."""
    packed = Path(__file__).parent / "seeds"
    return packed if packed.exists() else Path(__file__).parent.parent / "strategies"


def set_up(parts: Parts) -> None:
    """Fill an empty installation; one that holds anybody at all is left alone."""
    plan = _plan()
    with parts.database.write() as db:
        if not accounts.everybody(db) and not library.every_strategy(db):
            _fill(db, parts, plan)


def welcomes(parts: Parts) -> tuple[Welcome, ...]:
    """Return the personal links of the demonstration, the same at every start of a month."""
    plan = _plan()
    found = []
    with parts.database.write() as db:
        for role, key in (
            ("the owner", plan["demonstration_owner"]),
            ("a reviewer", plan["demonstration_reviewer"]),
        ):
            email = next(each["email"] for each in plan["people"] if each["key"] == key)
            if person := accounts.find_by_email(db, email):
                found.append(_welcome(db, parts, role, person))
    return tuple(found)


def _plan() -> dict[str, Any]:
    return tomllib.loads((seeds() / "demonstration.toml").read_text(encoding="utf-8"))


def _welcome(db: WriteDb, parts: Parts, role: str, person: Person) -> Welcome:
    month = clock.today().strftime("%Y-%m")
    token = hmac.new(parts.secret, f"welcome {person.id} {month}".encode(), sha256).hexdigest()
    keep_sign_in_link(db, person.id, token, days=62)
    address = f"{parts.settings.public_address}/in/{token}"
    return Welcome(role=role, name=person.name, address=address)


def _fill(db: WriteDb, parts: Parts, plan: Mapping[str, Any]) -> None:
    organisations = {each["key"]: each["name"] for each in plan["organisations"]}
    people = {
        each["key"]: register_person(
            db,
            name=each["name"],
            email=each["email"],
            organisation=organisations[each["organisation"]],
            administrator=each["administrator"],
        )
        for each in plan["people"]
    }
    for each in plan["strategies"]:
        _add(db, parts, each, people)
    actors = {key: accounts.actor(db, person.id) for key, person in people.items()}
    threads: Sequence[Mapping[str, Any]] = plan["threads"]
    for each in sorted(threads, key=lambda thread: -float(thread["days_ago"])):
        _discuss(db, parts, each, actors)
    for each in plan["proposals"]:
        _propose(db, parts, each, actors)
    owners = {each["slug"]: each["owner"] for each in plan["strategies"]}
    reviewed = plan["round"]
    begin_round(db, parts, reviewed, actors[owners[reviewed["strategy"]]], organisations)


def _add(
    db: WriteDb, parts: Parts, planned: Mapping[str, Any], people: Mapping[str, Person]
) -> None:
    slug, owner = planned["slug"], people[planned["owner"]]
    editions = tuple(_editions(seeds() / slug, slug, owner.id))
    add(db, parts.repositories, Addition(slug=slug, editions=editions, owner=owner.id))
    grant(db, strategy=slug, person=owner.id, role=Role.OWNER)
    for role in (Role.AUTHOR, Role.REVIEWER, Role.READER):
        for key in planned.get(f"{role.value}s", ()):
            grant(db, strategy=slug, person=people[key].id, role=role)


def _editions(folder: Path, slug: str, owner: str) -> Iterator[Edition]:
    """Yield the editions of a strategy, the earlier ones with the version that they were."""
    earlier = sorted(folder.glob("editions/*/strategy.md"), key=lambda path: path.parent.name)
    for path in earlier:
        version = _version(path, slug, owner)
        yield Edition(
            files=_files(path.parent),
            what_changed=version.summary_of_changes,
            when=version.published_at,
            author=owner,
            version=version,
        )
    yield Edition(
        files=_files(folder),
        what_changed="Rewrote the text for the next edition" if earlier else "Wrote a first draft",
        when=clock.now() - _DRAFTED,
        author=owner,
    )


def _files(folder: Path) -> dict[str, bytes]:
    figures = {f"figures/{path.name}": path.read_bytes() for path in folder.glob("figures/*")}
    return {TEXT: (folder / TEXT).read_bytes(), **figures}


def _version(path: Path, slug: str, owner: str) -> Version:
    text = path.read_text(encoding="utf-8")
    front, control = split(text).front, read_control(text, slug) or untold(slug)
    published = date.fromisoformat(str(front["published"]))
    return Version(
        strategy=slug,
        number=Number.read(str(front["version"])),
        revision="",
        status=control.status,
        change_class=ChangeClass(str(front["change_class"])),
        summary_of_changes=str(front["summary_of_changes"]),
        approving_body=control.approving_body,
        effective_date=control.effective_date,
        review_date=control.review_date,
        published_by=owner,
        published_at=datetime.combine(published, time(12), UTC),
    )


def _discuss(
    db: WriteDb, parts: Parts, planned: Mapping[str, Any], actors: Mapping[str, Actor]
) -> None:
    slug, quote = planned["strategy"], planned.get("quote")
    strategy = library.known_strategy(db, slug)
    revision = strategy.draft if strategy else ""
    text = rendered(parts.repositories, slug, revision)
    passage = passage_of_quote(text, quote) if quote else None
    said: dict[str, Any] = {
        "revision": revision,
        "passage": passage,
        "kind": Kind(planned["kind"]),
        "body": planned.get("said_before", planned["body"]),
        "at": _days_ago(planned["days_ago"]),
    }
    author = actors[planned["author"]]
    if "words" in planned:
        begun = suggest(db, parts.repositories, author, slug, words=planned["words"], **said)
    else:
        begun = begin(db, parts.repositories, author, slug, **said)
    if "said_before" in planned:
        edit(db, author, begun.comments[0].id, body=planned["body"], expecting=None)
    for each in planned.get("replies", ()):
        at = _days_ago(each["days_ago"])
        reply(db, actors[each["author"]], begun.thread.id, body=each["body"], at=at)
    if "resolved_by" in planned:
        resolve(db, actors[planned["resolved_by"]], begun.thread.id)
    if "accepted_by" in planned:
        accept(db, parts.repositories, actors[planned["accepted_by"]], begun.thread.id)
    if "declined_by" in planned:
        decider = actors[planned["declined_by"]]
        decline(db, decider, begun.thread.id, reason=planned["reason"])


def _propose(
    db: WriteDb, parts: Parts, planned: Mapping[str, Any], actors: Mapping[str, Actor]
) -> None:
    slug, author = planned["strategy"], actors[planned["author"]]
    revision = library.draft(db, author, slug).revision.id
    text = parts.repositories.at(slug).text(revision)
    made = propose(
        db,
        parts.repositories,
        author,
        slug,
        title=planned["title"],
        reason=planned["reason"],
        revision=revision,
        contributors=[actors[key].id for key in planned.get("contributors", ())],
        text=_rewritten(text, planned["rewrites"]),
    )
    if reviewers := [actors[key].id for key in planned.get("reviewers", ())]:
        ask_to_review(db, author, made.id, people=reviewers)
    for key, body in planned.get("remarks", ()):
        remark(db, actors[key], made.id, body=body)
    if "draft_rewrites" in planned:
        _leave_behind(db, parts, slug, _rewritten(text, planned["draft_rewrites"]))


def _leave_behind(db: WriteDb, parts: Parts, slug: str, text: str) -> None:
    """Save other words to a draft, as its owner."""
    strategy = library.known_strategy(db, slug)
    if strategy and strategy.owner:
        save(
            db,
            parts.repositories,
            accounts.actor(db, strategy.owner),
            slug,
            text=text,
            expecting=strategy.draft,
            what_changed="Said who gets the findings",
        )


def _rewritten(text: str, rewrites: Sequence[Sequence[str]]) -> str:
    """Return a text with words replaced by others; each stands in it once."""
    for old, new in rewrites:
        before, after = text.split(old)
        text = before + new + after
    return text


def _days_ago(days: float) -> datetime:
    return clock.now() - timedelta(days=days)
