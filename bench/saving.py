"""One row saved: ``python -m bench.saving ROWS`` adds rows one by one, as a form does, to an empty inventory.

Prints the milliseconds until a row is saved, checked, counted and recorded in the audit chain. Beside it a
plain insert of one line is timed, which is what the database itself takes on this machine.
"""

import json
import os
import sys
import tempfile
from pathlib import Path
from statistics import median

from bench.browsing import p95_ms
from klimapakt.commands import starting


def main(rows: str) -> None:
    """Print one JSON object."""
    with tempfile.TemporaryDirectory(prefix="klimapakt-bench-") as folder:
        os.environ["KLIMA_VAR"] = str(Path(folder) / "var")
        starting.set_up()
        saved, plain = starting.load("bench.saving_rows:measure")(int(rows))
    measured = {
        "rows": int(rows),
        "saved_ms": median(saved) * 1000,
        "saved_p95_ms": p95_ms(saved),
        "insert_ms": median(plain) * 1000,
        "ratio": median(saved) / median(plain),
    }
    print(json.dumps(measured))


if __name__ == "__main__":
    main(*sys.argv[1:])
