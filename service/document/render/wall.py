"""The second wall: an allow-list of elements, attributes and addresses behind our own writer.

The writer escapes everything by construction and writes in the form in which `nh3` gives HTML
back; whatever comes out different from how it went in was not ours, and is not shown as HTML.
"""

import re
from functools import lru_cache
from typing import Final
from urllib.parse import quote, unquote

import nh3

_TAGS: Final = (
    *("h1", "h2", "h3", "h4", "h5", "h6", "p", "ul", "ol", "li", "blockquote", "pre", "hr", "div"),
    *("table", "thead", "tbody", "tr", "th", "td", "figure", "figcaption", "img"),
    *("a", "br", "code", "em", "s", "span", "strong", "sub", "sup"),
)
_ATTRIBUTES: Final = {
    "a": {"href", "title", "id", "class", "rel", "aria-label"},
    "code": {"class"},
    "div": {"class", "id"},
    "img": {"src", "alt", "title"},
    "ol": {"start"},
    "p": {"class"},
    "pre": {"class", "tabindex"},
    "span": {"class", "role", "aria-label"},
    "sup": {"class", "id"},
    "td": {"class"},
    "th": {"class", "scope"},
    **{f"h{level}": {"id"} for level in range(1, 7)},
}
_CLEANER: Final = nh3.Cleaner(
    tags=set(_TAGS),
    attributes=_ATTRIBUTES,
    url_schemes={"http", "https", "mailto", "tel"},
    link_rel=None,
    clean_content_tags=set(),
)
_LINK: Final = re.compile(r"(?:https?://|mailto:|tel:|#)[^\s\x00-\x20\x7f]+", re.I)
_LANGUAGE: Final = re.compile(r"[A-Za-z0-9+#.-]{1,30}(?![^\s,{])")
_SCHEME: Final = re.compile(r"[a-z][a-z0-9+.-]*:", re.I)
_NOT_IN_PATHS: Final = re.compile(r"[\x00-\x1f\x7f\\]")
_ESCAPED: Final = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", "\xa0": "&nbsp;"})
_SHOWN: Final = str.maketrans(
    dict.fromkeys((*range(9), 11, 12, *range(14, 32), 127), "�") | {0x0D: " "}
)


def shown(text: str) -> str:
    """Text as a browser will have it: controls a browser would change become U+FFFD, CR a space."""
    return text.translate(_SHOWN)


def escaped(text: str) -> str:
    """Text as HTML, in the form in which `nh3` gives it back."""
    return text.translate(_ESCAPED)


def attribute(text: str) -> str:
    """Text as the value of a double-quoted attribute."""
    return escaped(shown(text)).replace('"', "&quot;")


def passes(html: str) -> bool:
    """Whether HTML comes through the allow-list unchanged."""
    return bool(_CLEANER.clean(html) == html)


@lru_cache(maxsize=4096)
def link_address(address: str) -> str | None:
    """The address a link may have, or None: http, https, mailto, tel or a place on this page."""
    if not _LINK.fullmatch(address):
        return None
    return address if passes(f'<a href="{attribute(address)}"></a>') else None


def figure_path(address: str) -> str | None:
    """The path of a figure beside the strategy, or None for what lies elsewhere.

    No scheme, no host, no leading slash, no step upwards; escapes are undone.
    """
    path = unquote(address)
    if not path or path.startswith("/") or _SCHEME.match(path) or _NOT_IN_PATHS.search(path):
        return None
    parts = [part for part in path.split("/") if part not in ("", ".")]
    return None if ".." in parts or not parts else "/".join(parts)


def figure_address(figures: str, path: str) -> str:
    """The address of a figure: the prefix and the path, escaped for a URL."""
    return figures + quote(path)


def code_class(information: str) -> str:
    """The class that names a code block's language, from what stands after its fence."""
    found = _LANGUAGE.match(information)
    return f' class="language-{found[0].lower()}"' if found else ""
