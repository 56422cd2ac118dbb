"""What each page is given."""

from datetime import date, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from markupsafe import Markup

from service import clock
from service.comments.filters import Filters
from service.comments.kinds import KINDS
from service.document.merging import merge
from service.document.sentences import sentences
from service.exchange.model import Export, Format, State
from service.library.model import KeptWork
from service.library.sections import parts as sections_of
from service.library.settling import Chosen, clashing, combined
from service.library.texts import rendered, source
from service.reading.body import joined
from tests.browser.assets import library, threads
from tests.browser.assets.people import RUTH, TOM

Values = dict[str, Any]


class Site:
    """Values of all pages, over one repository."""

    def __init__(self, folder: Path) -> None:
        """Put the repository into `folder`."""
        self.repositories, self.draft = library.keep(folder)
        self.text = rendered(self.repositories, library.SLUG, self.draft)
        self.strategy = library.strategy(self.draft)
        self.cards = threads.cards(self.text)

    def home(self) -> Values:
        """The library with four strategies."""
        return {"rows": library.rows(self.draft)}

    def reading(self) -> Values:
        """The draft with its comments, for somebody who may comment and edit."""
        return {
            "shown": library.shown(self.draft),
            "owner": TOM,
            "latest": library.version(self.draft, 2),
            "saver": TOM.name,
            "outline": self.text.outline,
            "body": self._body(may_comment=True),
            "title_in_text": True,
            "may_edit": True,
            "news": (),
            "lost": ("01jcs0000000000000000000aa",),
            "threads": self.cards,
            "orphans": threads.orphans(),
            "gone": (),
            "left_out": frozenset(),
            "pins": threads.pins(self.cards, self.text),
            "may_comment": True,
            "kinds": KINDS,
            "new_thread_address": f"/s/sample/r/{self.draft}/threads",
            "filters": Filters(),
            "choices": threads.choices(self.cards, self.text),
            "complete": True,
            "total": sum(card.state == "open" for card in self.cards) + 1,
            "first": 1,
            "previous": None,
            "next": None,
            "to_decide": 4,
            "list_address": "/s/sample/threads",
            "people_address": "/s/sample/people",
            "longest": {"body": 20_000, "words": 20_000, "reason": 5_000},
        }

    def visiting(self) -> Values:
        """A version, for somebody who is not signed in."""
        version = library.version(self.draft)
        shown = library.shown(self.draft)
        return {
            **self.reading(),
            "shown": type(shown)(strategy=shown.strategy, revision=shown.revision, version=version),
            "body": self._body(may_comment=False),
            "may_edit": False,
            "may_comment": False,
        }

    def _body(self, *, may_comment: bool) -> Markup:
        return joined(
            self.repositories,
            library.SLUG,
            self.draft,
            may_comment=may_comment,
            chips=threads.chips(self.cards),
        )

    def comment_form(self) -> Values:
        """The form for the first paragraph."""
        block = next(block for block in self.text.blocks if block.kind == "paragraph")
        spans = sentences(block.text)
        parts = [(f"{each.start}-{each.end}", block.text[each.start : each.end]) for each in spans]
        return {
            "strategy": self.strategy,
            "may_edit": True,
            "block": block,
            "section": block.section,
            "parts": [{"value": v, "text": t} for v, t in [("all", block.text), *parts]],
            "part": "all",
            "kinds": KINDS,
            "kind": "general",
            "body": "",
            "key": "k1",
            "errors": {},
            "post_to": "/s/sample/threads",
        }

    def comment_problem(self) -> Values:
        """The form, sent without a comment."""
        return {**self.comment_form(), "errors": {"body": "Enter your comment"}}

    def thread(self) -> Values:
        """One thread."""
        values = {"thread": self.cards[1], "past": (), "body": "", "key": "k1", "errors": {}}
        return {"strategy": self.strategy, "may_edit": True, **values}

    def edit(self) -> Values:
        """The sections to choose from."""
        text = source(self.repositories, library.SLUG, self.draft)
        return {
            "strategy": self.strategy,
            "sections": sections_of(text),
            "may_publish": True,
            **self._waiting(),
        }

    def edit_section(self) -> Values:
        """The source of one section."""
        text = source(self.repositories, library.SLUG, self.draft)
        section = sections_of(text)[4]
        return {
            "strategy": self.strategy,
            "section": section,
            **self._waiting(),
            "source": section.source,
            "what_changed": "",
            "expecting": self.draft,
            "fields": (),
            "may_remove": True,
            "errors": {"source": "The text is empty"},
        }

    def merge(self) -> Values:
        """A save that touches what somebody else had saved."""
        before = "The group should meet at least once a quarter, and not in August."
        merged = merge(before, before.replace("should", "must"), before.replace("should", "may"))
        chosen = Chosen(choices={}, written={})
        return {
            "strategy": self.strategy,
            "work": self._work(),
            "seen": self.draft,
            "others": TOM.name,
            "first": "Tom",
            "changed": 6,
            "clashes": clashing(merged, chosen),
            "combined": combined(merged, chosen),
            "homeless": ("Words of before.",),
            "again": True,
            "errors": {},
        }

    def together(self) -> Values:
        """A revision that was put together, of which Tom is told."""
        line = Markup("The group <del>should</del> <ins>must</ins> meet.")
        passage = {"section": "Aims", "before": "", "saved": line, "after": line}
        return {
            "strategy": self.strategy,
            "revision": library.revision(self.draft, 0),
            "combination": SimpleNamespace(address=f"/s/sample/together/{self.draft}"),
            "saver": RUTH.name,
            "yours": False,
            "others": TOM.name,
            "both": [SimpleNamespace(**passage, typed=line, close=True)],
            "theirs": [SimpleNamespace(**passage, typed=None, close=False)],
            "untold": True,
        }

    def _work(self) -> KeptWork:
        return KeptWork(
            id="0" * 26,
            strategy="sample",
            person=RUTH.id,
            base=self.draft,
            text="",
            what_changed="Said who meets",
            at=clock.now() - timedelta(hours=2),
        )

    def _waiting(self) -> Values:
        revision = library.revision(self.draft, 0)
        news = SimpleNamespace(address="/s/sample/together/x", by=TOM.name, revision=revision)
        return {"works": (self._work(),), "news": (news,), "editing": library.EDITING}

    def versions(self) -> Values:
        """Two versions and five changes."""
        numbers = {1: library.version(self.draft).number}
        return {
            "strategy": self.strategy,
            "may_edit": True,
            "may_publish": True,
            "versions": [
                SimpleNamespace(version=library.version(self.draft, minor), publisher=TOM.name)
                for minor in (1, 0)
            ],
            "events": [
                SimpleNamespace(
                    revision=library.revision(self.draft, number),
                    what_changed=library.revision(self.draft, number).what_changed,
                    author=RUTH if number else None,
                    co_authors=(),
                    taker=None,
                    number=numbers.get(number),
                    added=12 * number,
                    removed=number,
                    figures=0,
                    sections=(),
                    title=None,
                )
                for number in range(5)
            ],
            "total": 40,
        }

    def publish(self) -> Values:
        """The form, sent without a summary."""
        return {
            "strategy": self.strategy,
            "revision": library.revision(self.draft),
            "saver": TOM.name,
            "next": {"minor": "1.2", "major": "2.0"},
            "change_class": "minor",
            "summary": "",
            "approved": "no",
            "approving_body": "Wexcombe Partnership Board",
            "effective_date": None,
            "review_date": date(2027, 12, 4),
            "errors": {
                "summary": "Say what this version changes",
                "effective_date": "Enter the date from which it holds",
            },
        }

    def downloads(self) -> Values:
        """The draft and a version, one file of which is there."""
        version = library.version(self.draft)
        draft = {"title": "Draft", "note": "As saved on 4 December 2026.", "version": None}
        stands = {"title": "Version 1.0", "note": "Approved by the board.", "version": version}
        return {
            "strategy": self.strategy,
            "may_edit": True,
            "offers": [
                {**draft, "files": [_file(Format.PDF), _file(Format.DOCX)], "text_address": None},
                {
                    **stands,
                    "files": [_file(Format.PDF, "/s/sample/v/1.0.pdf"), _file(Format.DOCX)],
                    "text_address": "/s/sample/v/1.0.md",
                },
            ],
            "clone_address": "http://127.0.0.1:8000/git/sample",
        }

    def job(self, progress: int) -> Values:
        """An export that is so far, in percent."""
        done = progress >= 100
        export = Export(
            id=f"{7:026d}",
            strategy=library.SLUG,
            revision=self.draft,
            version="1.0",
            format=Format.PDF,
            recipe="",
            state=State.DONE if done else State.WORKING,
            progress=progress,
            words="Setting the pages",
            file=None,
            asked_by=None,
            asked_at=clock.now(),
            changed_at=clock.now(),
        )
        address = "/s/sample/v/1.0.pdf" if done else None
        return {
            "strategy": self.strategy,
            "may_edit": True,
            "export": export,
            "address": address,
        }


def _file(format_: Format, address: str | None = None) -> Values:
    size = "412 kB" if address else None
    return {"format": format_, "address": address, "size": size, "ask_to": "/s/sample/ask"}
