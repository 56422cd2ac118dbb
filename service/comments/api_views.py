"""Threads as the API gives them."""

from collections.abc import Iterable, Mapping

from service.accounts import read as accounts
from service.accounts.model import Person
from service.comments import remarks
from service.comments.api_models import CommentOut, FarewellOut, PlacementOut, ThreadOut
from service.comments.model import Comment, Discussion
from service.document.anchors import Placement
from service.storage.database import ReadDb


def thread_out(db: ReadDb, found: Discussion) -> ThreadOut:
    """Return a thread."""
    return threads_out(db, [found])[0]


def threads_out(db: ReadDb, found: Iterable[Discussion]) -> list[ThreadOut]:
    """Return threads, in their order."""
    every = tuple(found)
    said = [comment for each in every for comment in each.comments]
    mentioned = remarks.mentioned_in(db, (each.id for each in said if "@" in each.body))
    named = {each.author for each in said}.union(*mentioned.values())
    people = accounts.names(db, named | {each.farewell.person for each in every if each.farewell})
    return [_thread(each, people, mentioned) for each in every]


def _thread(
    found: Discussion, people: Mapping[str, Person], mentioned: Mapping[str, set[str]]
) -> ThreadOut:
    thread, farewell = found.thread, found.farewell
    lost = found.placement is not None and found.placement.start is None
    return ThreadOut(
        id=thread.id,
        strategy=thread.strategy,
        kind=thread.kind,
        revision=thread.revision,
        quote=thread.words,
        open=thread.open,
        placement=_placement(found.placement) if found.placement else None,
        comments=[_comment(each, people, mentioned.get(each.id, set())) for each in found.comments],
        gone=FarewellOut(by=people[farewell.person].name, at=farewell.at)
        if farewell and lost
        else None,
        address=thread.address,
    )


def _placement(place: Placement) -> PlacementOut:
    return PlacementOut(
        state=place.state, start=place.start, end=place.end, likeness=place.likeness
    )


def _comment(comment: Comment, people: Mapping[str, Person], mentioned: set[str]) -> CommentOut:
    return CommentOut(
        id=comment.id,
        author=people[comment.author].name,
        body=comment.body,
        at=comment.at,
        edited_at=comment.edited_at,
        deleted_at=comment.deleted_at,
        mentions=sorted(people[each].name for each in mentioned if each in people),
    )
