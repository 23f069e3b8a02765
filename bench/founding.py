"""A further pact by one command: ``python -m bench.founding TIMES``.

Founds pact after pact from the shell, each with rulebook, host and a head of its office, in an installation
of its own that has a first one. Prints the seconds of the command from its start to its end: median, slowest,
and beside them those of ``klimapakt pact list``, which starts as well and then only reads.
"""

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping
from pathlib import Path
from statistics import median

_KLIMAPAKT = str(Path(sys.executable).with_name("klimapakt"))


def main(times: str) -> None:
    """Print one JSON object."""
    with tempfile.TemporaryDirectory(prefix="klimapakt-bench-") as folder:
        environ = {"PATH": os.environ["PATH"], "KLIMA_VAR": str(Path(folder) / "var")}
        _seconds(environ, "manage", "migrate", "--verbosity", "0")
        _found(environ, 0)
        founded, listed = [], []
        for number in range(1, int(times) + 1):
            founded.append(_found(environ, number))
            listed.append(_seconds(environ, "pact", "list"))
    measured = {
        "pacts": int(times),
        "founded_s": median(founded),
        "slowest_s": max(founded),
        "listed_s": median(listed),
        "ratio": median(founded) / median(listed),
    }
    print(json.dumps(measured))


def _found(environ: Mapping[str, str], number: int) -> float:
    name, lead = f"Klimapakt {number}", f"lead@city-{number}.example.org"
    host = f"city-{number}.localhost"
    words = ("--preset", "krefeld", "--city", f"City {number}", "--name", name, "--host", host)
    return _seconds(environ, "pact", "create", *words, "--lead-email", lead)


def _seconds(environ: Mapping[str, str], *words: str) -> float:
    began = time.perf_counter()
    subprocess.run([_KLIMAPAKT, *words], env=environ, check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - began


if __name__ == "__main__":
    main(*sys.argv[1:])
