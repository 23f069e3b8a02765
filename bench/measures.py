"""Measures: ``python -m bench.measures OF_ONE MEMBERS OF_EACH [DATABASE]``.

One member with ``OF_ONE`` measures, and ``MEMBERS`` others with ``OF_EACH`` each; half of them share a line
with others, so that their savings are worked out together. Prints the milliseconds (median and 95th
percentile) of the pages: the member's list, the steps of all its measures, one measure, the office's list
plain and filtered, each in turns with the page about sources, which asks the database nothing, and how many
queries each asks. The pages are made in this process, without the way over the network. The last word names
an empty database to measure on, such as ``postgres://…``; without it one is made on the PostgreSQL that
answers, and where none does, SQLite is taken.
"""

import json
import os
import sys
import tempfile
from pathlib import Path

from bench import database
from klimapakt.commands import starting


def main(of_one: str, members: str, of_each: str, url: str | None = None) -> None:
    """Print one JSON object."""
    with (
        tempfile.TemporaryDirectory(prefix="klimapakt-bench-") as folder,
        database.empty(database.server() if url is None else None) as made,
    ):
        os.environ |= {"DATABASE_URL": url or made, "KLIMA_VAR": str(Path(folder) / "var")}
        starting.set_up()
        work = starting.load("bench.measures_shown:measure")
        print(json.dumps(work(int(of_one), int(members), int(of_each))))


if __name__ == "__main__":
    main(*sys.argv[1:])
