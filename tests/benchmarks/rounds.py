"""A real round, answered and reported again: `python -m tests.benchmarks.rounds --data FOLDER`.

FOLDER holds `w3c-css-dispositions.json`: a list of comments on specifications, each with its
document, summary and how it was closed. Each document's comments are one organisation's response.
Through the verbs that the pages use, everything is said, submitted, answered, grouped and
reported; what is printed are the seconds of each step and the totals, and the exit code is 1 where
these differ from the data or the draft of a report takes longer than 30 s for each 300 comments.
Without a folder, the excerpt in `tests/data` is replayed.
"""

import argparse
import json
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

from service import clock
from service.accounts import read as accounts
from service.accounts.grant import grant
from service.accounts.model import Actor, Role
from service.accounts.people import register_person
from service.comments.begin import begin
from service.comments.model import Kind
from service.library.add import Addition, Edition, add
from service.library.model import TEXT, ChangeClass
from service.library.publish import Release, publish
from service.library.save import save
from service.parts import Parts, open_parts
from service.rounds import point_store, report_files, store
from service.rounds.answer import take_position
from service.rounds.complete import outcomes, waiting_points
from service.rounds.dispose import Answered, dispose
from service.rounds.disposition_store import dispositions_of
from service.rounds.invite import Invitee, invite
from service.rounds.kinds import DONE, Outcome, Position, ResponseKind
from service.rounds.matters import Matter, matters
from service.rounds.model import Round
from service.rounds.open_round import Plan, open_now, plan_round
from service.rounds.report import Report, report
from service.rounds.respond import seat
from service.rounds.response_table import Layout, table
from service.rounds.spreadsheets import as_csv, as_xlsx
from service.rounds.submit import submit
from service.rounds.themes import propose_themes
from service.settings import Settings
from service.storage.database import WriteDb

EXCERPT = Path(__file__).parents[1] / "data" / "rounds"
NAME = "w3c-css-dispositions.json"
SLUG = "specification"
_TEXT = "---\ntitle: A specification\nvisibility: members\n---\n\n# Scope\n\nWhat it is about.\n"

#: How a comment was closed, by what that begins with, and what that is here; the first that fits.
_CLOSED = (
    ("accepted", Outcome.ACCEPTED),
    ("fixed", Outcome.ACCEPTED),
    ("bugfix", Outcome.ACCEPTED),
    ("editorial", Outcome.ACCEPTED),
    ("partially", Outcome.ACCEPTED_WITH_MODIFICATION),
    ("rejected", Outcome.NOT_ACCEPTED),
    ("editor discretion", Outcome.NOT_ACCEPTED),
    ("objection", Outcome.NOT_ACCEPTED),
    ("deferred", Outcome.DEFERRED),
    ("outofscope", Outcome.OUT_OF_SCOPE),
    ("out-of-scope", Outcome.OUT_OF_SCOPE),
    ("retracted", Outcome.WITHDRAWN),
    ("invalid", Outcome.NOTED),
    ("question", Outcome.NOTED),
    ("answered", Outcome.NOTED),
    ("indeterminate", Outcome.NOTED),
    ("duplicate", Outcome.NOTED),  # the data does not say of what
)
#: What stands there while nothing was decided.
_OPEN = ("", "open", "...", "something.", "???")


@dataclass(slots=True)
class Replay:
    """What came of a replay."""

    #: Seconds of each step, in order.
    seconds: dict[str, float] = field(default_factory=dict)
    #: How many points there are.
    points: int = 0
    #: How many wait for an answer.
    waiting: int = 0
    #: How many have which outcome.
    outcomes: Mapping[Outcome, int] = field(default_factory=dict)
    #: How many themes were proposed.
    themes: int = 0
    #: The sizes of the files, in bytes.
    files: dict[str, int] = field(default_factory=dict)

    @contextmanager
    def step(self, what: str) -> Iterator[None]:
        """Take the time of a step."""
        begun = time.perf_counter()
        yield
        self.seconds[what] = time.perf_counter() - begun


def outcome_of(closed: str | None) -> Outcome | None:
    """Return what an entry of the data was closed as; None while it is open."""
    words = (closed or "").strip().lower()
    if words in _OPEN or words.startswith("????"):
        return None
    return next((each for start, each in _CLOSED if words.startswith(start)), Outcome.NOTED)


def expected(entries: Sequence[Mapping[str, str]]) -> Counter[Outcome | None]:
    """Return how many entries of the data are closed as what."""
    return Counter(outcome_of(each["closed"]) for each in entries)


def replay(parts: Parts, entries: Sequence[Mapping[str, str]]) -> Replay:
    """Replay the comments of the data as one round, and make every report of it."""
    made = Replay()
    by_document: dict[str, list[Mapping[str, str]]] = {}
    for each in entries:
        by_document.setdefault(each["doc"], []).append(each)
    with made.step("open, invite"), parts.database.write() as db:
        owner, found = _open(db, parts, list(by_document))
    with made.step("say and submit"), parts.database.write() as db:
        for said in by_document.values():
            _say(db, parts, found, said)
    with made.step("answer"), parts.database.write() as db:
        _answer(db, parts, owner, found, [each for said in by_document.values() for each in said])
    with made.step("propose themes"), parts.database.write() as db:
        made.themes = len(propose_themes(db, owner, found))
    with parts.database.read() as db:
        with made.step("read points"):
            every = matters(db, parts.repositories, found)
        with made.step("draw up the report"):
            drawn = report(db, parts.repositories, found, hidden=True)
        points = point_store.points_of(db, found.id)
        made.points, made.waiting = len(points), len(waiting_points(db, found))
        made.outcomes = outcomes(points, dispositions_of(db, found.id))
    with made.step("make the files"):
        _files(made, every, drawn)
    return made


def _open(db: WriteDb, parts: Parts, documents: Sequence[str]) -> tuple[Actor, Round]:
    person = register_person(db, name="Olive Owner", email="olive@specification.example")
    edition = Edition(
        files={TEXT: _TEXT.encode()}, what_changed="Began", when=clock.now(), author=person.id
    )
    added = add(db, parts.repositories, Addition(slug=SLUG, editions=[edition], owner=person.id))
    grant(db, strategy=SLUG, person=person.id, role=Role.OWNER)
    owner = accounts.actor(db, person.id)
    release = Release(change_class=ChangeClass.MINOR, summary="For comment", approved=False)
    version = publish(db, parts.repositories, owner, SLUG, release=release, expecting=added.draft)
    today = clock.today()
    plan = Plan(
        version=version.number,
        purpose="Is it ready?",
        opens_on=today,
        closes_on=today + timedelta(days=21),
    )
    planned = plan_round(db, owner, SLUG, plan)
    invitees = [
        Invitee(name=f"Reader {at}", email=f"reader{at}@example.org", organisation=each, lead=True)
        for at, each in enumerate(documents, start=1)
    ]
    invite(db, parts.secret, owner, planned, invitees)
    return owner, open_now(db, owner, planned)


def _say(db: WriteDb, parts: Parts, found: Round, said: Sequence[Mapping[str, str]]) -> None:
    """Let the lead of a document's readers say all that was said on it, and submit it."""
    names = {each.id: each.name for each in accounts.organisations(db)}
    lead = next(
        each
        for each in store.participants_of(db, found.id)
        if each.organisation and names[each.organisation] == said[0]["doc"]
    )
    actor = accounts.guest(db, lead.admission)
    assert actor is not None
    for each in said:
        begin(
            db,
            parts.repositories,
            actor,
            SLUG,
            revision=found.revision,
            passage=None,
            kind=Kind.SUBSTANTIVE,
            body=each["summary"] or "(without a summary)",
        )
    place = seat(db, actor, SLUG, found.number)
    take_position(db, actor, place, Position.ENDORSE_WITH_COMMENTS)
    submit(db, actor, seat(db, actor, SLUG, found.number), ResponseKind.COMMENTS)


def _answer(
    db: WriteDb, parts: Parts, owner: Actor, found: Round, said: Sequence[Mapping[str, str]]
) -> None:
    """Answer every point as it was closed; those of one document and outcome together."""
    points = point_store.points_of(db, found.id)
    revision = save(
        db,
        parts.repositories,
        owner,
        SLUG,
        text=_TEXT.replace("about", "for"),
        expecting=found.revision,
        what_changed="Answered comments",
    )
    together: dict[tuple[str, Outcome], list[str]] = {}
    for point, each in zip(points, said, strict=True):
        outcome = outcome_of(each["closed"])
        if outcome:
            together.setdefault((each["doc"], outcome), []).append(point.id)
    for (document, outcome), chosen in together.items():
        answer = Answered(
            points=tuple(chosen),
            outcome=outcome,
            response=f"As decided on {document}.",
            revision=revision.id if outcome in DONE else None,
        )
        dispose(db, parts.repositories, owner, found, answer)


def _files(made: Replay, every: Sequence[Matter], drawn: Report) -> None:
    for layout in Layout:
        rows = table(every, layout, "A specification, version 0.1")
        made.files[f"{layout.value}.csv"] = len(as_csv(rows))
        made.files[f"{layout.value}.xlsx"] = len(as_xlsx(rows, "Comments", drawn.round.created_at))
    made.files["report.md"] = len(report_files.of_report(drawn, "").encode())


def load(folder: Path) -> list[dict[str, str]]:
    """Return the entries of the data in a folder."""
    entries: list[dict[str, str]] = json.loads((folder / NAME).read_text("utf-8"))
    return [{"summary": "", **each, "closed": each.get("closed") or ""} for each in entries]


def main(arguments: Sequence[str]) -> int:
    """Replay, print what came of it, and tell whether it is as it should be."""
    parser = argparse.ArgumentParser(description="Replay a real round of comments.")
    parser.add_argument("--data", type=Path, default=EXCERPT, help=f"a folder with {NAME}")
    entries = load(parser.parse_args(arguments).data)
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(data=Path(folder), demonstration=False)
        with open_parts(settings) as parts:
            made = replay(parts, entries)
    wanted = expected(entries)
    print(f"{made.points:,} points, {made.waiting:,} without an answer, {made.themes} themes")
    for outcome, many in made.outcomes.items():
        print(f"  {outcome.value:<28}{many:>6,}  data {wanted[outcome]:>6,}")
    for what, seconds in made.seconds.items():
        print(f"  {what:<28}{seconds:>8.2f} s")
    print("  " + ", ".join(f"{name} {size:,} bytes" for name, size in made.files.items()))
    equal = made.waiting == wanted[None] and all(
        many == wanted[outcome] for outcome, many in made.outcomes.items()
    )
    steps = ("propose themes", "read points", "draw up the report", "make the files")
    drafted = sum(made.seconds[each] for each in steps)
    fast = drafted <= 30 * max(len(entries) / 300, 1)
    print(f"Totals {'equal' if equal else 'DIFFER'}; report drafted in {drafted:.2f} s.")
    return 0 if equal and fast else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
