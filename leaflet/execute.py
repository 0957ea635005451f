"""Runs calls on workers, whatever these are: through the interface of the standard library's executors.

A worker that dies or hangs costs one call: it is tried once more, and then given up, and the others go on.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Executor, Future, wait
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, TypeVar

_TRIES = 2


@dataclass(frozen=True)
class Lost:
    """A call that no worker finished; reason: what became of the last that tried."""

    reason: str


@dataclass(frozen=True)
class Crew:
    """Workers: the executor that leads them, how many they are, and the errors by which it tells that one was lost."""

    executor: Executor
    size: int
    lost: tuple[type[BaseException], ...]


S = TypeVar("S")
V = TypeVar("V")


class _AtOnce(Executor):
    """Calls at once, in this process."""

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        future: Future[Any] = Future()
        try:
            future.set_result(fn(*args, **kwargs))
        except Exception as fault:
            future.set_exception(fault)
        return future


# No crew but this process: for what is too little to be handed out.
ALONE = Crew(_AtOnce(), 1, ())


def run(
    crew: Crew, function: Callable[[S], V], subjects: Iterable[S]
) -> Iterator[tuple[S, V | Lost | Exception]]:
    """Call a function with each subject, on the crew; yield each with what came of it, in the order in which they end.

    What came of it is the function's value, or Lost, or the exception that the function raised. No more subjects are
    handed out than keep the crew at work: so memory does not grow with their number.
    """
    left = iter(subjects)
    again: deque[tuple[S, int]] = deque()
    running: dict[Future[V], tuple[S, int]] = {}
    with _cancelled(running):
        while True:
            while len(running) < 2 * crew.size and (turn := _next(again, left)):
                running[crew.executor.submit(function, turn[0])] = turn
            if not running:
                return
            for future in wait(running, return_when=FIRST_COMPLETED).done:
                subject, tries = running.pop(future)
                value: V | Lost | Exception
                try:
                    value = future.result()
                except crew.lost as fault:
                    if tries + 1 < _TRIES:
                        again.append((subject, tries + 1))
                        continue
                    value = Lost(str(fault) or type(fault).__name__)
                except Exception as fault:
                    # It is the caller's to raise, who knows what it means.
                    value = fault
                yield subject, value


def _next(again: deque[tuple[S, int]], left: Iterator[S]) -> tuple[S, int] | None:
    """Return what is to be called next, and how often it was tried; None if nothing is."""
    if again:
        return again.popleft()
    subject = next(left, None)
    return (subject, 0) if subject is not None else None


@contextmanager
def _cancelled(futures: Iterable[Future[Any]]) -> Iterator[None]:
    """Cancel what still runs, when the run ends before its time."""
    try:
        yield
    finally:
        for future in futures:
            future.cancel()
