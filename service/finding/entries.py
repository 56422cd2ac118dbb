"""What can be found: strategies, sections of drafts and versions, and threads, as entries."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from search.entries import Entry, Kind
from service.accounts import read as accounts
from service.accounts.permissions import audience_of, narrowed
from service.comments import read as comments
from service.comments.model import Discussion
from service.document.render import Rendered, RenderedBlock
from service.errors import RoundtableError
from service.library import read as library
from service.library.model import Strategy, Version
from service.library.texts import rendered
from service.repositories import Repositories
from service.storage.database import ReadDb


@dataclass(frozen=True, slots=True, kw_only=True)
class Sources:
    """Where the truth is that entries are made from."""

    #: What people know about the texts.
    db: ReadDb
    #: The texts.
    repositories: Repositories


def entries_of_all(
    sources: Sources, unreadable: Callable[[str, RoundtableError], None]
) -> Iterator[Entry]:
    """Yield every entry that there should be; say which strategies could not be read."""
    for strategy in library.every_strategy(sources.db):
        try:
            yield from list(entries_of(sources, strategy.slug))
        except RoundtableError as problem:
            unreadable(strategy.slug, problem)


def entries_of(sources: Sources, slug: str) -> Iterator[Entry]:
    """Yield every entry of one strategy; nothing where there is none of this slug."""
    strategy = library.known_strategy(sources.db, slug)
    if strategy is None:
        return
    yield _strategy(sources, strategy)
    yield from _draft(sources, strategy)
    for version in library.versions(sources.db, slug):
        yield from _version(sources, strategy, version)
    for discussion in comments.known_discussions(sources.db, slug):
        if entry := _thread(sources, strategy, discussion):
            yield entry


def entry_of_thread(sources: Sources, thread_id: str) -> Entry | None:
    """Return the entry of one thread; None where there is none of this id."""
    discussion = comments.known_discussion(sources.db, thread_id)
    strategy = discussion and library.known_strategy(sources.db, discussion.thread.strategy)
    return _thread(sources, strategy, discussion) if strategy and discussion else None


def _strategy(sources: Sources, strategy: Strategy) -> Entry:
    owner = strategy.owner and accounts.names(sources.db, [strategy.owner]).get(strategy.owner)
    return Entry(
        key=f"strategy:{strategy.slug}",
        kind=Kind.STRATEGY,
        strategy=strategy.slug,
        title=strategy.title,
        body=strategy.summary,
        audience=audience_of(strategy.slug, strategy.visibility),
        author=owner.name if owner else "",
        status=strategy.status.value,
        when=strategy.changed_at,
    )


def _draft(sources: Sources, strategy: Strategy) -> Iterator[Entry]:
    """Yield the sections of the draft; without a time, so that only what changed is indexed."""
    text = rendered(sources.repositories, strategy.slug, strategy.draft)
    for number, blocks in enumerate(_sections(text)):
        yield Entry(
            key=f"draft:{strategy.slug}:{number:05d}",
            kind=Kind.SECTION,
            strategy=strategy.slug,
            title=blocks[0].section or strategy.title,
            body=_body(blocks),
            place=_places(blocks),
            audience=audience_of(strategy.slug, strategy.visibility),
            status=strategy.status.value,
        )


def _version(sources: Sources, strategy: Strategy, version: Version) -> Iterator[Entry]:
    text = rendered(sources.repositories, strategy.slug, version.revision)
    for number, blocks in enumerate(_sections(text)):
        yield Entry(
            key=f"version:{strategy.slug}:{version.number}:{number:05d}",
            kind=Kind.VERSION,
            strategy=strategy.slug,
            title=blocks[0].section or strategy.title,
            body=_body(blocks),
            place=f"{version.number} {_places(blocks)}",
            audience=audience_of(strategy.slug, strategy.visibility),
            status=version.status.value,
            when=version.published_at,
        )


def _thread(sources: Sources, strategy: Strategy, discussion: Discussion) -> Entry | None:
    """Return the entry of a thread: for those of its audience who may read the strategy by now.

    None where no audience is both.
    """
    thread = discussion.thread
    audience = narrowed(thread.audience, audience_of(strategy.slug, strategy.visibility))
    if audience is None:
        return None
    names = accounts.names(sources.db, {each.author for each in discussion.comments})
    return Entry(
        key=f"thread:{thread.id}",
        kind=Kind.THREAD,
        strategy=strategy.slug,
        title=" ".join(thread.words.split())[:200],
        body="\n".join(each.body for each in discussion.comments),
        place=thread.id,
        audience=audience,
        author=" ".join(sorted({person.name for person in names.values()})),
        status="open" if thread.open else "resolved",
        when=discussion.comments[-1].at if discussion.comments else thread.at,
    )


def _sections(text: Rendered) -> Iterator[Sequence[RenderedBlock]]:
    """Yield the blocks of each section; each heading begins one."""
    section: list[RenderedBlock] = []
    for block in text.blocks:
        if block.kind == "heading" and section:
            yield section
            section = []
        section.append(block)
    if section:
        yield section


def _body(blocks: Sequence[RenderedBlock]) -> str:
    return "\n".join(block.text for block in blocks)


def _places(blocks: Sequence[RenderedBlock]) -> str:
    """Return where each block begins in the body: `b3:0 b4:17`."""
    places, start = [], 0
    for block in blocks:
        places.append(f"{block.id}:{start}")
        start += len(block.text) + 1
    return " ".join(places)


def block_at(places: str, offset: int) -> str:
    """Return the id of the block that holds a character of the body."""
    found = ""
    for place in places.split():
        block, _, start = place.partition(":")
        if start.isdigit() and (int(start) <= offset or not found):
            found = block
    return found
