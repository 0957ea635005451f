"""The call that makes a file, apart from all that it takes: to name it imports no renderer, nor what leads a build."""

from __future__ import annotations

from leaflet.task import Made, Task


def make(task: Task) -> Made:
    """Return the file of a task; see leaflet.work.make."""
    # The renderer takes half a second to import: it is the workers that do.
    from leaflet import work  # noqa: PLC0415

    return work.make(task)
