"""Ask in random order, and keep what each answer took."""

import random
import threading
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from tests.benchmarks.processes import cpu_seconds, settled_cpu_seconds
from tests.benchmarks.subject import WRITES, Ask, Subject

#: Seconds that a turn lasts at least; a slow operation is asked once.
TURN = 0.25
#: Seconds that a subject has at most, before the first turn, for what its start left to be done.
SETTLING = 120
#: Times that each operation is asked before anything counts.
WARM_UP = 3


@dataclass(slots=True, kw_only=True)
class Samples:
    """What one operation of one subject took."""

    #: Seconds of each answer.
    walls: list[float] = field(default_factory=list)
    #: CPU seconds of the subject's processes, over all answers.
    cpu: float = 0.0
    #: Answers a second of eight clients, one figure a turn.
    rates: list[float] = field(default_factory=list)
    #: Seconds of each answer to one of eight clients.
    crowded: list[float] = field(default_factory=list)


def alone(subjects: Sequence[Subject], *, rounds: int, seed: int) -> dict[tuple[str, str], Samples]:
    """Each operation of each subject by one client, `rounds` turns each, shuffled together."""
    pairs = [(subject, name) for subject in subjects for name in subject.operations]
    asks = {(s.name, name): s.operations[name]() for s, name in pairs}
    measured = {key: Samples() for key in asks}
    for key, ask in asks.items():
        _warm_up(key, ask)
    for subject in subjects:
        settled_cpu_seconds(subject.pid, patience=SETTLING)
    turns = [pair for pair in pairs for _ in range(rounds)]
    random.Random(seed).shuffle(turns)  # noqa: S311 - repeatable, not secret
    for subject, name in turns:
        key = (subject.name, name)
        _turn(subject, asks[key], measured[key], settle=name in WRITES)
    return measured


def crowded(
    subjects: Sequence[Subject],
    measured: dict[tuple[str, str], Samples],
    *,
    operations: Sequence[str],
    rounds: int,
    seconds: float,
    seed: int,
    clients: int = 8,
) -> None:
    """Add what `clients` at once get, for operations that every subject allows at once."""
    pairs = [(s, name) for s in subjects for name in operations if name in s.operations]
    turns = [pair for pair in pairs for _ in range(rounds)]
    random.Random(seed).shuffle(turns)  # noqa: S311
    for subject, name in turns:
        asks = [subject.operations[name]() for _ in range(clients)]
        begun = time.perf_counter()
        walls = _together(asks, seconds)
        samples = measured[subject.name, name]
        samples.crowded += walls
        samples.rates.append(len(walls) / (time.perf_counter() - begun))


def _warm_up(key: tuple[str, str], ask: Ask) -> None:
    try:
        for _ in range(WARM_UP):
            ask()
    except Exception as error:
        error.add_note(f"while warming up {key}")
        raise


def _turn(subject: Subject, ask: Ask, samples: Samples, *, settle: bool) -> None:
    """Ask for a while; after a write, what it leaves to be done later counts as well."""
    read = settled_cpu_seconds if settle else cpu_seconds
    before, until = read(subject.pid), time.perf_counter() + TURN
    while True:
        begun = time.perf_counter()
        ask()
        ended = time.perf_counter()
        samples.walls.append(ended - begun)
        if ended > until:
            break
    samples.cpu += read(subject.pid) - before


def _together(asks: Sequence[Ask], seconds: float) -> list[float]:
    """Every client asks as often as it can, and waits for its last answer; seconds of each."""
    walls: list[float] = []
    failures: list[Exception] = []
    until = time.perf_counter() + seconds

    def client(ask: Ask) -> None:
        try:
            walls.extend(_until(ask, until))
        except Exception as error:  # told by the thread that waits
            failures.append(error)

    threads = [threading.Thread(target=client, args=(ask,)) for ask in asks]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if failures:
        raise failures[0]
    return walls


def _until(ask: Ask, until: float) -> Iterator[float]:
    while (begun := time.perf_counter()) < until:
        ask()
        yield time.perf_counter() - begun
