"""The texts that can be chosen on the pages that compare."""

from dataclasses import dataclass

from service.accounts.model import Actor
from service.accounts.permissions import Permission, may
from service.library import read
from service.library.model import Strategy
from service.library.named import DRAFT, Named, of_shown
from service.library.read import Shown
from service.reading.proposed import PROPOSAL, open_proposals
from service.storage.database import ReadDb
from service.web.dates import day, moment

#: Revisions to choose from, beside the versions; the history leads to all others.
_REVISIONS = 20
#: Characters of what changed in a choice.
_SAID = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """A text to choose."""

    #: Its name in addresses.
    name: str
    #: What people read.
    words: str


def choices(
    db: ReadDb, actor: Actor | None, strategy: Strategy, chosen: tuple[Named, Named]
) -> dict[str, list[Choice]]:
    """Return the texts to choose from under their headings; what is chosen is always there."""
    slug, draft = strategy.slug, read.draft(db, actor, strategy.slug)
    groups = {
        "": [Choice(name=DRAFT, words=f"Draft · {day(draft.revision.at)}")],
        "Versions": [
            Choice(
                name=f"v{each.number}", words=f"Version {each.number} · {day(each.published_at)}"
            )
            for each in read.versions(db, slug)
        ],
        "Proposed revisions": [_choice(each) for each in open_proposals(db, actor, slug)],
    }
    if may(actor, Permission.SEE_SOURCE_HISTORY, slug, strategy.visibility):
        lately = read.revisions(db, slug, _REVISIONS)
        shown = [of_shown(Shown(strategy=strategy, revision=each)) for each in lately]
        groups["Revisions"] = [_choice(each) for each in shown]
    known = {each.name for group in groups.values() for each in group}
    others = {each.name: _choice(each) for each in chosen if each.name not in known}
    return groups | ({"Chosen": list(others.values())} if others else {})


def _choice(text: Named) -> Choice:
    if text.name.startswith(PROPOSAL):
        return Choice(name=text.name, words=f"{text.words} · {day(text.at)}")
    said = text.revision.what_changed.strip().partition("\n")[0][:_SAID]
    return Choice(name=text.name, words=" · ".join(filter(None, (moment(text.at), said))))
