"""The workers of a build, hired when there is something to do: here, and perhaps on a cluster."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from functools import cached_property
from types import TracebackType
from typing import Self

from leaflet.execute import ALONE, Crew
from leaflet.warm import warm_up

# So few leaflets in a language are examined sooner here than by a worker that has yet to start.
_FEW = 4


class Crews:
    """Hires workers when they are first asked for, and lets them go at the end: a context manager.

    scheduler: the address of a Dask scheduler whose workers make the files, None for this machine's own; size: how many
    workers there are here, None for one a core; limit: how long a call may take, in seconds, None for the usual limit.
    """

    def __init__(self, scheduler: str | None = None, size: int | None = None, limit: float | None = None) -> None:
        self.scheduler = scheduler
        self._size = size
        self._limit = limit
        self._stack = ExitStack()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stack.close()

    @contextmanager
    def checking(self, units: int) -> Iterator[Crew]:
        """Yield the workers that examine so many units; they are let go afterwards, with what they have in memory."""
        if units <= _FEW:
            # In the meantime those that will make the files get ready.
            if self.scheduler is None:
                warm_up()
            yield ALONE
            return
        from leaflet.workers import LIMIT, processes  # noqa: PLC0415

        with processes(self._size, self._limit or LIMIT) as crew:
            yield crew

    @cached_property
    def making(self) -> Crew:
        """The workers that make the files. UsageError if the cluster cannot be had, or has not what is here."""
        from leaflet.workers import LIMIT, processes  # noqa: PLC0415

        limit = self._limit or LIMIT
        if self.scheduler is None:
            return self._stack.enter_context(processes(self._size, limit))
        # Dask is not installed where only one machine builds.
        from leaflet.cluster import cluster  # noqa: PLC0415

        return self._stack.enter_context(cluster(self.scheduler, limit))
