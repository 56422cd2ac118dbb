"""Where the figures of two texts that are compared are found, and what is said where one is not."""

import re
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

    #: The strategy.
    slug: str
    #: The files of the older text.
    old: Tree
    #: The files of the newer one.
    new: Tree

    @property
    def address(self) -> str:
        """What the addresses of figures begin with before `settled`: both texts have the same."""
        return figures_prefix(self.slug, self.new)

    def settled(self, html: str, *, older: bool = False) -> str:
        """Lead each figure to the text that has it: the newer, or the `older` one, first.

        `html` is that of our renderer, with its figures at `address`.
        """
        trees = (self.old, self.new) if older else (self.new, self.old)
        image = rf'<img src="{re.escape(self.address)}([^"]*)" alt="([^"]*)"([^>]*)>'
        return re.sub(image, lambda found: self._image(found, trees), html)

    def _image(self, found: re.Match[str], trees: tuple[Tree, ...]) -> str:
        address, words, rest = found.groups()
        path = unquote(unescape(address))
        for tree in trees:
            if path in tree.files:
                src = figures_prefix(self.slug, tree) + address
                return f'<img src="{src}" alt="{words}"{rest}>'
        return _GONE.format(f" It showed: {words}" if words else "")


def figures_of(repositories: Repositories, slug: str, old: str, new: str) -> Figures:
    """Return the figures of two revisions; RevisionMissing."""
    repository = repositories.at(slug)
    return Figures(slug=slug, old=repository.files(old), new=repository.files(new))
