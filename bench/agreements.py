"""From a text to a package: ``python -m bench.agreements TIMES``.

Each round issues an agreement to another member, adds the page of evidence, seals it, checks the sealed file
in its confined process and packs the evidence, with the key of a demo and without a timestamp authority.
Prints median and slowest seconds; "sealed" is issuing, evidence and seal together,
"compared" is finding out whether one member has to agree again to a text that changed in every clause.
"""

import json
import os
import sys
import tempfile
from pathlib import Path
from statistics import median

from klimapakt.commands import starting


def main(times: str) -> None:
    """Print one JSON object."""
    with tempfile.TemporaryDirectory(prefix="klimapakt-bench-") as folder:
        os.environ["KLIMA_VAR"] = str(Path(folder) / "var")
        starting.set_up()
        rounds = starting.load("bench.agreements_sealed:measure")(int(times), Path(folder) / "seal")
    measured: dict[str, float] = {"agreements": int(times)}
    for step in ("issued", "sealed", "checked", "packed", "compared"):
        seconds = [one[step] for one in rounds]
        measured |= {f"{step}_s": median(seconds), f"{step}_slowest_s": max(seconds)}
    print(json.dumps(measured))


if __name__ == "__main__":
    main(*sys.argv[1:])
