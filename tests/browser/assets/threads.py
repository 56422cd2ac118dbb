"""Invented comments on a real text."""

from dataclasses import replace
from datetime import datetime, timedelta

from service import clock
from service.accounts.model import Person
from service.comments.margin import Chip
from service.comments.model import Kind
from service.comments.suggestion_views import Rival, SuggestionView
from service.comments.views import Card, Part, Remark
from service.comments.window import Choices
from service.document.anchors import PlacementState
from service.document.changes import word_changes
from service.document.render import Rendered
from service.document.utf16 import to_units
from tests.browser.assets.people import AMARA, DANIEL, PRIYA, RUTH, SIAN, TOM

Pin = dict[str, object]

_SAID = (
    (SIAN, Kind.SUBSTANTIVE, "Can we name the benefit to patients here? Every strategy says this."),
    (TOM, Kind.QUESTION, "Does this include community trusts, or acute trusts alone?"),
    (PRIYA, Kind.GENERAL, "September is not achievable for us: our analyst post is vacant."),
    (RUTH, Kind.EDITORIAL, "Define this at first use, or link to the glossary."),
    (DANIEL, Kind.GENERAL, "We could publish the baseline as an annex.\n\nThe 2019 survey has it."),
)


def cards(text: Rendered) -> list[Card]:
    """Return one card on every fourth paragraph, five more on the sixth, one on the whole."""
    paragraphs = [block for block in text.blocks if block.kind in ("paragraph", "list", "table")]
    chosen = [*paragraphs[1::4], *[paragraphs[5]] * 5]
    found = [_card(number, block.id, block.text) for number, block in enumerate(chosen)]
    found[2] = replace(
        found[2], state="resolved", resolved_by="Tom Hargreaves", resolved_at=_ago(3)
    )
    found[3] = replace(found[3], placement=PlacementState.MOVED)
    found[4] = replace(found[4], suggestion=suggestion(found[4], "by March 2027"))
    found[5] = replace(found[5], suggestion=suggestion(found[5], "every day", fits=False))
    found[7] = replace(found[7], body="", deleted=True, parts=())
    first, second = found[-2], replace(found[-1], quote=found[-2].quote)
    found[-2] = replace(first, suggestion=suggestion(first, "each spring", rival=second))
    found[-1] = replace(second, suggestion=suggestion(second, "each autumn", rival=first))
    return [replace(_card(90, "b1", ""), block=None, quote=None, placement=None), *found]


def orphans() -> list[Card]:
    """Return one card whose words are gone."""
    gone = _card(95, "b1", "a regional board of data controllers")
    around = ("We propose that the partners set up ", " to agree what may be shared and how.")
    return [
        replace(gone, block=None, placement=PlacementState.ORPHANED, may_place=True, context=around)
    ]


def suggestion(
    card: Card, words: str, *, rival: Card | None = None, fits: bool = True
) -> SuggestionView:
    """Return a suggestion of other words for those that a card is about."""
    original = card.quote or ""
    return SuggestionView(
        state="open",
        changes=word_changes(original, f"{original.split(' ')[0]} {words}"),
        words=words,
        original=original,
        competing=(_rival(rival),) if rival else (),
        fits=fits,
        since=None if fits else word_changes(original, f"{original} too"),
        reason="",
        decided_by=None,
        decided_at=None,
        revision_address=None,
        may_decide=True,
        may_withdraw=False,
    )


def _rival(card: Card) -> Rival:
    original = card.quote or ""
    changes = word_changes(original, f"{original} as well")
    return Rival(thread=card.id, address=card.address, author=card.author.name, changes=changes)


def pins(found: list[Card], text: Rendered) -> list[Pin]:
    """Return where the cards' words stand."""
    return [_pin(card, text) for card in found if card.block]


def chips(found: list[Card]) -> dict[str, Chip]:
    """Return what stands beside the blocks in which open cards begin."""
    begun: dict[str, list[str]] = {}
    for each in found:
        if each.block and each.state == "open":
            begun.setdefault(each.block, []).append(each.id)
    return {block: Chip(many=len(ids), address=f"#t-{ids[0]}") for block, ids in begun.items()}


def choices(found: list[Card], text: Rendered) -> Choices:
    """Return what there is to filter by."""
    used = {text.block(each.block).section for each in found if each.block}
    return Choices(
        organisations=tuple(sorted({each.organisation for each in found if each.organisation})),
        sections=tuple((each.id, each.title) for each in text.outline if each.title in used),
    )


def card(number: int, block: str, quote: str, body: str, kind: Kind, author: Person) -> Card:
    """Return an open card without replies."""
    return Card(
        id=f"{number:026d}",
        kind=kind,
        state="open",
        placement=PlacementState.PLACED,
        quote=quote,
        block=block,
        author=author,
        at=_ago(number % 7),
        body=body,
        comment=f"{number + 500:026d}",
        parts=(Part(text=body, mention=False),),
        may_edit=author is AMARA,
        mine=author is AMARA,
        replies=(),
        resolved_by=None,
        resolved_at=None,
        address=f"/s/sample/threads/{number:026d}",
        may_reply=True,
        may_resolve=True,
    )


def _card(number: int, block: str, words: str) -> Card:
    author, kind, body = _SAID[number % len(_SAID)]
    made = card(number, block, _some(words, number), body, kind, author)
    if number % 3:
        return made
    return replace(made, replies=(remark(number + 700, "Agreed. The panel said “faster”."),))


def remark(number: int, body: str) -> Remark:
    """Return a reply of the person who looks."""
    return Remark(
        id=f"{number:026d}",
        author=AMARA,
        at=_ago(1),
        body=body,
        parts=(Part(text="@Tom Hargreaves", mention=True), Part(text=f" {body}", mention=False)),
        may_edit=True,
    )


def _some(words: str, number: int) -> str:
    """Return a few words from the middle of a text."""
    found = words.split(" ")
    start = (number * 3) % max(len(found) // 2, 1)
    return " ".join(found[start : start + 4 + number % 6])


def _pin(card: Card, text: Rendered) -> Pin:
    words = text.block(card.block or "").text
    start = words.index(card.quote or "")
    piece = {
        "b": card.block,
        "s": to_units(words, start),
        "e": to_units(words, start + len(card.quote or "")),
    }
    return {
        "id": card.id,
        "state": card.state,
        "kind": card.kind.value,
        "suggestion": card.suggestion is not None,
        "pieces": [piece],
    }


def _ago(days: int) -> datetime:
    return clock.now() - timedelta(days=days, hours=2)
