import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

from hypothesis import given

from search import Entry, Kind
from search.entries import dump, load
from tests.search.making import entries, entry


@given(entries())
def test_entry_survives_being_written_down(made: Entry) -> None:
    """What the index gives back is what was put in."""
    assert load(dump(made)) == made


def test_digest_sees_every_field() -> None:
    """A change of any field, however small, gives another digest."""
    first = replace(entry("a", "x"), when=datetime(2026, 1, 1, tzinfo=UTC))
    others = [
        replace(first, key="other"),
        replace(first, strategy="other"),
        replace(first, title="other"),
        replace(first, body="other"),
        replace(first, audience="other"),
        replace(first, place="other"),
        replace(first, author="other"),
        replace(first, status="other"),
    ]
    others += [replace(first, kind=Kind.THREAD), replace(first, when=None)]
    assert len({made.digest for made in [first, *others]}) == 1 + len(others)
    assert set(json.loads(dump(first))) == set(Entry.__dataclass_fields__)


def test_digest_knows_one_moment_in_two_zones() -> None:
    """The same moment told in summer time is the same entry."""
    noon = datetime(2026, 6, 1, 12, tzinfo=UTC)
    summer = noon.astimezone(timezone(timedelta(hours=1)))
    assert replace(entry("a"), when=noon).digest == replace(entry("a"), when=summer).digest


def test_moment_is_in_microseconds() -> None:
    """Moments order entries; an entry without one comes last."""
    assert replace(entry("a"), when=datetime(1970, 1, 1, 0, 0, 2, tzinfo=UTC)).moment == 2_000_000
    assert entry("a").moment == 0
