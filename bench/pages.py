"""Pages of the office: ``python -m bench.pages MEMBERS LOOKS`` asks them of a pact of so many members.

The pact has lived for ten years: inventories, measures, duties with their reminders, contacts, tasks,
requests and agreements, the same in every run. Each page is asked so often through Django's test client, in
the process, signed in as head of the office, each time with another choice, order or page of the list; in
turns with the page about sources, which asks the database nothing. A third word names an empty database to
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


def main(members: str, looks: str, url: str | None = None) -> None:
    """Print one JSON object."""
    with (
        tempfile.TemporaryDirectory(prefix="klimapakt-bench-") as folder,
        database.empty(database.server() if url is None else None) as made,
    ):
        os.environ |= {"DATABASE_URL": url or made, "KLIMA_VAR": str(Path(folder) / "var")}
        starting.set_up()
        print(json.dumps(starting.load("bench.pages_asked:measure")(int(members), int(looks))))


if __name__ == "__main__":
    main(*sys.argv[1:])
