"""The changes of a proposal one by one: shown, ticked, edited on the way, and put in."""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from markupsafe import Markup

from service.document.changes import redline_html
from service.document.comparing import compare
from service.document.comparing.trees import without_ids
from service.document.differences import CONTROL, Difference, What
from service.document.source import clean
from service.library.lately import Lately
from service.proposals.fit import Fit

#: Changes as people read them, by what they were made of: 4 million characters of source.
_kept: Lately[tuple[str, str, str], str] = Lately(4_000_000)
_HEADING: Final = re.compile(r"<(/?)h[1-6](?: [^>]*)?>")


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeView:
    """A passage that a proposal changes."""

    #: 1 for the first, then one more each: `#c1`.
    number: int
    #: Added, Removed or Reworded.
    what: What
    #: The change as a red line: as people read the text, or else its source.
    redline: Markup
    #: Whether it is the source.
    plain: bool
    #: What is in the text area for editing it on the way.
    words: str
    #: Whether it is ticked.
    taken: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """The changes under one heading."""

    #: The heading's words.
    section: str
    #: Its changes, in order.
    changes: tuple[ChangeView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Taking:
    """What somebody ticked and wrote on the page of a proposal."""

    #: The numbers of the changes that are ticked; None before anything was sent: all.
    numbers: frozenset[int] | None = None
    #: What was written instead, by number, as a text area sends it.
    words: Mapping[int, str]

    def taken(self, number: int) -> bool:
        """Tell whether a change is ticked."""
        return self.numbers is None or number in self.numbers


def groups(differences: Sequence[Difference], taking: Taking, *, figures: str) -> tuple[Group, ...]:
    """Return changes under their headings; addresses of figures begin with `figures`."""
    return tuple(
        Group(section=section, changes=tuple(_change(each, taking, figures) for each in some))
        for section, some in groupby(differences, key=lambda each: each.section)
    )


def words_taken(differences: Sequence[Difference], taking: Taking) -> dict[int, str]:
    """Return the words that each ticked change puts in, as `merge` takes them."""
    return {
        each.number: _put_in(each, taking.words.get(each.number))
        for each in differences
        if taking.taken(each.number)
    }


def carried(fit: Fit, before: Fit, taking: Taking) -> Taking:
    """Return what was ticked and written among the changes as they are now.

    The draft may have changed since: a change is the same where it puts the same words in.
    """
    now = {(each.before, each.after): each.number for each in fit.differences}
    old = {each.number: now.get((each.before, each.after)) for each in before.differences}
    left_out = {new for number, new in old.items() if new is not None and not taking.taken(number)}
    return Taking(
        numbers=frozenset(each.number for each in fit.differences) - left_out,
        words={new: taking.words[n] for n, new in old.items() if new and n in taking.words},
    )


def written(
    differences: Sequence[Difference], taking: Taking, kept: Collection[str]
) -> tuple[str, ...]:
    """Return what was written otherwise than proposed and is not among what is kept."""
    proposed = {each.number: clean(_in_area(each.after)) for each in differences}
    return tuple(
        words
        for number, words in sorted(taking.words.items())
        if words not in kept and clean(words) != proposed.get(number)
    )


def _change(each: Difference, taking: Taking, figures: str) -> ChangeView:
    read = None if _unreadable(each) else _read(each, figures)
    redline = read or redline_html(each.before.strip("\n"), each.after.strip("\n"))
    return ChangeView(
        number=each.number,
        what=each.what,
        redline=Markup(redline),  # noqa: S704 - our own safe HTML, or escaped words
        plain=read is None,
        words=taking.words.get(each.number, _in_area(each.after)),
        taken=taking.taken(each.number),
    )


def _unreadable(each: Difference) -> bool:
    """Tell whether a passage by itself does not read as it does in its text."""
    return each.section == CONTROL or any(
        words.lstrip().startswith(("|", "[", "<", "```", "~~~"))
        for words in (each.before, each.after)
    )


def _read(each: Difference, figures: str) -> str | None:
    """Return a change as people read it; None where its marks alone changed."""
    key = (each.before, each.after, figures)
    html = _kept.get(key)
    if html is None:
        html = _kept.put(key, _rendered(each, figures), len(each.before) + len(each.after))
    return html or None


def _rendered(each: Difference, figures: str) -> str:
    """Return the HTML of a change; empty where its marks alone changed."""
    rows = compare(each.before, each.after, figures=figures, whole=True).rows
    html = without_ids("".join(row.marked for row in rows))
    return _HEADING.sub(_as_words, html) if "<ins>" in html or "<del>" in html else ""


def _as_words(found: re.Match[str]) -> str:
    """Return a heading's tag as that of bold words: on this page it is no heading."""
    return "</strong></p>" if found[1] else "<p><strong>"


def _in_area(words: str) -> str:
    """Return a passage for a text area: without the line ends around it."""
    return words.strip("\n")


def _put_in(each: Difference, typed: str | None) -> str:
    """Return the words of a change: as proposed, or as typed with the line ends around it."""
    if typed is None:
        return each.after
    words = clean(typed).strip("\n")
    if words == _in_area(each.after):
        return each.after
    if not words.strip():
        return ""
    model = each.after if each.after.strip() else each.before
    lead = len(model) - len(model.lstrip("\n"))
    tail = model[len(model.rstrip("\n")) :]
    return model[:lead] + words + (tail or "\n")
