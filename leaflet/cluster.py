"""Workers on other machines: those of a Dask cluster, which have this builder installed."""

from __future__ import annotations

import faulthandler
import os
from collections.abc import Callable, Iterator
from concurrent.futures import CancelledError, Executor, Future
from contextlib import contextmanager
from typing import Any

from leaflet.execute import Crew
from leaflet.problem import UsageError
from leaflet.toolchain import differences, toolchain

try:
    from distributed import Client
    from distributed.scheduler import KilledWorker
except ImportError as fault:
    raise UsageError("Dask is not installed here", "install it: pip install 'leaflet[cluster]'") from fault

_SECONDS_TO_CONNECT = 20


class _Cluster(Executor):
    """Dask's executor, with a limit of time for each call: a worker that a call holds longer ends itself."""

    def __init__(self, client: Client, limit: float) -> None:
        # The same call may be made again: its value is never taken from an earlier one.
        self._executor = client.get_executor(pure=False)  # type: ignore[no-untyped-call]
        self._limit = limit

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        future: Future[Any] = self._executor.submit(_limited, self._limit, fn, *args, **kwargs)
        return future

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        self._executor.shutdown(wait=wait)


def _limited(seconds: float, function: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
    """Call a function; end the process if that takes longer: the scheduler then gives the call to another worker."""
    with open(os.devnull, "w") as nowhere:  # noqa: PTH123 - it has to be a file, and this is no place
        faulthandler.dump_traceback_later(seconds, exit=True, file=nowhere)
        try:
            return function(*args, **kwargs)
        finally:
            faulthandler.cancel_dump_traceback_later()


@contextmanager
def cluster(address: str, limit: float) -> Iterator[Crew]:
    """Yield the crew of all workers of the cluster at an address; limit: of a call, in seconds.

    UsageError if the scheduler does not answer, has no workers, or if one of these has not the toolchain that there is
    here: each such is named.
    """
    try:
        client = Client(  # type: ignore[no-untyped-call]
            address, timeout=_SECONDS_TO_CONNECT, set_as_default=False
        )
    except (OSError, ValueError) as fault:
        what = f"the scheduler at {address} does not answer: {fault}"
        raise UsageError(what, "start one: dask scheduler; and workers: dask worker ADDRESS --nthreads 1") from fault
    with client:
        crew = Crew(_Cluster(client, limit), _size(client, address), (KilledWorker, CancelledError))
        try:
            yield crew
        finally:
            crew.executor.shutdown(wait=False)


def _size(client: Client, address: str) -> int:
    """Return how many workers there are; UsageError if there are none, or if one is not as this machine."""
    found = client.run(toolchain, on_error="return")
    if not found:
        what = f"the scheduler at {address} has no workers"
        raise UsageError(what, f"start some: dask worker {address} --nthreads 1")
    refused = []
    for worker, tools in sorted(found.items()):
        says = [str(tools)] if isinstance(tools, Exception) else differences(tools, toolchain())
        if says:
            refused.append(f"{worker}: {'; '.join(says)}")
    if refused:
        listed = "\n  ".join(refused)
        raise UsageError(f"workers are refused, as they have not what is here:\n  {listed}", "install the same there")
    return len(found)
