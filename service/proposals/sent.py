"""A Word file that comes with the form for a new proposal, read before the transaction begins."""

from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, File, Request, UploadFile

from service.accounts.doors import SignedIn
from service.accounts.permissions import Permission
from service.document.formats.word_received import LARGEST
from service.errors import Invalid
from service.library import read as library
from service.library.received import received
from service.web.doors import Repos, database


@dataclass(frozen=True, slots=True, kw_only=True)
class SentWord:
    """A Word file beside a draft."""

    #: Its text, under the front matter of the draft; None where it cannot be read.
    text: str | None
    #: The revision of the draft.
    draft: str
    #: Why it cannot be read.
    problem: Invalid | None


def _sent(
    request: Request,
    slug: str,
    actor: SignedIn,
    repositories: Repos,
    word: Annotated[UploadFile | None, File()] = None,
) -> SentWord | None:
    """Read the Word file of a form, outside of any transaction; None where there is none."""
    if word is None or not word.filename:
        return None
    with database(request).read() as db:
        draft = library.draft(db, actor, slug, Permission.PROPOSE).revision.id
    try:
        text = received(repositories, slug, draft, word.file.read(LARGEST + 1))
    except Invalid as problem:
        return SentWord(text=None, draft=draft, problem=problem)
    return SentWord(text=text, draft=draft, problem=None)


#: The Word file that came with a form, if one did.
Sent = Annotated[SentWord | None, Depends(_sent)]
