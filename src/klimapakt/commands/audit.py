"""``klimapakt audit``: ``verify`` walks the chain, ``head`` prints its end, ``guard`` guards it again."""

import argparse
from collections.abc import Sequence

from klimapakt.commands import starting

_EVENTS_AND_HASH = "EVENTS:HASH"


def run(arguments: Sequence[str]) -> int:
    """Return 0 when the chain is sound, 1 when an entry is broken, 2 when nothing could be looked at."""
    parser = argparse.ArgumentParser(prog="klimapakt audit", description="The record of what was done.")
    words = parser.add_subparsers(dest="word", required=True, metavar="{verify,head,guard}")
    verify = words.add_parser("verify", help="walk the chain and name the first broken entry")
    verify.add_argument("--json", action="store_true", help="print one JSON object")
    verify.add_argument(
        "--noted",
        action="append",
        default=[],
        metavar=_EVENTS_AND_HASH,
        help="an end of the chain kept elsewhere, as klimapakt audit head printed it; may be repeated",
    )
    words.add_parser("guard", help="make the database refuse changes again, where somebody lifted that")
    words.add_parser("head", help=f"print the end of the chain as {_EVENTS_AND_HASH}, to be kept elsewhere")
    options = parser.parse_args(list(arguments))
    return starting.call(f"klimapakt.commands.audit_report:{options.word}", options)
