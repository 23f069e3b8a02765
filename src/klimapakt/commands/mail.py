"""``klimapakt mail``: ``send`` what is due, ``list`` how mail stands, ``tidy`` what is old."""

import argparse
from collections.abc import Sequence

from klimapakt.commands import starting


def run(arguments: Sequence[str]) -> int:
    """Return 0, or 1 when mail could not be delivered and waits for somebody to look at it."""
    parser = argparse.ArgumentParser(prog="klimapakt mail", description="Mail on its way out.")
    words = parser.add_subparsers(dest="word", required=True, metavar="{send,list,tidy}")
    words.add_parser("send", help="hand over what is due, without a worker; workers do it by themselves")
    words.add_parser("list", help="say how many e-mails wait, were sent and could not be delivered")
    words.add_parser("tidy", help="empty mail that is a month old, as workers do every hour")
    options = parser.parse_args(list(arguments))
    return starting.call(f"klimapakt.commands.mail_round:{options.word}_mail", options)
