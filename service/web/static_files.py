"""Static files under an address that names their content, so that browsers keep them for ever."""

import hashlib
from functools import lru_cache
from pathlib import Path

from starlette.staticfiles import StaticFiles
from starlette.types import Receive, Scope, Send

FOLDER = Path(__file__).parent / "static"


@lru_cache
def release() -> str:
    """Return 12 hex digits that change whenever any static file does."""
    digest = hashlib.sha256()
    for path in sorted(FOLDER.rglob("*")):
        if path.is_file():
            digest.update(path.relative_to(FOLDER).as_posix().encode() + b"\0")
            digest.update(path.read_bytes())
    return digest.hexdigest()[:12]


def address(path: str) -> str:
    """Return the address of a static file: `css/base.css` to `/static/<release>/css/base.css`."""
    return f"/static/{release()}/{path}"


class ForEver:
    """Serves `/static/<release>/...`; another release's address still gets today's file."""

    def __init__(self) -> None:
        self._files = StaticFiles(directory=FOLDER)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer with the file; one of this release may be kept for a year."""
        root = scope.get("root_path", "")
        wanted, _, rest = scope["path"].removeprefix(root).lstrip("/").partition("/")
        inner = {**scope, "path": f"/{rest}", "root_path": ""}
        current = wanted == release()

        async def keep(message: dict[str, object]) -> None:
            if message["type"] == "http.response.start":
                value = b"public, max-age=31536000, immutable" if current else b"no-cache"
                headers = message["headers"]
                assert isinstance(headers, list)  # noqa: S101 - what ASGI promises
                headers.append((b"cache-control", value))
            await send(message)

        await self._files(inner, receive, keep)  # type: ignore[arg-type]  # ASGI's loose dicts
