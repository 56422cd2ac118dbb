"""What was made lately, kept in memory up to a weight."""

from collections import OrderedDict
from threading import Lock
from typing import Generic, TypeVar

_Key = TypeVar("_Key")
_Value = TypeVar("_Value")


class Lately(Generic[_Key, _Value]):
    """Values by key, those used lately; safe between threads.

    Weighed, not counted: a strategy may be a hundred times as long as most are, and a few dozen
    of those would fill the memory of a small machine.
    """

    def __init__(self, most: int) -> None:
        """Keep at most `most` in all, in whatever unit the weights are given; the newest always."""
        self._most = most
        self._lock = Lock()
        self._weight = 0
        self._values: OrderedDict[_Key, tuple[_Value, int]] = OrderedDict()

    def get(self, key: _Key) -> _Value | None:
        """Return the value of this key, if it is kept."""
        with self._lock:
            if key not in self._values:
                return None
            self._values.move_to_end(key)
            return self._values[key][0]

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
