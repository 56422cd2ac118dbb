"""Where the figures of two texts that are compared are found, and what is said where one is not."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from html import unescape
from typing import Final
from urllib.parse import unquote

from service.library.texts import figures_prefix
from service.repositories import Repositories, Tree

#: What stands for a figure that neither text has beside it, with what it showed.
_GONE: Final = '<span class="gone">The picture is not there.{}</span>'


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """The figures of two texts of one strategy."""

    #: What the addresses of figures begin with before they are `settled`, in both texts.
    address: str
    #: The files among which a figure is looked for, by what its address begins with: best first.
    newer_first: Mapping[str, Tree]
    #: The same, for what went.
    older_first: Mapping[str, Tree]

    def settled(self, html: str, *, older: bool = False) -> str:
        """Lead each figure to the text that has it: the newer, or the `older` one, first.

        `html` is that of our renderer, with its figures at `address`.
        """
        where = self.older_first if older else self.newer_first
        image = rf'<img src="{re.escape(self.address)}([^"]*)" alt="([^"]*)"([^>]*)>'
        return re.sub(image, lambda found: _image(found, where), html)


def figures_of(repositories: Repositories, slug: str, old: str, new: str) -> Figures:
    """Return the figures of two revisions; RevisionMissing.

    Those of a proposed revision are served from the draft, from which it has them.
    """
    repository = repositories.at(slug)
    before, after = repository.files(old), repository.files(new)
    draft = [repository.files(head)] if (head := repository.head()) else []

    def first(*trees: Tree) -> Mapping[str, Tree]:
        served = (tree for tree in (*trees, *draft) if repository.revision_with(tree.id))
        return {figures_prefix(slug, tree): tree for tree in served}

    return Figures(
        address=figures_prefix(slug, after),
        newer_first=first(after, before),
        older_first=first(before, after),
    )


def _image(found: re.Match[str], where: Mapping[str, Tree]) -> str:
    address, words, rest = found.groups()
    path = unquote(unescape(address))
    for prefix, tree in where.items():
        if path in tree.files:
            return f'<img src="{prefix}{address}" alt="{words}"{rest}>'
    return _GONE.format(f" It showed: {words}" if words else "")
