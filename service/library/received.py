"""A text that somebody sends as a Word file, read as a text of a strategy."""

import re
from threading import BoundedSemaphore
from typing import Final

from service.document.formats.docx_in import markdown
from service.document.returned import returned
from service.library.texts import rendered, source
from service.repositories import Repositories

_FIGURE: Final = re.compile(r"!\[([^\]]+)\]\(([^()\s]+)\)")
#: Reading takes a processor and memory: two at a time, the others wait.
_at_a_time = BoundedSemaphore(2)


def received(repositories: Repositories, slug: str, revision: str, content: bytes) -> str:
    """Return the text of a Word file under the front matter of a revision.

    What the two texts say alike is written as the revision writes it. Raises NotWord, WordOld,
    WordLocked, WordTooLarge, WordDamaged.
    """
    base = source(repositories, slug, revision)
    outline = rendered(repositories, slug, revision).outline
    heading = outline[0].title if outline and outline[0].level == 1 else ""
    with _at_a_time:
        body = markdown(content, dict(_FIGURE.findall(base)), heading)
    return returned(base, body)
