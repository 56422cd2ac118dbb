"""Texts as they are read: rendered once a content, kept (what is in git never changes)."""

from service.document.render import Rendered, render
from service.errors import Missing
from service.library.lately import Lately
from service.library.model import TEXT
from service.library.sections import Part, parts
from service.repositories import Repositories, Tree


class FigureMissing(Missing):
    """There is no such figure in this strategy."""


#: Rendered texts, by strategy and tree: 12 million characters, which take at most 0.4 GB (a text
#: of 131 pages has some 400,000, and takes about 3 MB).
_kept: Lately[tuple[str, str], Rendered] = Lately(12_000_000)

#: Sections of texts, by strategy and revision: 8 million characters.
_outlines: Lately[tuple[str, str], tuple[Part, ...]] = Lately(8_000_000)


def rendered(repositories: Repositories, slug: str, revision: str) -> Rendered:
    """Return a revision's text as blocks of HTML.

    Kept by tree, so that a text whose figure was replaced is another one.
    """
    repository = repositories.at(slug)
    tree = repository.files(revision)
    return _kept.made(
        (slug, tree.id),
        lambda: render(source(repositories, slug, revision), figures=figures_prefix(slug, tree)),
        lambda made: sum(len(block.html) for block in made.blocks),
    )


def outline(repositories: Repositories, slug: str, revision: str) -> tuple[Part, ...]:
    """Return what of a revision's text can be edited by itself, document control first."""
    text = source(repositories, slug, revision)
    return _outlines.made((slug, revision), lambda: parts(text), lambda _: len(text))


def figures_address(repositories: Repositories, slug: str, revision: str) -> str:
    """Return what the addresses of a revision's figures begin with, as `rendered` has them."""
    return figures_prefix(slug, repositories.at(slug).files(revision))


def source(repositories: Repositories, slug: str, revision: str) -> str:
    """Return a revision's whole source, front matter included."""
    return repositories.at(slug).text(revision)


def figures(repositories: Repositories, slug: str, revision: str) -> dict[str, bytes]:
    """Return every file beside the text, by its path."""
    repository = repositories.at(slug)
    files = repository.files(revision).files
    return {path: repository.blob(blob) for path, blob in files.items() if path != TEXT}


def figure(repositories: Repositories, slug: str, tree: str, path: str) -> bytes:
    """Return a file beside a text by the tree that the text was kept in; FigureMissing.

    A tree counts if it is that of a revision of this strategy: nothing else in git is served.
    """
    repository = repositories.at(slug)
    revision = repository.revision_with(tree)
    blob = repository.files(revision).files.get(path) if revision else None
    if blob is None or path == TEXT:
        raise FigureMissing
    return repository.blob(blob)


def figures_prefix(slug: str, tree: Tree) -> str:
    """Return what the addresses of the figures in a tree begin with."""
    return f"/s/{slug}/figures/{tree.id}/"
