"""Work that is done again and again: every so many seconds, and whenever somebody says so."""

import logging
import threading
from collections.abc import Callable

_log = logging.getLogger(__name__)


class Regular:
    """A thread that does one thing over and over; a failure is logged, and it goes on."""

    def __init__(self, name: str, do: Callable[[], object], *, seconds: float) -> None:
        self._do = do
        self._seconds = seconds
        self._wake = threading.Event()
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, name=name, daemon=True)

    def start(self) -> None:
        """Begin, with the first time at once."""
        self._wake.set()
        self._thread.start()

    def wake(self) -> None:
        """Have it done soon rather than at its hour; does not wait."""
        self._wake.set()

    def stop(self) -> None:
        """End after what is in hand."""
        self._stop.set()
        self._wake.set()
        self._thread.join(timeout=60)

    def _run(self) -> None:
        while not self._stop.is_set():
            self._wake.wait(timeout=self._seconds)
            self._wake.clear()
            if not self._stop.is_set():
                self._once()

    def _once(self) -> None:
        try:
            self._do()
        except Exception:  # what fails now may work the next time
            _log.exception("The regular work of %s failed and will be tried again.", self.name)

    @property
    def name(self) -> str:
        """What it is called in the log."""
        return self._thread.name
