"""Every statement on what was found out about the past of a strategy."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import Row, Select, and_, delete, func, insert, select

from service.document.spans import Span
from service.library.model import Revision
from service.library.past import Measure, Part, SectionChange, Turn
from service.library.tables import (
    revision_measures,
    revision_people,
    revisions,
    section_changes,
    section_lines,
)
from service.storage.database import ReadDb, WriteDb


def last_measured(db: ReadDb, slug: str) -> int:
    """Return the number of the last revision that was measured; 0 for none."""
    query = select(func.max(revision_measures.c.number))
    return db.scalar(query.where(revision_measures.c.strategy == slug)) or 0


def revisions_after(db: ReadDb, slug: str, number: int, limit: int) -> tuple[Revision, ...]:
    """Return the revision of this number and at most `limit` after it, the oldest first."""
    query = (
        select(revisions)
        .where(revisions.c.strategy == slug, revisions.c.number >= number)
        .order_by(revisions.c.number)
        .limit(limit + 1)
    )
    return tuple(Revision(**row._mapping) for row in db.rows(query))


def lines(db: ReadDb, slug: str) -> dict[str, int]:
    """Return the line of each section of the last revision that was measured, by section id."""
    query = select(section_lines.c.section, section_lines.c.line)
    rows = db.rows(query.where(section_lines.c.strategy == slug))
    return {row.section: row.line for row in rows}


def line_of(db: ReadDb, slug: str, section: str) -> int | None:
    """Return the line of a section that is or was; the latest where several were called so."""
    query = (
        select(section_changes.c.line)
        .where(section_changes.c.strategy == slug, section_changes.c.section == section)
        .order_by(section_changes.c.number.desc(), section_changes.c.start.is_(None))
        .limit(1)
    )
    found = db.scalar(query)
    return None if found is None else int(found)


def last_line(db: ReadDb, slug: str) -> int:
    """Return the highest number of a line; 0 for none."""
    query = select(func.max(section_changes.c.line))
    return db.scalar(query.where(section_changes.c.strategy == slug)) or 0


def add_measures(
    db: WriteDb, slug: str, measures: Sequence[Measure], standing: Mapping[str, int]
) -> None:
    """Add what was found out about revisions, and the sections that stand after the last one."""
    db.write_many(
        insert(revision_measures),
        [
            {
                "strategy": slug,
                "number": each.number,
                "revision": each.revision,
                "added": each.added,
                "removed": each.removed,
                "figures": each.figures,
            }
            for each in measures
        ],
    )
    db.write_many(
        insert(revision_people),
        [
            {"strategy": slug, "person": person, "number": each.number, "part": part.value}
            for each in measures
            for person, part in each.people
        ],
    )
    changed = [change for each in measures for change in each.sections]
    db.write_many(insert(section_changes), [_values(slug, change) for change in changed])
    db.write(delete(section_lines).where(section_lines.c.strategy == slug))
    db.write_many(
        insert(section_lines),
        [{"strategy": slug, "section": name, "line": line} for name, line in standing.items()],
    )


def page_of_revisions(
    db: ReadDb,
    slug: str,
    *,
    person: str | None,
    line: int | None,
    limit: int,
    skip: int,
) -> tuple[Revision, ...]:
    """Return a page of the revisions by somebody and in a section, the newest first."""
    query = _filtered(select(revisions), slug, person, line)
    query = query.order_by(revisions.c.number.desc()).limit(limit).offset(skip)
    return tuple(Revision(**row._mapping) for row in db.rows(query))


def count_revisions(db: ReadDb, slug: str, *, person: str | None, line: int | None) -> int:
    """Return how many revisions there are by somebody and in a section."""
    counting = _filtered(select(func.count()).select_from(revisions), slug, person, line)
    return db.scalar(counting) or 0


def measures(db: ReadDb, slug: str, numbers: Sequence[int]) -> dict[int, Measure]:
    """Return what was found out about revisions, by number; the sections are not filled in."""
    query = select(revision_measures).where(
        revision_measures.c.strategy == slug, revision_measures.c.number.in_(numbers)
    )
    people = _people(db, slug, numbers)
    return {
        row.number: Measure(
            number=row.number,
            revision=row.revision,
            added=row.added,
            removed=row.removed,
            figures=row.figures,
            people=people.get(row.number, ()),
        )
        for row in db.rows(query)
    }


def sections_changed(
    db: ReadDb, slug: str, numbers: Sequence[int]
) -> dict[int, tuple[SectionChange, ...]]:
    """Return the sections that revisions changed, by number, in the order of the text."""
    query = (
        select(section_changes)
        .where(section_changes.c.strategy == slug, section_changes.c.number.in_(numbers))
        .order_by(section_changes.c.number, func.coalesce(section_changes.c.start, 10**9))
    )
    found: dict[int, tuple[SectionChange, ...]] = {}
    for row in db.rows(query):
        found[row.number] = (*found.get(row.number, ()), _change(row))
    return found


def turns_of_line(db: ReadDb, slug: str, line: int, *, until: int, limit: int) -> tuple[Turn, ...]:
    """Return the changes to a section up to a revision's number, the newest first."""
    same = and_(
        revisions.c.strategy == section_changes.c.strategy,
        revisions.c.number == section_changes.c.number,
    )
    query = (
        select(section_changes, revisions.c.id.label("revision"), revisions.c.parent)
        .select_from(section_changes.join(revisions, same))
        .where(
            section_changes.c.strategy == slug,
            section_changes.c.line == line,
            section_changes.c.number <= until,
        )
        .order_by(section_changes.c.number.desc())
        .limit(limit)
    )
    return tuple(
        Turn(change=_change(row), revision=row.revision, parent=row.parent)
        for row in db.rows(query)
    )


def people_of(db: ReadDb, slug: str) -> tuple[str, ...]:
    """Return the ids of everybody who had a part in a revision of a strategy."""
    query = select(revision_people.c.person).where(revision_people.c.strategy == slug).distinct()
    return tuple(row.person for row in db.rows(query))


def by_numbers(db: ReadDb, slug: str, numbers: Iterable[int]) -> dict[int, Revision]:
    """Return the revisions of these numbers, by number."""
    query = select(revisions).where(
        revisions.c.strategy == slug, revisions.c.number.in_(sorted(numbers))
    )
    return {row.number: Revision(**row._mapping) for row in db.rows(query)}


def _filtered(query: Select[Any], slug: str, person: str | None, line: int | None) -> Select[Any]:
    query = query.where(revisions.c.strategy == slug)
    if person is not None:
        had_a_part = select(revision_people.c.number).where(
            revision_people.c.strategy == slug, revision_people.c.person == person
        )
        query = query.where(revisions.c.number.in_(had_a_part))
    if line is not None:
        changed = select(section_changes.c.number).where(
            section_changes.c.strategy == slug, section_changes.c.line == line
        )
        query = query.where(revisions.c.number.in_(changed))
    return query


def _people(
    db: ReadDb, slug: str, numbers: Sequence[int]
) -> dict[int, tuple[tuple[str, Part], ...]]:
    query = select(revision_people).where(
        revision_people.c.strategy == slug, revision_people.c.number.in_(numbers)
    )
    found: dict[int, tuple[tuple[str, Part], ...]] = {}
    for row in db.rows(query.order_by(revision_people.c.part, revision_people.c.person)):
        found[row.number] = (*found.get(row.number, ()), (row.person, Part(row.part)))
    return found


def _values(slug: str, change: SectionChange) -> dict[str, object]:
    return {
        "strategy": slug,
        "line": change.line,
        "number": change.number,
        "section": change.section,
        "title": change.title,
        "added": change.added,
        "removed": change.removed,
        "start": change.new.start if change.new else None,
        "end": change.new.end if change.new else None,
        "old_start": change.old.start if change.old else None,
        "old_end": change.old.end if change.old else None,
        "head": change.head,
        "tail": change.tail,
    }


def _change(row: Row[Any]) -> SectionChange:
    return SectionChange(
        line=row.line,
        number=row.number,
        section=row.section,
        title=row.title,
        added=row.added,
        removed=row.removed,
        new=None if row.start is None else Span(row.start, row.end),
        old=None if row.old_start is None else Span(row.old_start, row.old_end),
        head=row.head,
        tail=row.tail,
    )
