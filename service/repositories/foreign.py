"""Somebody else's repository or bundle, read for an import: its documents and their history.

Nothing in it is run: no checkout, no hooks, no filters, no submodules; symbolic links are
passed over. A repository is read by libgit2, which starts no process; a bundle, which holds no
configuration, is first unpacked by one fixed command into a temporary bare repository.
"""

import shutil
import tempfile
import weakref
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import Self, TypeGuard

import pygit2

from service.errors import Invalid, Missing, RoundtableError
from service.repositories import child
from service.repositories.ancestry import Step, line_of_descent, tip
from service.repositories.opening import RepositoryDamaged, open_repository
from service.repositories.pictures import collected
from service.repositories.reading import FILES
from service.repositories.signing import EPOCH

MARKDOWN = (".md", ".markdown", ".mdown", ".mkd", ".rmd")
#: Bytes above which a Markdown file is no strategy.
DOCUMENT_LIMIT = 10 * 1024 * 1024


class ForeignUnreadable(Invalid):
    """{path} is neither a git repository nor a git bundle with a branch."""


class DocumentUnknown(Missing):
    """There is no document {document} in this repository."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ForeignRevision:
    """One state of a document in somebody else's repository."""

    #: Who wrote it, as recorded there.
    author_name: str
    #: Their address, as recorded there; not checked.
    author_email: str
    #: When it was written. Not always after the revision before it: clocks differ.
    when: datetime
    #: What the author said of it.
    message: str
    #: The document as `strategy.md`, and its pictures: see `pictures.collected`.
    files: Mapping[str, bytes]


class Foreign:
    """A repository (bare or not) or a `.bundle` file, open for reading until `close`."""

    def __init__(self, path: Path) -> None:
        """Open it, and find its branch: HEAD, else main, master or the newest.

        Raises ForeignUnreadable, GitMissing, GitTimedOut.
        """
        path = Path(path).absolute()
        self._path = path
        self._folder = tempfile.mkdtemp(prefix="roundtable-")
        self._remove = weakref.finalize(self, shutil.rmtree, self._folder, ignore_errors=True)
        try:
            self._repository = _opened(path, Path(self._folder))
            self._tip = _tip(self._repository, path)
        except RoundtableError:
            self._remove()
            raise

    def close(self) -> None:
        """Let go of the repository, and remove the unpacked bundle."""
        self._repository.free()
        self._remove()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def documents(self) -> Mapping[str, int]:
        """The Markdown documents at the tip: the size in bytes by path, in order of path."""
        return dict(sorted(_documents(self._tip.tree)))

    def walk(self, document: str) -> Iterator[ForeignRevision]:
        """The states of a document, oldest first, a revision for each change; DocumentUnknown.

        History is followed along one line of descent (`ancestry.line_of_descent`) and through
        renames. A revision is yielded when the document or a picture that it shows differs
        from the one before; a revision in which it is absent, or over 10 MB, is passed over.
        """
        if document not in self.documents():
            raise DocumentUnknown(document=document)
        return self._revisions(document)

    def _revisions(self, document: str) -> Iterator[ForeignRevision]:
        before: Mapping[str, bytes] = {}
        try:
            for step in reversed(line_of_descent(self._repository, self._tip, document)):
                files = collected(step.commit.tree, step.path, DOCUMENT_LIMIT)
                if files and files != before:
                    yield _revision(step, files)
                    before = files
        except (pygit2.GitError, KeyError, OSError) as problem:
            raise ForeignUnreadable(path=self._path) from problem


def _opened(path: Path, folder: Path) -> pygit2.Repository:
    """The repository itself, or the one unpacked from a bundle."""
    try:
        if path.is_file():
            _unpack(path, folder)
            return open_repository(folder)
        return open_repository(path)
    except RepositoryDamaged as problem:
        raise ForeignUnreadable(path=path) from problem


def _tip(repository: pygit2.Repository, path: Path) -> pygit2.Commit:
    found = tip(repository)
    if found is None:
        raise ForeignUnreadable(path=path)
    return found


def _unpack(bundle: Path, folder: Path) -> None:
    """Clone a bundle into an empty folder: bare, without templates."""
    options = ("--bare", "--quiet", "--no-tags", "--template=")
    done = child.run(folder, "clone", *options, "--", str(bundle), str(folder), seconds=300)
    if done.returncode:
        raise ForeignUnreadable(path=bundle)


def _documents(root: pygit2.Tree) -> Iterator[tuple[str, int]]:
    """Without recursion: somebody else's folders may be nested as deep as they like."""
    waiting = [("", root)]
    while waiting:
        folder, tree = waiting.pop()
        for entry in tree:
            name = f"{folder}{entry.name}"
            if isinstance(entry, pygit2.Tree):
                waiting.append((f"{name}/", entry))
            elif _is_document(entry, name):
                yield name, entry.size


def _is_document(entry: object, name: str) -> TypeGuard[pygit2.Blob]:
    """A Markdown file of bearable size, not a link, whose path is text."""
    return (
        isinstance(entry, pygit2.Blob)
        and entry.filemode in FILES
        and name.lower().endswith(MARKDOWN)
        and name == name.encode("utf-8", "replace").decode()
        and entry.size <= DOCUMENT_LIMIT
    )


def _revision(step: Step, files: Mapping[str, bytes]) -> ForeignRevision:
    author = step.commit.author
    return ForeignRevision(
        author_name=author.raw_name.decode("utf-8", "replace"),
        author_email=author.raw_email.decode("utf-8", "replace"),
        when=_moment(author.time, author.offset),
        message=step.commit.raw_message.decode("utf-8", "replace").strip(),
        files=files,
    )


def _moment(seconds: int, offset: int) -> datetime:
    """A recorded time; what no calendar holds becomes the first moment of 1970."""
    try:
        zone = timezone(timedelta(minutes=offset))
        return max(datetime.fromtimestamp(seconds, UTC), EPOCH).astimezone(zone)
    except (ValueError, OverflowError, OSError):
        return EPOCH
