"""What the composer, or the form for everybody else, sends to begin a thread."""

from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Form

from service.comments.asked import ALL, Selection, passage_of_part, passage_of_selection
from service.comments.begin import Passage
from service.comments.model import Kind
from service.document.render import Rendered

Text = Annotated[str, Form()]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """What the composer or the form sends."""

    #: What somebody wrote.
    body: str
    #: What sort of remark it is.
    kind: Kind
    #: What this posting is called, so that sending it twice makes one comment; empty for nothing.
    key: str
    #: The block it is about, from the form; empty otherwise.
    block: str
    #: Which part of the block.
    part: str
    #: What was selected; None from the form.
    selection: Selection | None
    #: The words to stand in place of the passage; None for a comment that suggests none.
    words: str | None
    #: Whether it is only to be shown how the passage would change.
    preview: bool = False

    def passage(self, text: Rendered) -> Passage | None:
        """Return the passage that is meant; None for the whole document."""
        if self.selection:
            return passage_of_selection(text, self.selection)
        return passage_of_part(text, self.block, self.part) if self.block else None


def sent(
    body: Text = "",
    kind: Text = "",
    key: Text = "",
    block: Text = "",
    part: Text = ALL,
    start_block: Text = "",
    start: Annotated[int, Form()] = 0,
    end_block: Text = "",
    end: Annotated[int, Form()] = 0,
    exact: Text = "",
    suggest: Text = "",
    words: Text = "",
    preview: Text = "",
) -> Sent:
    """Read the fields of a form."""
    selection = Selection(
        start_block=start_block, start=start, end_block=end_block, end=end, exact=exact
    )
    usual = Kind.EDITORIAL if suggest == "1" else Kind.GENERAL
    return Sent(
        body=body,
        kind=Kind(kind) if kind in set(Kind) else usual,
        key=key,
        block=block,
        part=part,
        selection=selection if start_block else None,
        words=words if suggest == "1" else None,
        preview=preview == "1",
    )


SentFields = Annotated[Sent, Depends(sent)]
