"""What has changed since a suggestion was made, and where, in words."""

from collections.abc import Sequence

from service.comments.pins import pieces
from service.comments.suggestion_fit import Fit
from service.comments.suggestion_model import Suggestion
from service.document.anchors import Placement
from service.document.changes import Change, word_changes
from service.document.render import Rendered, Visible
from service.document.source import sections
from service.document.suggestions import Edit, State

#: How many changes a sentence names.
_NAMED = 4


def why_not(
    suggestion: Suggestion, fit: Fit, placement: Placement | None, text: Rendered, source: str
) -> str:
    """Return what has changed since a suggestion that does not fit, as the end of a sentence."""
    changes = changes_since(suggestion, fit, placement, text)
    if changes is not None:
        return told(changes)
    changed = [
        (" ".join(suggestion.words_of(edit).split()), each.there)
        for edit, each in zip(suggestion.edits, fit.stands, strict=True)
        if each.state is State.CHANGED
    ]
    pairs = [(words, " ".join(at.of(source).split())) for words, at in changed if at]
    gone = [(words, "") for words, _ in changed if words]
    return _listed(pairs or gone) or told(None)


def passage_now(placement: Placement | None, text: Rendered) -> str | None:
    """Return the visible words of a passage where it stands; None where it stands nowhere."""
    return _words(pieces(placement, text), text)


def _words(found: Sequence[Visible], text: Rendered) -> str | None:
    if not found:
        return None
    return "\n".join(text.block(each.block).text[each.start : each.end] for each in found)


def changes_since(
    suggestion: Suggestion, fit: Fit, placement: Placement | None, text: Rendered
) -> tuple[Change, ...] | None:
    """Return how the words of a suggestion's passage became those that stand there now.

    None where they stand nowhere any more.
    """
    now = passage_now(placement, text)
    if now is None and fit.passage:
        now = _words(text.to_visible(fit.passage), text)
    return None if now is None else word_changes(suggestion.original, now)


def told(changes: Sequence[Change] | None) -> str:
    """Return changes as the end of a sentence: “by 2021” became “by 2022”."""
    if changes is None:
        return "they are gone"
    return _listed(_pairs(changes)) or "words were put where it would put some"


def _listed(named: Sequence[tuple[str, str]]) -> str:
    """Return what went and what came in its place as the end of a sentence."""
    said = []
    for gone, come in named[:_NAMED]:
        if gone and come:
            said.append(f"“{gone}” became “{come}”")
        else:
            said.append(f"“{gone}” was taken out" if gone else f"“{come}” was put in")
    more = [f"{len(named) - _NAMED} other changes"] if len(named) > _NAMED else []
    return "; ".join([*said, *more])


def _pairs(changes: Sequence[Change]) -> list[tuple[str, str]]:
    """Return what went and what came in its place, neighbours together."""
    found: list[tuple[str, str]] = []
    before = ""
    for change in changes:
        words = " ".join(change.text.split())[:80]
        if change.op == "equal" or not words:
            before = change.op
            continue
        if found and {before, change.op} == {"delete", "insert"}:
            gone, come = found.pop()
            found.append((gone or words, come or words))
        else:
            found.append((words, "") if change.op == "delete" else ("", words))
        before = change.op
    return found


def what_changed(text: str, edits: Sequence[Edit]) -> str:
    """Return the sentence that a revision says of itself: the sections, and no names of people."""
    every = sections(text)
    first = min((edit.start for edit in edits), default=0)
    titles = dict.fromkeys(
        each.title for each in every if any(each.start <= e.start < each.end for e in edits)
    )
    names = list(titles) or [each.title for each in every if each.start <= first][-1:]
    if len(names) > 3:
        return f"Changed {len(names)} sections as suggested"
    quoted = [f"“{name}”" for name in names] or ["the text"]
    listed = " and ".join([", ".join(quoted[:-1]), quoted[-1]] if quoted[1:] else quoted)
    return f"Changed {listed} as suggested"
