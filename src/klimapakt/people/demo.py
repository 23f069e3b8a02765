"""Accounts of a demo: shown to everybody, and therefore never on an installation with real people."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class DemoAccount:
    """One account to try the demo with; ``role`` is an English msgid that says whom it belongs to."""

    email: str
    name: str
    password: str
    role: str
