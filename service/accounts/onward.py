"""Where a browser goes after signing in: an address of ours, never somebody else's."""

from urllib.parse import urlsplit

_HOME = "/"


def local(then: str | None) -> str:
    r"""Return `then` where it is a path within this service, and the library otherwise.

    Browsers read `//host`, `/\host` and `/<tab>/host` as another host, so none of them passes.
    """
    if not then or not then.startswith("/") or then.startswith("//"):
        return _HOME
    if "\\" in then or not then.isprintable() or len(then) > 2000:
        return _HOME
    try:
        parts = urlsplit(then)
    except ValueError:
        return _HOME
    return _HOME if parts.scheme or parts.netloc or parts.path.startswith("//") else then
