"""A file has at most 400 lines.

What is longer has more than one subject; the reader of either has to read both. Functions are measured by
ruff (30 statements, 6 parameters, complexity 8). Migrations, catalogues and vendored files are written by
machines or by others and are not counted.
"""

from collections.abc import Iterator
from pathlib import Path

from tools.gates.complaints import Complaint, run
from tools.gates.sources import sources

MOST_LINES = 400
_MEASURED = (".py", ".html", ".txt", ".css", ".js", ".sh", "Makefile")
_NOT_OURS_TO_CUT = ("requirements/", "LICENSES/")


def check(root: Path) -> Iterator[Complaint]:
    """Yield every file of ours that is longer than it may be."""
    for source in sources(root, *_MEASURED):
        if source.is_vendored or source.is_migration or source.name.startswith(_NOT_OURS_TO_CUT):
            continue
        count = len(source.text.splitlines())
        if count > MOST_LINES:
            yield Complaint(
                source.name, count, f"{count} lines; split it by subject into files of {MOST_LINES}."
            )


if __name__ == "__main__":
    run(check)
