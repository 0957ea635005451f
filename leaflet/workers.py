"""Workers on this machine: processes, each forked warm, that live as long as the build."""

from __future__ import annotations

import gc
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from multiprocessing.context import ForkServerContext, ForkServerProcess
from types import ModuleType
from typing import Any

from pebble import CONSTS, ProcessExpired, ProcessPool

from leaflet.execute import Crew
from leaflet.warm import warm_up

# A page takes a tenth of a second, the check of a few leaflets in all languages some seconds.
LIMIT = 300.0
# A worker is replaced after so many calls, before what is kept of each language and edition, and by the libraries below
# Python, adds up.
_CALLS_A_WORKER = 50
# How often the pool looks after its workers, in seconds. As long may the end of a build wait for it.
CONSTS.sleep_unit = 0.02


class _Process(ForkServerProcess):
    """A process that does not import the program that leads it, as it would by itself: a call names its own module.

    The program takes a tenth of a second to import, and memory, in each worker.
    """

    _one_at_a_time = threading.Lock()

    def start(self) -> None:
        with self._one_at_a_time:
            program = sys.modules["__main__"]
            sys.modules["__main__"] = ModuleType("__main__")
            try:
                super().start()
            finally:
                sys.modules["__main__"] = program


class _Context(ForkServerContext):
    Process = _Process


class _Processes(Executor):
    """Pebble's pool as an executor: a call has a limit of time; a process that dies costs its own call alone."""

    def __init__(self, size: int, limit: float) -> None:
        self._context = _Context()
        warm_up()
        self._size = size
        self._limit = limit
        self._pool = self._new()

    def _new(self) -> ProcessPool:
        return ProcessPool(self._size, _CALLS_A_WORKER, initializer=_begin, context=self._context)

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        if not self._pool.active:
            # All its processes died at once, while they had nothing to do.
            self._pool = self._new()
        future: Future[Any] = self._pool.schedule(fn, args=args, kwargs=kwargs, timeout=self._limit)
        return future

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        if cancel_futures:
            self._pool.stop()  # type: ignore[no-untyped-call]
        else:
            self._pool.close()  # type: ignore[no-untyped-call]
        if wait:
            self._pool.join()


@contextmanager
def processes(size: int | None = None, limit: float = LIMIT) -> Iterator[Crew]:
    """Yield a crew of processes on this machine, one a core if no size is given; limit: of a call, in seconds.

    What they are to call must be a function of a module, not of the program itself.
    """
    executor = _Processes(size or cores(), limit)
    try:
        yield Crew(executor, size or cores(), (ProcessExpired, BrokenProcessPool, TimeoutError))
    finally:
        executor.shutdown(cancel_futures=True)


def cores() -> int:
    """Return how many processors this process may use."""
    return len(os.sched_getaffinity(0))


def _begin() -> None:
    """Prepare a worker, as the first thing that it does."""
    # Ctrl-C is for the process that leads to hear: it stops the workers.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # What was imported is never garbage: it need not be looked through again and again.
    gc.freeze()
