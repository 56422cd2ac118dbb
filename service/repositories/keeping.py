"""The folder of repositories: finding one by its slug, creating one."""

import shutil
from dataclasses import dataclass
from itertools import count
from pathlib import Path

from service.errors import Conflict, Missing
from service.repositories import creating, names, written
from service.repositories.locking import writing
from service.repositories.opening import failures_told
from service.repositories.repository import Repository


class RepositoryMissing(Missing):
    """There is no strategy {slug}."""


class RepositoryExists(Conflict):
    """There is a strategy {slug} already."""


@dataclass(frozen=True, slots=True)
class Repositories:
    """The repositories under one folder, `<slug>.git` each."""

    #: The folder; it need not exist before the first is created.
    root: Path

    def at(self, slug: str) -> Repository:
        """The repository of a strategy; SlugInvalid, RepositoryMissing."""
        path = self._place(slug)
        if not path.is_dir():
            raise RepositoryMissing(slug=slug)
        return Repository(slug=slug, path=path)

    def slugs(self) -> tuple[str, ...]:
        """The slugs of all of them, in alphabetical order."""
        found = (path.stem for path in self.root.glob("*.git") if path.is_dir())
        return tuple(sorted(slug for slug in found if names.SLUG.fullmatch(slug)))

    def take_written(self) -> tuple[str, ...]:
        """The slugs of those that were written to since this was last asked."""
        return tuple(path.stem for path in written.take(self.root) if path.suffix == ".git")

    def create(self, slug: str) -> Repository:
        """Make an empty repository; SlugInvalid, RepositoryExists, WriteFailed."""
        path = self._place(slug)
        if not creating.create(path):
            raise RepositoryExists(slug=slug)
        return Repository(slug=slug, path=path)

    def begin(self, slug: str) -> Repository:
        """Make an empty repository that is not among the others until it is finished.

        One that an interruption left unfinished makes room. SlugInvalid, WriteFailed.
        """
        path = self._place(slug).with_suffix(".unfinished")
        with failures_told():
            if path.exists():
                shutil.rmtree(path)
        creating.create(path)
        return Repository(slug=slug, path=path)

    def finish(self, begun: Repository) -> Repository:
        """Put what `begin` made among the others, whole; RepositoryExists, WriteFailed."""
        path = self._place(begun.slug)
        with failures_told():
            if not creating.move(begun.path, path):
                raise RepositoryExists(slug=begun.slug)
        return Repository(slug=begun.slug, path=path)

    def set_aside(self, slug: str) -> Path:
        """Rename a repository to `<slug>.interrupted-<n>`, so that its name is free again.

        Returns where it is now; SlugInvalid, RepositoryMissing, RepositoryBusy, WriteFailed.
        """
        path = self.at(slug).path
        with writing(path), failures_told():
            number = next(n for n in count(1) if not _aside(path, n).exists())
            path.rename(_aside(path, number))
            creating.sync(path.parent)
        return _aside(path, number)

    def _place(self, slug: str) -> Path:
        """Where a repository of this name stands: decided only once the name is checked."""
        return self.root.absolute() / f"{names.slug(slug)}.git"


def _aside(path: Path, number: int) -> Path:
    return path.with_name(f"{path.stem}.interrupted-{number}")
