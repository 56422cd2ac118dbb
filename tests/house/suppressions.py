"""What silences a checker says which rule and why."""

import io
import re
import tokenize
from collections.abc import Iterator

IGNORE = re.compile(r"#\s*type:\s*ignore(?P<code>\[[\w, -]+\])?(?P<reason>.*)")
NOQA = re.compile(r"#\s*(?:ruff:\s*)?noqa(?P<code>:\s*[A-Z]+[0-9]+)?", re.IGNORECASE)


def unexplained(_path: str, source: str) -> Iterator[tuple[int, str]]:
    """Comments that silence mypy without a code and a reason, or ruff without a code."""
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        if token.type != tokenize.COMMENT:
            continue
        ignore, noqa = IGNORE.search(token.string), NOQA.search(token.string)
        if ignore and not (ignore["code"] and re.search(r"\w{3}", ignore["reason"])):
            yield token.start[0], "`type: ignore` needs its code and a reason after it."
        if noqa and not noqa["code"]:
            yield token.start[0], "`noqa` needs its code."
