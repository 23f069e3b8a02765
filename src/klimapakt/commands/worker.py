"""``klimapakt worker`` does the jobs that wait in the database until it is told to stop."""

import argparse
from collections.abc import Sequence

from klimapakt.commands import starting


def run(arguments: Sequence[str]) -> int:
    """Work until told to stop; the job at hand is finished first."""
    parser = argparse.ArgumentParser(prog="klimapakt worker", description="Do the jobs that wait.")
    parser.add_argument(
        "--once", action="store_true", help="do what waits now, then end, instead of waiting for more"
    )
    parser.add_argument(
        "--with-parent", action="store_true", help="end when the process that started this one is gone"
    )
    parser.add_argument(
        "--nice",
        type=int,
        default=10,
        help="how much pages go before jobs where both want the processor, 0 to 19 (default %(default)s)",
    )
    return starting.call("klimapakt.commands.worker_process:work", parser.parse_args(list(arguments)))
