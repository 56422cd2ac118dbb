"""Which kind of picture a file is, by its content."""

#: How far into a file the first element of an SVG is looked for.
_HEAD = 4096

_STARTS = {
    b"\x89PNG\r\n\x1a\n": "image/png",
    b"\xff\xd8\xff": "image/jpeg",
    b"GIF87a": "image/gif",
    b"GIF89a": "image/gif",
}
#: The endings that the name of each kind may have; a new name takes the first.
ENDINGS = {
    "image/png": (".png",),
    "image/jpeg": (".jpg", ".jpeg"),
    "image/gif": (".gif",),
    "image/webp": (".webp",),
    "image/svg+xml": (".svg",),
}


def media_type(path: str, content: bytes) -> str | None:
    """Return the kind of picture that both the name and the content say it is, else None."""
    kind = sniffed(content)
    return kind if kind and path.lower().endswith(ENDINGS[kind]) else None


def sniffed(content: bytes) -> str | None:
    """Return the kind of picture that a content is, else None."""
    for start, kind in _STARTS.items():
        if content.startswith(start):
            return kind
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return "image/webp"
    return "image/svg+xml" if b"<svg" in content[:_HEAD] else None
