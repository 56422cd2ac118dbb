"""Regular work is done again and again, whatever happens in between."""

import logging
import threading

import pytest

from service.queue.regular import Regular


def test_work_goes_on_after_a_failure(caplog: pytest.LogCaptureFixture) -> None:
    """What fails is logged and done again when somebody says so, long before its hour."""
    times, twice = [0], threading.Event()

    def work() -> None:
        times[0] += 1
        if times[0] == 1:
            regular.wake()
            raise RuntimeError("on purpose")
        twice.set()

    regular = Regular("trial", work, seconds=3600)
    with caplog.at_level(logging.ERROR):
        regular.start()
        assert twice.wait(30)
        regular.stop()
    assert "The regular work of trial failed" in caplog.text


def test_stopped_work_is_not_done_again() -> None:
    """After `stop` nothing more happens, not even when somebody says so."""
    times, once = [0], threading.Event()

    def work() -> None:
        times[0] += 1
        once.set()

    regular = Regular("trial", work, seconds=3600)
    regular.start()
    assert once.wait(30)
    regular.stop()
    regular.wake()
    assert times == [1]
