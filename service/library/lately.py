"""What was made lately, kept in memory up to a weight."""

from collections import OrderedDict
from collections.abc import Callable
from threading import Lock, RLock
from typing import Final, Generic, TypeVar

_Key = TypeVar("_Key")
_Value = TypeVar("_Value")

#: How many locks there are for making values: those of few keys share one.
_TURNS: Final = 32


class Lately(Generic[_Key, _Value]):
    """Values by key, those used lately; safe between threads.

    Weighed, not counted: a strategy may be a hundred times as long as most are, and a few dozen
    of those would fill the memory of a small machine.
    """

    def __init__(self, most: int) -> None:
        """Keep at most `most` in all, in whatever unit the weights are given; the newest always."""
        self._most = most
        self._lock = Lock()
        self._turns = tuple(RLock() for _ in range(_TURNS))
        self._weight = 0
        self._values: OrderedDict[_Key, tuple[_Value, int]] = OrderedDict()

    def get(self, key: _Key) -> _Value | None:
        """Return the value of this key, if it is kept."""
        with self._lock:
            if key not in self._values:
                return None
            self._values.move_to_end(key)
            return self._values[key][0]

    def made(self, key: _Key, make: Callable[[], _Value], weigh: Callable[[_Value], int]) -> _Value:
        """Return the value of this key, made and kept if it is not; who else wants it waits.

        After a save a follower and all who read want the same at the same moment. `make` must not
        make another value of the same kind: two of them could wait for each other.
        """
        known = self.get(key)
        if known is not None:
            return known
        with self._turns[hash(key) % _TURNS]:
            known = self.get(key)
            if known is not None:
                return known
            value = make()
            return self.put(key, value, weigh(value))

    def put(self, key: _Key, value: _Value, weight: int) -> _Value:
        """Keep a value of this weight under its key, and let the oldest go; return the value."""
        with self._lock:
            _, before = self._values.pop(key, (None, 0))
            self._values[key] = (value, weight)
            self._weight += weight - before
            while self._weight > self._most and len(self._values) > 1:
                _, (_, gone) = self._values.popitem(last=False)
                self._weight -= gone
        return value
