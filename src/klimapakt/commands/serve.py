"""``klimapakt serve`` runs the web server; how many processes a machine bears is the operator's to say."""

import argparse
from collections.abc import Sequence

from klimapakt.commands import starting

WORKERS = 2
THREADS = 4


def run(arguments: Sequence[str]) -> int:
    """Serve until told to stop."""
    parser = argparse.ArgumentParser(prog="klimapakt serve", description="Run the web server.")
    parser.add_argument(
        "--bind",
        default="127.0.0.1:8000",
        metavar="ADDRESS",
        help="host:port or unix:PATH (default %(default)s)",
    )
    parser.add_argument("--workers", type=int, default=WORKERS, help="processes (default %(default)s)")
    parser.add_argument("--threads", type=int, default=THREADS, help="threads in each (default %(default)s)")
    return starting.call("klimapakt.commands.web_server:serve", parser.parse_args(list(arguments)))
