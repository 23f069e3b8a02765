"""The log tells what happened, not about whom."""

import logging
import sys

from klimapakt.config.log import BlackeningFormatter, blackened


def test_mail_addresses_are_blackened() -> None:
    assert blackened("mail to <Ada.Müller+x@stadt-krefeld.de> refused") == "mail to <[…]> refused"


def test_one_time_links_are_blackened() -> None:
    line = "Internal Server Error: /accounts/password/reset/key/1-c9x8-4f0d/?next=/portal/"
    assert blackened(line) == "Internal Server Error: /accounts/password/reset/key/[…]/?next=/portal/"


def test_confirmation_links_are_blackened() -> None:
    assert blackened("/accounts/confirm-email/MQ:1abc:def/") == "/accounts/confirm-email/[…]/"


def test_tracebacks_are_blackened_too() -> None:
    formatter = BlackeningFormatter("{message}", style="{")
    try:
        raise ValueError("bruno@baeckerei.example is unknown")
    except ValueError:
        record = logging.LogRecord("x", logging.ERROR, "x.py", 1, "failed", None, sys.exc_info())
    printed = formatter.format(record)
    assert "ValueError: […] is unknown" in printed
    assert "bruno" not in printed.split("Error:")[1]
