"""``klimapakt inventories``: ``verify`` compares what is frozen with its hashes and with the audit chain."""

import argparse
from collections.abc import Sequence

from klimapakt.commands import starting


def run(arguments: Sequence[str]) -> int:
    """Return 0 when every frozen inventory is sound, 1 when one is not, 2 when nothing could be looked at."""
    parser = argparse.ArgumentParser(prog="klimapakt inventories", description="Accepted inventories.")
    words = parser.add_subparsers(dest="word", required=True, metavar="{verify}")
    words.add_parser("verify", help="compare every frozen inventory with its hash and the audit chain")
    options = parser.parse_args(list(arguments))
    return starting.call(f"klimapakt.commands.inventories_report:{options.word}", options)
