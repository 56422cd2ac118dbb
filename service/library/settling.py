"""Passages that two people changed: as the merge page shows them, and what was chosen there."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from service.document.changes import redline_html
from service.document.merging import Choice, Merged, Own, Segment
from service.document.source import clean

#: What the fields for choosing and writing begin with; the rest is the id of the passage.
CHOICE, WORDS = "choice-", "words-"

#: Characters of a side past which a passage is several pages.
_LARGE = 10_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A passage that both sides changed, as `ui/merging.html` shows it."""

    #: Its id among the passages of the merge.
    id: str
    #: 1 for the first, then one more each.
    number: int
    #: The heading under which it stands, in words.
    section: str
    #: As it was; empty where nothing stood there.
    before: str
    #: What one's own side made of it, as a red line.
    yours: Markup
    #: What the other side made of it.
    theirs: Markup
    #: What both together make of it, as a red line; None where they cannot be combined.
    both: Markup | None
    #: What is in the text area: what was written, or a start for it.
    words: str
    #: ours, theirs, write, or empty: nothing chosen. Of what was combined, empty is both.
    chosen: str
    #: Whether both changed the same sentence, so that it had better be read.
    close: bool
    #: Whether it is more than anybody compares at a glance: several pages.
    large: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """What somebody chose on the merge page, as the form sends it."""

    #: ours, theirs or write, by the id of the passage.
    choices: Mapping[str, str]
    #: What was written, by the id of the passage.
    written: Mapping[str, str]


def chosen_in(fields: Mapping[str, Sequence[str]]) -> Chosen:
    """Read what was chosen from the fields of the form."""
    return Chosen(choices=dict(_named(fields, CHOICE)), written=dict(_named(fields, WORDS)))


def added(before: Chosen, chosen: Chosen) -> Chosen:
    """Return what was chosen before with what was changed since, as a script sends it."""
    return Chosen(
        choices={**before.choices, **chosen.choices},
        written={**before.written, **chosen.written},
    )


def decisions(merged: Merged, chosen: Chosen) -> dict[str, Choice]:
    """Return what was chosen, as `settle` takes it; what is not there to choose is left out."""
    found: dict[str, Choice] = {}
    for segment in (*merged.clashes, *merged.combined):
        match chosen.choices.get(segment.id):
            case "ours":
                found[segment.id] = "ours"
            case "theirs":
                found[segment.id] = "theirs"
            case "write":
                found[segment.id] = Own(clean(chosen.written.get(segment.id, "")))
    return found


def clashing(merged: Merged, chosen: Chosen) -> tuple[Passage, ...]:
    """Return the passages that somebody must decide."""
    return tuple(_passages(merged.clashes, chosen))


def combined(merged: Merged, chosen: Chosen) -> tuple[Passage, ...]:
    """Return the passages that both sides changed and that were combined."""
    return tuple(_passages(merged.combined, chosen))


def homeless(merged: Merged, chosen: Chosen) -> tuple[str, ...]:
    """Return what was written for passages that are not there any more, so that it is not lost."""
    known = {segment.id for segment in (*merged.clashes, *merged.combined)}
    return tuple(
        words.strip()
        for name, words in chosen.written.items()
        if name not in known and chosen.choices.get(name) == "write" and words.strip()
    )


def _passages(segments: Sequence[Segment], chosen: Chosen) -> Iterator[Passage]:
    for number, segment in enumerate(segments, start=1):
        written = chosen.written.get(segment.id)
        yield Passage(
            id=segment.id,
            number=number,
            section=segment.section,
            before=segment.base.strip(),
            yours=_redline(segment, segment.ours),
            theirs=_redline(segment, segment.theirs),
            both=None if segment.kind == "clash" else _redline(segment, segment.text),
            words=(segment.text if written is None else written).strip(),
            chosen=chosen.choices.get(segment.id, ""),
            close=segment.close,
            large=max(len(segment.ours), len(segment.theirs)) > _LARGE,
        )


def _redline(segment: Segment, words: str) -> Markup:
    redline = redline_html(segment.base.strip(), words.strip())
    return Markup(redline)  # noqa: S704 - words are escaped


def _named(fields: Mapping[str, Sequence[str]], start: str) -> Iterator[tuple[str, str]]:
    for name, values in fields.items():
        if name.startswith(start) and values:
            yield name.removeprefix(start), values[0]
