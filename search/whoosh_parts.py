"""The one place that imports Whoosh 2.7.4, and what is set right about it here.

Of Whoosh only what was proved by fuzzing is used: writing, segments, columns and postings of one
term. Never its query language, matchers that combine, collectors, `filter=` (which fails open),
`refresh()` (which keeps deleted text findable), suggestions (which know hidden words) or
non-compound segments (which vanish under readers).
"""

import io
import warnings
from typing import Any

with warnings.catch_warnings():
    # Its source predates the warnings about escapes and `is`; Python shows them when it compiles.
    warnings.simplefilter("ignore", SyntaxWarning)
    warnings.simplefilter("ignore", DeprecationWarning)
    import whoosh
    import whoosh.codec.whoosh3
    import whoosh.columns
    import whoosh.fields
    import whoosh.filedb.filestore
    import whoosh.filedb.structfile
    import whoosh.index
    import whoosh.reading
    import whoosh.writing

#: The version of Whoosh, part of what makes an index readable.
VERSION: str = whoosh.versionstring()

#: Memory that the postings of one commit may take before they go to disk, in MB.
MEMORY = 64


def schema() -> Any:  # noqa: ANN401 - Whoosh is untyped
    """Say what is kept of an entry.

    Words arrive as lists of terms, so no analyser of Whoosh takes part, nor is one pickled.
    """
    texts = {name: whoosh.fields.TEXT() for name in ("title", "body")}
    forms = {f"{name}_forms": whoosh.fields.TEXT(phrase=False) for name in texts}
    for field in (*texts.values(), *forms.values()):
        field.scorable = False  # `facts` has the lengths, exactly; Whoosh rounds them
    return whoosh.fields.Schema(
        **texts,
        **forms,
        facts=whoosh.fields.COLUMN(whoosh.columns.VarBytesColumn()),
        entry=whoosh.fields.STORED(),
    )


def create_index(folder: str) -> Any:  # noqa: ANN401
    """Make an empty index in an existing empty folder."""
    return whoosh.index.FileIndex.create(_storage(folder), schema())


def open_index(folder: str) -> Any:  # noqa: ANN401
    """Open the index in a folder. Raises nearly anything when it is damaged."""
    return whoosh.index.FileIndex(_storage(folder), schema=schema())


def open_writer(index: Any) -> Any:  # noqa: ANN401
    """Start a commit. Whoosh's own lock is left out: it survives a failed commit, ours does not."""
    writer = index.writer(limitmb=MEMORY, _lk=False)
    writer.codec.length_stats = False  # nobody asks for lengths, and each would cost a `stat`
    return writer


def _storage(folder: str) -> Any:  # noqa: ANN401
    return whoosh.filedb.filestore.FileStorage(folder)


class _View(io.RawIOBase):
    """Reads a part of a memory map in place, where Whoosh would first copy it whole."""

    def __init__(self, part: Any) -> None:  # noqa: ANN401 - bytes, memoryview or mmap
        self._part = memoryview(part)
        self._at = 0

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        base = {io.SEEK_SET: 0, io.SEEK_CUR: self._at, io.SEEK_END: len(self._part)}[whence]
        self._at = base + offset
        return self._at

    def tell(self) -> int:
        return self._at

    def read(self, size: int | None = -1) -> bytes:
        stop = len(self._part) if size is None or size < 0 else self._at + size
        piece = bytes(self._part[self._at : stop])
        self._at += len(piece)
        return piece

    def readinto(self, target: Any) -> int:  # noqa: ANN401 - any writable buffer
        piece = self.read(len(target))
        target[: len(piece)] = piece
        return len(piece)

    def readline(self, size: int | None = -1, /) -> bytes:  # noqa: ARG002 - pickle asks for no size
        """Read up to and with a line's end."""
        step, piece, end = 256, b"", 0
        while not end:
            piece = bytes(self._part[self._at : self._at + step])
            end = piece.find(b"\n") + 1
            if len(piece) < step:
                break
            step *= 4
        line = piece[: end or None]
        self._at += len(line)
        return line

    def close(self) -> None:
        self._part = memoryview(b"")
        super().close()


whoosh.filedb.structfile.BytesIO = _View
