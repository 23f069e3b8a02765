"""Modules are named after their subject, never after the fact that somebody needed a place.

``utils``, ``helpers`` and ``common`` attract whatever is homeless and tell the reader nothing.
"""

from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from tools.gates.complaints import Complaint, run
from tools.gates.sources import sources

REFUSED = frozenset({"util", "utils", "utilities", "helper", "helpers", "common", "misc", "stuff"})


def check(root: Path) -> Iterator[Complaint]:
    """Yield every Python module or package with a name that says nothing."""
    for source in sources(root, ".py"):
        path = PurePosixPath(source.name)
        for part in (*path.parts[:-1], path.stem):
            if part in REFUSED:
                yield Complaint(source.name, 1, f"'{part}' says nothing; name the module after its subject.")


if __name__ == "__main__":
    run(check)
