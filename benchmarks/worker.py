"""One worker, alone: makes the pickled tasks of a file again and again, and says after each what memory it takes.

python -m benchmarks.worker FILE DOCUMENTS
"""

from __future__ import annotations

import pickle
import sys
from itertools import cycle, islice
from pathlib import Path

import psutil

from leaflet import making


def main(file: Path, documents: int) -> None:
    """Print the memory after each of so many documents, in megabytes, a line each."""
    own = psutil.Process()
    for task in islice(cycle(pickle.loads(file.read_bytes())), documents):
        making.make(task)
        print(own.memory_info().rss / 2**20)


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
