"""In whose name mail is written: one installation may send for several.

Whoever answers for what is done now says so with ``in_the_name_of``; what is written inside bears that name,
and asks for answers at that address. Without it, mail comes from the installation itself.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from django.conf import settings


@dataclass(frozen=True, slots=True)
class Sender:
    """Who sends: the key of those who may see the mail (None for the installation), name and address."""

    key: UUID | None
    name: str
    contact: str


_now: Final[ContextVar[Sender | None]] = ContextVar("mail_sender", default=None)


def sender_now() -> Sender:
    """Return in whose name mail is written here and now."""
    return _now.get() or Sender(None, settings.KLIMA_PACT_NAME, settings.KLIMA_CONTACT_EMAIL)


@contextmanager
def in_the_name_of(sender: Sender) -> Iterator[None]:
    """Let mail that is written inside come from this sender."""
    token = _now.set(sender)
    try:
        yield
    finally:
        _now.reset(token)
