"""What holds for the merge of any three texts."""

import re
from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from service.document.merging import Merged, Own, merge, settle
from service.document.merging.lines import lines_of
from tests.service.document.merging.texts import edited, markdown, threes

texts = markdown | st.text("ab. \n|#-", max_size=40) | st.text(max_size=30)


@given(texts, texts)
def test_whoever_changed_alone_has_it_their_way(base: str, changed: str) -> None:
    """Identity: where one side changed nothing, the other's text is the result."""
    assert merge(base, changed, base).text == changed
    assert merge(base, base, changed).text == changed


@given(texts, texts)
def test_what_both_made_alike_is_taken_once(base: str, changed: str) -> None:
    """Idempotence: a change merged with itself is that change."""
    assert merge(base, changed, changed).text == changed


@given(threes())
def test_the_sides_can_be_named_either_way(three: tuple[str, str, str]) -> None:
    """Symmetry: the same text, or the same clashes under the same ids with the sides exchanged."""
    base, ours, theirs = three
    one, other = merge(base, ours, theirs), merge(base, theirs, ours)
    assert one.text == other.text
    assert [(s.id, s.ours, s.theirs) for s in one.clashes] == [
        (s.id, s.theirs, s.ours) for s in other.clashes
    ]


@given(st.data(), st.lists(markdown, min_size=3, max_size=3))
def test_three_people_apart_can_be_merged_in_any_order(
    data: st.DataObject, parts: list[str]
) -> None:
    """Associativity, where edits stand in sections apart."""
    names = ["\n# Alpha section\n\n", "\n# Beta section\n\n", "\n# Gamma section\n\n"]
    base = _whole(names, parts)
    new = [data.draw(edited(part)) for part in parts]
    a, b, c = (_whole(names, [*parts[:n], new[n], *parts[n + 1 :]]) for n in range(3))
    pairs = [merge(base, *pair).text for pair in ((a, b), (b, c))]
    if None not in pairs:
        left = merge(base, str(pairs[0]), c).text
        right = merge(base, a, str(pairs[1])).text
        assert left == right or None in (left, right)


def _whole(names: list[str], parts: list[str]) -> str:
    fence = "\nThis sentence stands between two sections and stays.\n\n"
    return "".join(f"{name}{part}{fence}" for name, part in zip(names, parts, strict=True))


@given(threes())
def test_nothing_is_silently_lost(three: tuple[str, str, str]) -> None:
    """Every word that a side put in is in the result, or in a clash."""
    base, ours, theirs = three
    merged = merge(base, ours, theirs)
    kept = _words("\n".join(_everything(merged)))
    for side in (ours, theirs):
        assert _words(side) - _words(base) <= kept


def _everything(merged: Merged) -> list[str]:
    asked = [text for s in merged.clashes for text in (s.ours, s.theirs)]
    return [s.text for s in merged.segments if s.kind != "clash"] + asked


def _words(text: str) -> Counter[str]:
    return Counter(re.findall(r"\w+", text))


@given(threes())
def test_lines_that_nobody_touched_stay_byte_for_byte(three: tuple[str, str, str]) -> None:
    """A line that stands once in all three texts stands in the result, or in a clash."""
    base, ours, theirs = three
    counts = [Counter(lines_of(text)) for text in three]
    merged = merge(base, ours, theirs)
    kept = set(lines_of(_settled(merged, "ours"))) | {
        line for c in merged.clashes for line in lines_of(c.ours + c.theirs)
    }
    untouched = {line for line in lines_of(base) if all(count[line] == 1 for count in counts)}
    assert untouched <= kept


@given(threes())
def test_segments_say_what_they_are(three: tuple[str, str, str]) -> None:
    """A segment taken from a side is that side's; ids are unique; merging again gives the same."""
    merged = merge(*three)
    for segment in merged.segments:
        taken = {"same": segment.base, "ours": segment.ours, "theirs": segment.theirs}
        assert segment.text == taken.get(segment.kind, segment.text)
        assert bool(segment.id) == (segment.kind != "same")
    ids = [segment.id for segment in merged.segments if segment.id]
    assert len(set(ids)) == len(ids)
    assert merge(*three) == merged


@given(threes())
def test_a_settled_merge_holds_no_clash(three: tuple[str, str, str]) -> None:
    """Keeping theirs everywhere, or writing one's own, gives a text with just that in it."""
    merged = merge(*three)
    own = settle(merged, {clash.id: Own("entirely new") for clash in merged.clashes})
    assert own.count("entirely new") == len(merged.clashes)
    if not merged.clashes:
        assert own == merged.text == _settled(merged, "theirs")


def _settled(merged: Merged, side: str) -> str:
    return settle(merged, {c.id: "ours" if side == "ours" else "theirs" for c in merged.clashes})
