"""``klimapakt demo`` shows Klimapakt with an invented city, in one folder and without preparation."""

import argparse
import os
import sys
from collections.abc import Sequence

from klimapakt.commands import starting

LONGEST = 3660
"""Ten years: more than any pact has lasted yet."""


def run(arguments: Sequence[str]) -> int:
    """Make the demo city where it is missing and serve it; earlier data stay unless ``--reset`` is given."""
    parser = argparse.ArgumentParser(prog="klimapakt demo", description="Show an invented city.")
    parser.add_argument("--port", type=int, default=8000, help="port on this machine (default %(default)s)")
    parser.add_argument("--no-serve", action="store_true", help="only make the city, do not start the server")
    parser.add_argument(
        "--advance",
        type=int,
        default=0,
        metavar="DAYS",
        help="play time forward by so many days, with everything that happens to duties in them, then end",
    )
    parser.add_argument("--reset", action="store_true", help="first delete everything of an earlier demo")
    options = parser.parse_args(list(arguments))
    if not 0 <= options.advance <= LONGEST:
        print(f"--advance takes 1 to {LONGEST} days.", file=sys.stderr)
        return starting.CANNOT_START
    if os.environ.get("KLIMA_MODE", "embedded") != "embedded":
        print("The demo has passwords everybody knows; it needs KLIMA_MODE=embedded.", file=sys.stderr)
        return starting.CANNOT_START
    os.environ["KLIMA_DEMO"] = "1"
    return starting.call("klimapakt.commands.demo_city:show", options)
