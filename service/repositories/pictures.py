"""The pictures that a foreign document shows: which they are, and where they go.

References are found by their form (`![…](path)`, `[label]: path`, `<img src="path">`), not by
rendering: text in a code block counts too, which at worst brings a picture too many.
"""

import hashlib
import posixpath
import re
from collections.abc import Callable, Iterator, Mapping
from urllib.parse import quote, unquote_to_bytes

import pygit2
from pygit2.enums import FileMode

from service.repositories import names
from service.repositories.names import DOCUMENT, PathInvalid

PICTURE = re.compile(r"\.(png|jpe?g|gif|svg)$", re.IGNORECASE)
#: Bytes above which a picture stays behind.
PICTURE_LIMIT = 5 * 1024 * 1024
REFERENCES = re.compile(
    rb"""!\[[^\]\n]{0,1000}\]\(\s{0,9}<?(?P<inline>[^)<>\s"']{1,1000})"""
    rb"""|^\ {0,3}\[[^\]\n]{1,200}\]:\s{0,9}<?(?P<label>[^<>\s]{1,1000})"""
    rb"""|<img\s[^>]{0,1000}?src\s{0,9}=\s{0,9}["']?(?P<tag>[^"'>\s]{1,1000})""",
    re.MULTILINE | re.IGNORECASE,
)


def collected(tree: pygit2.Tree, path: str, limit: int) -> Mapping[str, bytes]:
    """The document at `path` as `strategy.md`, with its pictures; empty when it is not there.

    A picture inside the document's folder keeps its path relative to it; one from elsewhere in
    the repository goes to `figures/<name>`. A reference that names it otherwise (`./`, `../`,
    `/`) is rewritten; every other byte of the text is as it was. A reference to what is not
    there, not a picture, or over 5 MB stays as it is.
    """
    document = blob_at(tree, path)
    if document is None or document.size > limit:
        return {}
    shown = _shown(tree, path, document.data)
    places = _places(path, shown)
    text = REFERENCES.sub(_rewriter(path, places), document.data)
    return {DOCUMENT: text, **{places[source]: blob.data for source, blob in shown.items()}}


def blob_at(tree: pygit2.Tree, path: str) -> pygit2.Blob | None:
    """The file at a path; None when there is none, or it is a link or a submodule."""
    try:
        found: object = tree[path]
    except (KeyError, ValueError, pygit2.GitError):
        return None
    if isinstance(found, pygit2.Blob) and found.filemode != FileMode.LINK:
        return found
    return None


def _shown(tree: pygit2.Tree, path: str, text: bytes) -> dict[str, pygit2.Blob]:
    """The pictures that a text refers to and that are there, by path in the repository."""
    found = {source: blob_at(tree, source) for source in sources(path, text)}
    return {s: blob for s, blob in found.items() if blob and blob.size <= PICTURE_LIMIT}


def sources(path: str, text: bytes) -> tuple[str, ...]:
    """The paths in the repository of the pictures that the text of a document refers to."""
    found = (_source(path, reference) for reference in _references(text))
    return tuple(dict.fromkeys(source for source in found if source))


def _references(text: bytes) -> Iterator[bytes]:
    return (match[match.lastgroup or 0] for match in REFERENCES.finditer(text))


def _source(path: str, reference: bytes) -> str | None:
    """Where in the repository a reference leads; None for addresses and other kinds of file."""
    words = unquote_to_bytes(reference).decode("utf-8", "replace").split("#")[0].split("?")[0]
    if not PICTURE.search(words) or re.match(r"[a-zA-Z][a-zA-Z0-9+.-]*:|//", words):
        return None
    folder = "" if words.startswith("/") else posixpath.dirname(path)
    joined = posixpath.normpath(posixpath.join(folder, words.lstrip("/")))
    return joined if _is_fit(joined) else None


def _is_fit(path: str) -> bool:
    try:
        return bool(names.path(path))
    except PathInvalid:
        return False


def _places(path: str, shown: Mapping[str, object]) -> dict[str, str]:
    """Where each picture goes: its path beside `strategy.md`, by its path in the repository."""
    folder = posixpath.dirname(path)
    prefix = f"{folder}/" if folder else ""
    inside = {source: source[len(prefix) :] for source in shown if source.startswith(prefix)}
    taken = {place.casefold() for place in inside.values()}
    places = dict(inside)
    for source in shown:
        if source not in places:
            places[source] = _free(source, taken)
    return places


def _free(source: str, taken: set[str]) -> str:
    """`figures/<name>`; should that be taken, with the first digits of the path's hash."""
    name = posixpath.basename(source)
    place = f"figures/{name}"
    if place.casefold() in taken:
        place = f"figures/{hashlib.sha256(source.encode()).hexdigest()[:8]}-{name}"
    taken.add(place.casefold())
    return place


def _rewriter(path: str, places: Mapping[str, str]) -> Callable[[re.Match[bytes]], bytes]:
    """Replaces a reference by the picture's place, and leaves it alone when it says so already."""

    def rewritten(match: re.Match[bytes]) -> bytes:
        group = match.lastgroup or ""
        place = places.get(_source(path, match[group]) or "")
        if place is None or unquote_to_bytes(match[group]) == place.encode():
            return match[0]
        start = match.start(group) - match.start()
        end = match.end(group) - match.start()
        return match[0][:start] + quote(place).encode() + match[0][end:]

    return rewritten


class PictureIndex:
    """What tells one state of a document from another: its blob, and its pictures' blobs."""

    def __init__(self) -> None:
        #: Paths of the pictures a text refers to, by its path and blob id.
        self._sources: dict[tuple[str, str], tuple[str, ...]] = {}

    def state(self, tree: pygit2.Tree, path: str) -> tuple[str, ...]:
        """The ids of the document and the pictures it shows; () when it is not there."""
        document = blob_at(tree, path)
        if document is None:
            return ()
        key = (path, str(document.id))
        if key not in self._sources:
            self._sources[key] = sources(path, document.data)
        blobs = (blob_at(tree, source) for source in self._sources[key])
        return (str(document.id), *(str(blob.id) if blob else "" for blob in blobs))
