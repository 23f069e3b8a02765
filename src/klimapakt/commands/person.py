"""``klimapakt person``: ``export`` what is held about somebody, ``erase`` them."""

import argparse
from collections.abc import Sequence

from klimapakt.commands import starting


def run(arguments: Sequence[str]) -> int:
    """Return 0 when it is done, 1 when it cannot be done as asked, 2 when nothing could be looked at."""
    parser = argparse.ArgumentParser(prog="klimapakt person", description="What is held about a person.")
    words = parser.add_subparsers(dest="word", required=True, metavar="{export,erase}")
    export = words.add_parser("export", help="write all that is held about somebody into a ZIP")
    export.add_argument("email", help="the address of the account")
    export.add_argument("file", help="where to write, such as data.zip; what is there is not overwritten")
    export.add_argument("--language", choices=["de", "en"], help="else the language of the account")
    erase = words.add_parser("erase", help="erase somebody in all pacts of this installation")
    erase.add_argument("email", help="the address of the account")
    erase.add_argument("--do", action="store_true", help="do it; without this, only say what would be done")
    erase.add_argument(
        "--without-successor",
        action="store_true",
        help="also where nobody would be left who decides for an organisation",
    )
    options = parser.parse_args(list(arguments))
    return starting.call(f"klimapakt.commands.person_work:{options.word}", options)
