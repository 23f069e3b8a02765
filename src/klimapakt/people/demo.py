"""Accounts of a demo: shown to everybody, and therefore never on an installation with real people."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class DemoAccount:
    """One account to try the demo with; ``who`` and ``may`` are English msgids, shown on the sign-in page."""

    email: str
    name: str
    password: str
    who: str
    may: str
