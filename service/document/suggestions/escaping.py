"""Writing words so that they read as typed: backslashes where a character would act."""

import re
from typing import Final, NamedTuple

#: What acts at the beginning of a line; the backslash goes before the group.
_LINE_START: Final = re.compile(
    r"(?:\d{1,9}(?=[.)](?:\s|$)))?"
    r"((?:#{1,6}|[-+*]|(?<=\d)[.)])(?=\s|$)|>|=+\s*$|-{3,}|~~~|```|\||\[(?=[^\]]*\]:))"
)
_ENTITY: Final = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_TAG: Final = re.compile(r"<(?:[A-Za-z/!?])")
_BRACKETS: Final = re.compile(r"\[(?:\^|[^\[\]]*\](?:\(|\[|:)|[ xX]\])|\]\(|\]\[|!\[")
_PUNCTUATION: Final = re.compile(r"[!-/:-@\[-`{-~]")


class Setting(NamedTuple):
    """Where words are put in."""

    #: The source just before them.
    before: str
    #: The source just after them.
    after: str
    #: Whether they begin a line.
    begins_line: bool
    #: Whether they stand in a table.
    in_table: bool
    #: Whether every character that could act is to be kept from it.
    careful: bool


def escaped(words: str, setting: Setting) -> str:
    """The source of words on one line."""
    if setting.careful:
        return _PUNCTUATION.sub(lambda found: "\\" + found[0], words)
    whole = setting.before[-1:] + words + setting.after[:1]
    shift = len(setting.before[-1:])
    first = _line_start(words) if setting.begins_line else None
    pieces = []
    for index, character in enumerate(words):
        acts = index == first or _acts(whole, index + shift)
        acts = acts or (character == "|" and setting.in_table)
        pieces.append("\\" + character if acts else character)
    return "".join(pieces)


def guard(following: str) -> int | None:
    """Where a backslash keeps what now begins a line from acting; None where nothing would."""
    return _line_start(following.split("\n", 1)[0])


def _line_start(words: str) -> int | None:
    lead = len(words) - len(words.lstrip(" \t"))
    found = _LINE_START.match(words, lead)
    return found.start(1) if found else None


def _acts(text: str, at: int) -> bool:
    """Whether a character of a line would be taken for mark-up."""
    character = text[at]
    before, after = text[at - 1 : at] if at else " ", text[at + 1 : at + 2] or " "
    match character:
        case "\\":
            return bool(_PUNCTUATION.match(after))
        case "`":
            return True
        case "*" | "~":
            return not (before.isspace() and after.isspace())
        case "_":
            inside = before.isalnum() and after.isalnum()
            return not inside and not (before.isspace() and after.isspace())
        case "&":
            return bool(_ENTITY.match(text, at))
        case "<":
            return bool(_TAG.match(text, at))
        case "[" | "]" | "!":
            return bool(_BRACKETS.match(text, at))
        case _:
            return False
