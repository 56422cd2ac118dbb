"""Every statement on themes, and what a report asks of responses."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final, NamedTuple

from sqlalchemy import Row, delete, insert, select, update

from service.rounds.answering_model import Theme
from service.rounds.kinds import Position, ResponseKind, ResponseState
from service.rounds.tables import responses, theme_points, themes
from service.storage.database import ReadDb, WriteDb

_THEME: Final = select(themes).order_by(themes.c.position, themes.c.id)


class Submitted(NamedTuple):
    """What a report says of a response that stands."""

    #: Whose it is, as `Participant.party`.
    party: str
    #: What it is.
    kind: ResponseKind
    #: Where they stand; None where they took no position.
    position: Position | None
    #: What was said beside the points.
    statement: str
    #: Whether it came after the round had closed.
    late: bool


def submitted(db: ReadDb, round_id: str) -> tuple[Submitted, ...]:
    """Return the responses of a round that stand: one a party, by party."""
    query = select(responses).where(
        responses.c.round == round_id, responses.c.state == ResponseState.SUBMITTED.value
    )
    return tuple(_submitted(row) for row in db.rows(query.order_by(responses.c.party)))


def themes_of(db: ReadDb, round_id: str) -> tuple[Theme, ...]:
    """Return the themes of a round, in order."""
    return tuple(_theme(row) for row in db.rows(_THEME.where(themes.c.round == round_id)))


def theme(db: ReadDb, theme_id: str) -> Theme | None:
    """Return a theme, or None."""
    row = db.first(_THEME.where(themes.c.id == theme_id))
    return _theme(row) if row else None


def themed(db: ReadDb, round_id: str) -> dict[str, str]:
    """Return the theme of each point of a round that is in one."""
    query = select(theme_points).join(themes, themes.c.id == theme_points.c.theme)
    return {row.point: row.theme for row in db.rows(query.where(themes.c.round == round_id))}


def put_theme(db: WriteDb, found: Theme) -> None:
    """Add a theme, or give the one of this id other values."""
    values = {
        column.name: getattr(found, column.name) for column in themes.columns if column.name != "id"
    }
    if not db.write(update(themes).where(themes.c.id == found.id).values(**values)):
        db.write(insert(themes).values(id=found.id, **values))


def drop_theme(db: WriteDb, theme_id: str) -> None:
    """Remove a theme; its points are in none then."""
    db.write(delete(theme_points).where(theme_points.c.theme == theme_id))
    db.write(delete(themes).where(themes.c.id == theme_id))


def put_points(db: WriteDb, theme_id: str, points: Iterable[str]) -> None:
    """Put points into a theme, out of whatever other they were in."""
    given = tuple(points)
    take_out(db, given)
    db.write_many(insert(theme_points), [{"point": each, "theme": theme_id} for each in given])


def take_out(db: WriteDb, points: Iterable[str]) -> None:
    """Take points out of whatever theme they are in."""
    for each in points:
        db.write(delete(theme_points).where(theme_points.c.point == each))


def grouped(
    theme_ids: Sequence[str], themed_points: Mapping[str, str]
) -> Mapping[str, tuple[str, ...]]:
    """Return the points of each theme, from the theme of each point."""
    return {
        each: tuple(point for point, theme_id in themed_points.items() if theme_id == each)
        for each in theme_ids
    }


def _submitted(row: Row[Any]) -> Submitted:
    return Submitted(
        party=row.party,
        kind=ResponseKind(row.kind),
        position=Position(row.position) if row.position else None,
        statement=row.statement,
        late=row.late,
    )


def _theme(row: Row[Any]) -> Theme:
    return Theme(**row._mapping)
