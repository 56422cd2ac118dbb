"""Themes of a round: proposed by shared words, and signed off by a person."""

from collections.abc import Sequence
from dataclasses import replace

from service import clock, ids
from service.accounts.model import Actor
from service.accounts.permissions import Permission
from service.comments import read as comments
from service.document.source import clean
from service.errors import Invalid, Missing
from service.journal.record import record
from service.library import read as library
from service.rounds import point_store, report_store
from service.rounds.answering_model import Theme
from service.rounds.dispose import NoPointChosen, PointMissing
from service.rounds.grouping import Group, group
from service.rounds.model import Point, Round
from service.storage.database import ReadDb, WriteDb

#: The longest title, and the longest words beside it, in characters.
LONGEST_TITLE = 200
LONGEST = 5_000
#: The title of what shares no words with anything else.
OTHERS = "Other points"


class ThemeMissing(Missing):
    """There is no such theme in this review round."""


class TitleUnusable(Invalid):
    """Give the theme a title of up to 200 characters."""


class ThemeTooLong(Invalid):
    """These words have {length} characters; 5,000 is the most. Shorten them."""


def propose_themes(db: WriteDb, actor: Actor, found: Round) -> tuple[Theme, ...]:
    """Group the points of a round anew, but for those in themes that were signed off.

    Proposals that nobody signed give way. Returns all themes of the round, in order.
    """
    library.strategy(db, actor, found.strategy, Permission.ANSWER)
    kept = []
    for each in report_store.themes_of(db, found.id):
        if each.signed_by:
            kept.append(each)
        else:
            report_store.drop_theme(db, each.id)
    taken = report_store.themed(db, found.id)
    every = point_store.points_of(db, found.id)
    points = [each for each in every if not each.withdrawn_at and each.id not in taken]
    groups = _with_others(group(_texts(db, points)), len(points))
    for position, proposed in enumerate(groups, start=len(kept) + 1):
        theme = Theme(
            id=ids.new_id(),
            round=found.id,
            position=position,
            title=proposed.title[:LONGEST_TITLE],
            said=_said(proposed),
            did="",
            signed_by=None,
            signed_at=None,
        )
        report_store.put_theme(db, theme)
        report_store.put_points(db, theme.id, (points[each].id for each in proposed.members))
    for position, each in enumerate(kept, start=1):
        report_store.put_theme(db, replace(each, position=position))
    _record(db, actor, found, found.id, "proposed", len(groups))
    return report_store.themes_of(db, found.id)


def word_theme(
    db: WriteDb,
    actor: Actor,
    found: Round,
    theme_id: str,
    *,
    title: str,
    said: str,
    did: str,
    sign: bool,
) -> Theme:
    """Give a theme its words, and sign it off; without `sign` it is a proposal again.

    Raises ThemeMissing, TitleUnusable, ThemeTooLong, Forbidden.
    """
    theme = theme_in(db, actor, found, theme_id)
    worded = replace(
        theme,
        title=_title(title),
        said=_words(said),
        did=_words(did),
        signed_by=actor.id if sign else None,
        signed_at=clock.now() if sign else None,
    )
    report_store.put_theme(db, worded)
    _record(db, actor, found, theme.id, "signed" if sign else "worded", None)
    return worded


def add_theme(db: WriteDb, actor: Actor, found: Round, title: str) -> Theme:
    """Add a theme without points; TitleUnusable."""
    library.strategy(db, actor, found.strategy, Permission.ANSWER)
    added = Theme(
        id=ids.new_id(),
        round=found.id,
        position=len(report_store.themes_of(db, found.id)) + 1,
        title=_title(title),
        said="",
        did="",
        signed_by=None,
        signed_at=None,
    )
    report_store.put_theme(db, added)
    _record(db, actor, found, added.id, "worded", None)
    return added


def move_points(
    db: WriteDb, actor: Actor, found: Round, points: Sequence[str], *, theme_id: str | None
) -> None:
    """Put points into a theme, or (None) into none; NoPointChosen, PointMissing, ThemeMissing.

    A theme that was signed off stays so: what was signed is its words.
    """
    library.strategy(db, actor, found.strategy, Permission.ANSWER)
    if not points:
        raise NoPointChosen
    if not {each.id for each in point_store.points_of(db, found.id)} >= set(points):
        raise PointMissing
    if theme_id is None:
        report_store.take_out(db, dict.fromkeys(points))
        return
    theme = theme_in(db, actor, found, theme_id)
    report_store.put_points(db, theme.id, dict.fromkeys(points))
    _record(db, actor, found, theme.id, "filled", len(points))


def drop_theme(db: WriteDb, actor: Actor, found: Round, theme_id: str) -> None:
    """Remove a theme; its points are in none then. ThemeMissing."""
    theme = theme_in(db, actor, found, theme_id)
    report_store.drop_theme(db, theme.id)
    _record(db, actor, found, theme.id, "removed", None)


def theme_in(db: ReadDb, actor: Actor, found: Round, theme_id: str) -> Theme:
    """Return a theme of a round, for somebody who may answer its points; ThemeMissing."""
    library.strategy(db, actor, found.strategy, Permission.ANSWER)
    theme = report_store.theme(db, theme_id)
    if theme is None or theme.round != found.id:
        raise ThemeMissing
    return theme


def _texts(db: ReadDb, points: Sequence[Point]) -> list[str]:
    """Return what is said in each point: its words, and those that it suggests."""
    threads = [each.thread for each in points]
    said, suggested = comments.comments_in(db, threads), comments.suggestions_in(db, threads)
    return [
        " ".join(
            [
                *(each.body for each in said.get(thread, ())[:1]),
                suggested[thread].words if thread in suggested else "",
            ]
        )
        for thread in threads
    ]


def _with_others(groups: Sequence[Group], many: int) -> tuple[Group, ...]:
    """Put whatever is in no group into one that is last."""
    inside = {place for each in groups for place in each.members}
    alone = tuple(place for place in range(many) if place not in inside)
    return (*groups, *([Group(words=(OTHERS,), members=alone)] if alone else []))


def _said(proposed: Group) -> str:
    if proposed.words == (OTHERS,):
        return "Points on matters that nobody else raised."
    return f"Points that speak of {', '.join(proposed.words)}."


def _title(given: str) -> str:
    title = " ".join(clean(given).split())
    if not 0 < len(title) <= LONGEST_TITLE:
        raise TitleUnusable
    return title


def _words(given: str) -> str:
    text = clean(given).strip()
    if len(text) > LONGEST:
        raise ThemeTooLong(length=f"{len(text):,}")
    return text


def _record(
    db: WriteDb, actor: Actor, found: Round, subject: str, what: str, many: int | None
) -> None:
    record(
        db,
        f"rounds:theme:{what}",
        actor=actor.id,
        strategy=found.strategy,
        subject=subject,
        detail={"round": found.id} | ({} if many is None else {"points": many}),
    )
