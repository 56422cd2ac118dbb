"""The kinds of threads, as somebody chooses one."""

from dataclasses import dataclass

from service.comments.model import Kind

#: What each kind is for, shown where somebody chooses one.
HINTS = {
    Kind.GENERAL: "A remark, praise or concern",
    Kind.SUBSTANTIVE: "What the strategy says should change",
    Kind.EDITORIAL: "A slip, or clearer words for the same thing",
    Kind.QUESTION: "Something that you want to be answered",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class KindChoice:
    """A kind of thread to choose."""

    #: What is sent.
    value: str
    #: What is read.
    words: str
    #: What it is for.
    hint: str


KINDS = tuple(KindChoice(value=k.value, words=k.words, hint=h) for k, h in HINTS.items())
