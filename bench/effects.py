"""What a new rulebook changes for a city: ``python -m bench.effects MEMBERS``.

Puts a rulebook into force, lets members join on different days, drafts another rulebook, and asks nine times
for what it changes: the calculation by itself, and from the database to the numbers of the page. Prints
median seconds.
"""

import json
import os
import sys
import tempfile
from pathlib import Path

from klimapakt.commands import starting


def main(members: str) -> None:
    """Print one JSON object."""
    with tempfile.TemporaryDirectory(prefix="klimapakt-bench-") as folder:
        os.environ["KLIMA_VAR"] = str(Path(folder) / "var")
        starting.set_up()
        measured = starting.load("bench.effects_shown:measure")(int(members))
    print(json.dumps(measured))


if __name__ == "__main__":
    main(*sys.argv[1:])
