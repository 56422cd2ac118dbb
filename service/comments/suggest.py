"""Suggesting other words for a passage."""

from dataclasses import dataclass
from datetime import datetime

from service.accounts.model import Actor
from service.accounts.permissions import Permission, speaks
from service.comments import suggestion_store as store
from service.comments.begin import Passage, begin_anew, begun_before, chosen, thread_posting
from service.comments.discuss import body_of
from service.comments.model import Discussion, Kind
from service.comments.note import note
from service.comments.suggestion_model import Suggestion
from service.document.changes import Change, redline_html, word_changes
from service.document.render import Point
from service.document.source import clean
from service.document.suggestions import Suggested
from service.document.suggestions import suggest as craft
from service.errors import Invalid
from service.library import read as library
from service.library.lately import Lately
from service.library.texts import figures_address, rendered, source
from service.repositories import Repositories
from service.storage.database import ReadDb, WriteDb

#: The most that may be suggested at once, in characters.
LONGEST_WORDS = 20_000


#: What was lately worked out, by revision, passage and words: three million characters of HTML.
_crafted: Lately[tuple[Repositories, str, Point, Point, str], Suggested] = Lately(3_000_000)


class WordsTooLong(Invalid):
    """You suggest {length} characters; 20,000 is the most. Suggest them in parts."""


class PassageNeeded(Invalid):
    """Choose the words that you would replace."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """A suggestion as it would be saved."""

    #: How the words of the passage would change.
    changes: tuple[Change, ...]
    #: The same as HTML, escaped.
    html: str
    #: What would be lost with it, a sentence each.
    notes: tuple[str, ...]


def suggest(
    db: WriteDb,
    repositories: Repositories,
    actor: Actor,
    slug: str,
    *,
    revision: str,
    passage: Passage | None,
    words: str,
    kind: Kind = Kind.EDITORIAL,
    body: str = "",
    at: datetime | None = None,
    key: str | None = None,
    audience: str | None = None,
) -> Discussion:
    """Suggest words, as they read, in place of a passage; a comment beside them may be empty.

    Raises as `begin` does, and PassageNeeded, WordsTooLong, NothingSuggested, SuggestionBreaks,
    LineInCell: what would break the text is never saved.
    """
    audience = audience or speaks(actor, slug, revision)
    posted = thread_posting(key, slug, revision, passage, kind, body, audience, words)
    if before := begun_before(db, actor, slug, revision, posted):
        return before
    made = worked_out(
        db, repositories, actor, slug, revision=revision, passage=passage, words=words
    )
    begun = begin_anew(
        db,
        repositories,
        actor,
        slug,
        revision=revision,
        passage=passage,
        kind=kind,
        text=body_of(body) if body.strip() else "",
        at=at,
        posted=posted,
        audience=audience,
    )
    _keep(db, repositories, actor, begun, made)
    return begun


def preview(
    db: ReadDb,
    repositories: Repositories,
    actor: Actor,
    slug: str,
    *,
    revision: str,
    passage: Passage | None,
    words: str,
) -> Preview:
    """Show what `suggest` would save, and save nothing; raises as it does."""
    made = worked_out(
        db, repositories, actor, slug, revision=revision, passage=passage, words=words
    )
    return Preview(
        changes=word_changes(made.original, made.words),
        html=redline_html(made.original, made.words),
        notes=made.notes,
    )


def worked_out(
    db: ReadDb,
    repositories: Repositories,
    actor: Actor,
    slug: str,
    *,
    revision: str,
    passage: Passage | None,
    words: str,
) -> Suggested:
    """Return typed words as the source that would stand in place of a passage.

    Kept: a door works it out before it begins to write, and while writing it is only looked up.
    """
    library.revision(db, actor, slug, revision, Permission.COMMENT)
    if passage is None:
        raise PassageNeeded
    if len(clean(words)) > LONGEST_WORDS:
        raise WordsTooLong(length=f"{len(clean(words)):,}")
    chosen(repositories, slug, revision, passage)  # the words are those that were read
    key = (repositories, revision, passage.start, passage.end, words)
    known = _crafted.get(key)
    if known is None:
        known = craft(
            source(repositories, slug, revision),
            rendered(repositories, slug, revision),
            passage.start,
            passage.end,
            words,
            figures=figures_address(repositories, slug, revision),
        )
        _crafted.put(key, known, sum(len(block.html) for block in known.made.page.blocks))
    return known


def _keep(
    db: WriteDb, repositories: Repositories, actor: Actor, begun: Discussion, made: Suggested
) -> None:
    thread = begun.thread
    added = Suggestion(
        thread=thread.id,
        revision=thread.revision,
        start=made.span.start,
        quote=made.span.of(source(repositories, thread.strategy, thread.revision)),
        edits=made.edits,
        original=made.original,
        words=made.words,
        shown=made.shown,
    )
    store.add_suggestion(db, added)
    note(db, actor, thread, "comments:suggestion:made", {"revision": thread.revision})
