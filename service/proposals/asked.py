"""What the forms of proposals send, read into what the verbs take."""

from collections.abc import Mapping, Sequence

from service.proposals.taking import Taking

#: The field that is repeated for every change that is ticked.
TAKE = "take"
#: What the fields for editing a change on the way begin with; the rest is its number.
WORDS = "words-"


def taking_in(fields: Mapping[str, Sequence[str]]) -> Taking:
    """Read which changes are ticked, and what was written instead of some of them."""
    written = {
        number: values[0]
        for name, values in fields.items()
        if name.startswith(WORDS) and values
        for number in _number(name.removeprefix(WORDS))
    }
    ticked = frozenset(number for each in fields.get(TAKE, ()) for number in _number(each))
    return Taking(numbers=ticked, words=written)


def _number(given: str) -> tuple[int, ...]:
    """Return the number that was sent, if it is one."""
    usable = given.isascii() and given.isdecimal() and len(given) < 7
    return (int(given),) if usable else ()
