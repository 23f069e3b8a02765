"""``klimapakt nightly`` does the run of a day in every pact; workers do the same by themselves."""

import argparse
from collections.abc import Sequence
from datetime import date

from klimapakt.commands import starting


def run(arguments: Sequence[str]) -> int:
    """Return 0 when the run has come to its end, 1 when members had to be passed over."""
    parser = argparse.ArgumentParser(
        prog="klimapakt nightly",
        description="Bring the duties of all members in step, remind and escalate. Doing so twice is the "
        "same as once; a run that was killed goes on where it was.",
    )
    parser.add_argument("--day", type=date.fromisoformat, help="the day, as 2027-03-01 (default: today)")
    parser.add_argument("--pact", default="", metavar="SLUG", help="only this pact (default: all)")
    return starting.call("klimapakt.commands.nightly_round:run_all", parser.parse_args(list(arguments)))
