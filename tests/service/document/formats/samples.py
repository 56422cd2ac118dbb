"""A stamp, a document with everything in it, and figures, for the tests of exports."""

import datetime
import struct
import zlib
from typing import Any, Final

from service.document.formats.stamp import Stamp

REVISION: Final = "9f3c2abdeadbeef00112233445566778899aabbc"

#: Every kind of block and mark, and each kind of untidiness that still must export.
DOCUMENT: Final = """# Health Informatics Strategy

## Summary

Plain, *slanted*, **strong**, ~~struck [link](https://example.org/a?b=c&d=e)~~ and `code`.[^1]
See [the aims](#aims), [nowhere](#nowhere), [a letter](mailto:owner@example.org).

#### A level left out

##

> [!WARNING]
> Spend nothing yet.

- [ ] to do
- [x] done

Term
: Its meaning

## Aims

*Table 1: Aims and dates*

| Aim | By when | Cost |
| --- | --- | ---: |
| Link records across organisations, for care and for research | March 2018 | 12,000 |
| Bring researchers to the data | December 2019 | 300 |

![Three boxes in a row, from left to right](figures/boxes.svg)

*Figure 1: The boxes*

![A red square](figures/square.png)

![A map that nobody has](figures/map.png)

![](figures/square.png)

> A quotation.

```python
print("code")
```

1. first
2. second

***

The end.

[^1]: A footnote, with a [link](https://example.org/note).
"""

SVG: Final = b"""<svg xmlns="http://www.w3.org/2000/svg" width="300" height="100">
<rect x="5" y="5" width="80" height="90" fill="#1c4e79"/>
<text x="110" y="60" font-family="Inter" font-size="20">Box of words</text></svg>"""


def png(width: int = 40, height: int = 30) -> bytes:
    """A red picture of a size."""
    rows = b"".join(b"\x00" + b"\xc8\x1e\x1e" * width for _ in range(height))
    head = struct.pack(">LLBBBBB", width, height, 8, 2, 0, 0, 0)
    parts = ((b"IHDR", head), (b"IDAT", zlib.compress(rows)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(kind, data) for kind, data in parts)


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">L", len(data)) + kind + data + struct.pack(">L", zlib.crc32(kind + data))


FIGURES: Final = {"figures/boxes.svg": SVG, "figures/square.png": png()}


def stamp(**changes: Any) -> Stamp:  # noqa: ANN401 - the fields of a stamp are of several types
    """The stamp of version 1.0, or one that differs from it."""
    fields: dict[str, Any] = {
        "title": "Health Informatics Strategy",
        "version": "1.0",
        "status": "approved",
        "revision": REVISION,
        "date": datetime.date(2017, 10, 2),
        "organisation": "Liverpool Health Partners",
        "owner": "Priya Ramanathan",
        "approving_body": "Liverpool Health Partners Board",
        "effective_date": datetime.date(2017, 10, 9),
        "review_date": datetime.date(2020, 3, 31),
        "summary_of_changes": "First edition.",
        "url": "https://strategies.example.org/s/health-informatics/v/1.0",
        "draft": False,
    }
    return Stamp(**(fields | changes))
