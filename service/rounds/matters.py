"""Points with all that pages and reports say of them, read for a whole round at once."""

from collections.abc import Mapping
from dataclasses import dataclass

from service.accounts import read as accounts
from service.accounts.model import Person
from service.comments import read as comments
from service.comments.model import Thread
from service.comments.sections import section_of
from service.comments.suggestion_model import Suggestion
from service.document.render import Rendered, Span
from service.library.texts import rendered, source
from service.repositories import Repositories
from service.rounds import disposition_store, point_store, report_store
from service.rounds.answering_model import Accepted, Assignment, DraftAnswer
from service.rounds.dispositions_in_words import outcome_words
from service.rounds.model import Disposition, Point, Round
from service.storage.database import ReadDb

#: Who made a point, where names are withheld.
WITHHELD = "Name withheld"


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where in the text under review a point stands; all empty for the whole document."""

    #: The title of its section.
    section: str = ""
    #: `Paragraph 3`, counted within the section, or `Table 1`, `Figure 2` within the document.
    part: str = ""
    #: The line of the version's text (its .md file) on which it begins, from 1; None for none.
    line: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Matter:
    """A point with what was said, and what was answered."""

    #: The point.
    point: Point
    #: The thread in which it is said.
    thread: Thread
    #: Its words; may be empty beside a suggestion.
    body: str
    #: The words that it suggests; None where it suggests none.
    suggestion: Suggestion | None
    #: Whether that suggestion waits for a decision.
    waits: bool
    #: Who said it, or who answers for them; `Name withheld`.
    name: str
    #: The organisation in whose name; empty for none, and where names are withheld.
    organisation: str
    #: Where it stands.
    place: Place
    #: The answer that holds; None for none.
    disposition: Disposition | None
    #: What is written and not decided; None for nothing.
    draft: DraftAnswer | None
    #: Who is to answer it; None for nobody in particular.
    assignment: Assignment | None
    #: What was said of the answer; None for nothing.
    accepted: Accepted | None
    #: The id of its theme; None for none.
    theme: str | None
    #: The number of the point that it repeats; None where it repeats none.
    first: int | None
    #: Whether it says something else than it did when it was answered.
    reworded: bool

    @property
    def from_whom(self) -> str:
        """The organisation, or the person where they answer for themselves."""
        return self.organisation or self.name

    @property
    def outcome_words(self) -> str:
        """What was decided, as people read it; empty while nothing was."""
        if self.point.withdrawn_at:
            return "Taken back"
        if self.disposition is None:
            return ""
        words = outcome_words(self.disposition.outcome)
        return f"{words} of point {self.first}" if self.first else words


def matters(db: ReadDb, repositories: Repositories, found: Round) -> tuple[Matter, ...]:
    """Return the points of a round, in the order of their numbers; the caller may see them all."""
    return _Reading(db, repositories, found).matters()


class _Reading:
    """All that is read for the points of a round: one query a table, however many they are."""

    def __init__(self, db: ReadDb, repositories: Repositories, found: Round) -> None:
        self.found = found
        self.points = point_store.points_of(db, found.id)
        threads = [each.thread for each in self.points]
        self.threads = comments.threads_in(db, threads)
        self.comments = comments.comments_in(db, threads)
        self.suggestions = comments.suggestions_in(db, threads)
        self.decided = comments.decisions_in(db, threads)
        self.dispositions = disposition_store.dispositions_of(db, found.id)
        self.drafts = disposition_store.drafts_of(db, found.id)
        self.assignments = disposition_store.assignments_of(db, found.id)
        self.acceptances = disposition_store.acceptances_of(db, found.id)
        self.themed = report_store.themed(db, found.id)
        self.organisations = {each.id: each.name for each in accounts.organisations(db)}
        self.people = accounts.names(db, {each.author for each in self.threads.values()})
        self.places = Places(repositories, found)

    def matters(self) -> tuple[Matter, ...]:
        return tuple(self._matter(each) for each in self.points)

    def _matter(self, point: Point) -> Matter:
        thread, answer = self.threads[point.thread], self.dispositions.get(point.id)
        first = self.comments[point.thread][0]
        return Matter(
            point=point,
            thread=thread,
            body=first.body,
            suggestion=self.suggestions.get(point.thread),
            waits=point.thread in self.suggestions and point.thread not in self.decided,
            name=self._name(self.people.get(thread.author)),
            organisation=self._organisation(point.party),
            place=self.places.of(thread),
            disposition=answer,
            draft=self.drafts.get(point.id),
            assignment=self.assignments.get(point.id),
            accepted=self.acceptances.get(point.id),
            theme=self.themed.get(point.id),
            first=self._number(answer.duplicate_of) if answer else None,
            reworded=bool(answer and first.edited_at and first.edited_at > answer.at),
        )

    def _name(self, person: Person | None) -> str:
        return person.name if person and self.found.names_shown else WITHHELD

    def _organisation(self, party: str) -> str:
        """Return the organisation of a party; empty for somebody who answers for themselves."""
        return self.organisations.get(party[1:], "") if self.found.names_shown else ""

    def _number(self, point_id: str | None) -> int | None:
        return next((each.number for each in self.points if each.id == point_id), None)


class Places:
    """Where threads stand in the text under review."""

    def __init__(self, repositories: Repositories, found: Round) -> None:
        self._revision = found.revision
        self._text: Rendered = rendered(repositories, found.strategy, found.revision)
        self._source = source(repositories, found.strategy, found.revision)
        self._parts = _parts(self._text)

    def of(self, thread: Thread) -> Place:
        """Return where a thread stands; nowhere for one on the whole, or on another revision."""
        if thread.anchor is None or thread.revision != self._revision:
            return Place()
        line = self._source.count("\n", 0, thread.anchor.start) + 1
        shown = self._text.to_visible(Span(thread.anchor.start, thread.anchor.end))
        if not shown:
            return Place(line=line)
        section = section_of(self._text, shown[0].block)
        part = self._parts.get(shown[0].block, "")
        return Place(section=section.title if section else "", part=part, line=line)


def _parts(text: Rendered) -> Mapping[str, str]:
    """Return what each block is called: a paragraph within its section, a table in the whole."""
    found, counted = {}, {"table": 0, "figure": 0, "paragraph": 0}
    for block in text.blocks:
        if block.kind == "heading":
            counted["paragraph"] = 0
            continue
        kind = block.kind if block.kind in ("table", "figure") else "paragraph"
        counted[kind] += 1
        found[block.id] = f"{kind.capitalize()} {counted[kind]}"
    return found
