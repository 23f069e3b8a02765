"""The nightly run: ``python -m bench.nightly MEMBERS`` lets a pact of so many members live some nights.

They joined over ten years and did most of what they owed. Prints the seconds of the first night, in which
every duty is new, of the one after nine of ten past duties were entered as done, of ten plain ones (median
and slowest), and of one that finds everything done; beside them the median and the 95th percentile of the
list of what the office is needed for, and how many queries it asks. A second word names an empty database to
measure on, such as ``postgres://…``; without it one is made on the PostgreSQL that answers, and where none
does, SQLite is taken.
"""

import json
import os
import sys
import tempfile
from pathlib import Path

from bench import database
from klimapakt.commands import starting


def main(members: str, url: str | None = None) -> None:
    """Print one JSON object."""
    with (
        tempfile.TemporaryDirectory(prefix="klimapakt-bench-") as folder,
        database.empty(database.server() if url is None else None) as made,
    ):
        os.environ |= {"DATABASE_URL": url or made, "KLIMA_VAR": str(Path(folder) / "var")}
        starting.set_up()
        print(json.dumps(starting.load("bench.nightly_run:measure")(int(members))))


if __name__ == "__main__":
    main(*sys.argv[1:])
