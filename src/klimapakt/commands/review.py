"""``klimapakt review``: ``draw`` repeats a draw from its published list, ``verify`` compares what is kept.

``draw`` needs no database and no installation of a pact: anybody can run it.
"""

import argparse
import hashlib
import sys
from collections.abc import Sequence
from pathlib import Path

from klimapakt.commands import starting
from klimapakt.methods.review import ListUnreadable, commitment_of, draw, list_text, read_list, ticket

_WRONG, _UNREADABLE = 1, 2


def run(arguments: Sequence[str]) -> int:
    """Return 0 when it is done and as published, 1 when something differs, 2 when nothing could be read."""
    parser = argparse.ArgumentParser(
        prog="klimapakt review", description="Draws of who is reviewed in depth."
    )
    words = parser.add_subparsers(dest="word", required=True, metavar="{draw,verify}")
    again = words.add_parser("draw", help="repeat a draw from its published list")
    again.add_argument("list", help="the list as the page of the draws hands it out, or - for standard input")
    again.add_argument("--seed", required=True, help="the seed that was published with the draw")
    again.add_argument("--period", required=True, help="the year of the inventories, such as 2026")
    again.add_argument("--commitment", default="", help="the hash that was published beforehand, to compare")
    verify = words.add_parser("verify", help="compare every draw of a pact with its hash, list and result")
    verify.add_argument("pact", help="its short name, as klimapakt pact list prints it")
    options = parser.parse_args(list(arguments))
    if options.word == "verify":
        return starting.call("klimapakt.commands.review_draws:verify", options)
    return _draw(options)


def _draw(options: argparse.Namespace) -> int:
    """Print the draw: the same list, seed and period print the same on every machine."""
    try:
        text = sys.stdin.read() if options.list == "-" else Path(options.list).read_text(encoding="utf-8")
        candidates = read_list(text)
    except (OSError, UnicodeDecodeError) as problem:
        print(f"{options.list}: {problem}", file=sys.stderr)
        return _UNREADABLE
    except ListUnreadable as problem:
        print(
            f"{options.list}, line {problem.line}: expected a key and a whole number such as 5f2c…;120, "
            "each key once, below the heading key;risk.",
            file=sys.stderr,
        )
        return _UNREADABLE
    found = draw(candidates, seed=options.seed, period=options.period)
    print(f"commitment;{commitment_of(options.seed)}")
    print(f"list;{hashlib.sha256(list_text(candidates).encode()).hexdigest()}")
    print(f"candidates;{len(candidates)}")
    for kind, keys in (("riskiest", found.riskiest), ("drawn", found.drawn)):
        for place, key in enumerate(keys, start=1):
            print(f"{kind};{place};{key};{ticket(options.seed, options.period, key)}")
    if options.commitment and options.commitment != commitment_of(options.seed):
        print("The seed is not the one whose hash was published.", file=sys.stderr)
        return _WRONG
    return 0
