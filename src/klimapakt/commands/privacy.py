"""``klimapakt privacy``: ``due`` says what is over, ``round`` deletes it, ``record`` prints the record."""

import argparse
from collections.abc import Sequence

from klimapakt.commands import starting


def run(arguments: Sequence[str]) -> int:
    """Return 0, or 2 when nothing could be looked at."""
    parser = argparse.ArgumentParser(prog="klimapakt privacy", description="Periods and the record.")
    words = parser.add_subparsers(dest="word", required=True, metavar="{due,round,record}")
    words.add_parser("due", help="say what is over, and change nothing")
    words.add_parser("round", help="delete what is over, as workers do every hour")
    record = words.add_parser("record", help="print the processing record as JSON")
    record.add_argument("slug", help="the pact, as klimapakt pact list prints it")
    record.add_argument("--language", choices=["de", "en"], default="de", help="(default %(default)s)")
    options = parser.parse_args(list(arguments))
    return starting.call(f"klimapakt.commands.privacy_work:{options.word}", options)
