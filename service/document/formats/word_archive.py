"""A Word file as its parts, and the parts as a Word file that is the same each time."""

import io
import zipfile
from collections.abc import Mapping
from typing import Final

#: The only date in the archive: the first that a zip file can hold.
_EPOCH: Final = (1980, 1, 1, 0, 0, 0)


def unpack(archive: bytes) -> dict[str, bytes]:
    """The parts of a Word file that we made ourselves, by name."""
    with zipfile.ZipFile(io.BytesIO(archive)) as file:
        return {name: file.read(name) for name in file.namelist()}


def pack(parts: Mapping[str, bytes]) -> bytes:
    """The parts as a file without times, the list of content types first as Office has it."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as file:
        for name in sorted(parts, key=lambda name: (name != "[Content_Types].xml", name)):
            entry = zipfile.ZipInfo(name, _EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o600 << 16
            file.writestr(entry, parts[name])
    return out.getvalue()
