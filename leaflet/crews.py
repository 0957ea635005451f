"""The workers of a build, hired when there is something to do: here, and perhaps on a cluster."""

from __future__ import annotations

from contextlib import ExitStack
from functools import cached_property
from types import TracebackType
from typing import Self

from leaflet.execute import Crew


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

    @cached_property
    def here(self) -> Crew:
        """The workers on this machine."""
        from leaflet.workers import LIMIT, processes  # noqa: PLC0415

        return self._stack.enter_context(processes(self._size, self._limit or LIMIT))

    @cached_property
    def anywhere(self) -> Crew:
        """The workers that make the files. ClusterError if the cluster cannot be had."""
        if self.scheduler is None:
            return self.here
        # Dask is not installed where only one machine builds.
        from leaflet.cluster import cluster  # noqa: PLC0415
        from leaflet.workers import LIMIT  # noqa: PLC0415

        return self._stack.enter_context(cluster(self.scheduler, self._limit or LIMIT))
