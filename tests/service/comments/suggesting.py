"""What tests of suggestions do: suggest words for words, and read the draft."""

from service.accounts.model import Actor
from service.comments.asked import passage_of_quote
from service.comments.suggest import suggest
from service.library.texts import rendered
from service.parts import Parts
from tests.service.comments.conftest import SLUG


def suggestion(
    parts: Parts, actor: Actor, revision: str, quote: str, words: str, body: str = ""
) -> str:
    """Suggest words in place of some that stand once in a revision; returns the thread's id."""
    passage = passage_of_quote(rendered(parts.repositories, SLUG, revision), quote)
    with parts.database.write() as db:
        made = suggest(
            db,
            parts.repositories,
            actor,
            SLUG,
            revision=revision,
            passage=passage,
            words=words,
            body=body,
        )
    return made.thread.id


def draft(parts: Parts) -> str:
    """Return the source of the draft."""
    repository = parts.repositories.at(SLUG)
    return repository.text(repository.head() or "")
