"""Which pact answers under which host name; kept for seconds, because every request asks."""

import time
from collections.abc import Mapping
from threading import Lock
from typing import Final

from klimapakt.pacts.models import Pact
from klimapakt.pacts.queries import every_pact

KEPT_SECONDS: Final = 10.0
"""How long another process may still know a pact as it was."""

_lock = Lock()
_kept: tuple[float, Mapping[str, Pact]] = (0.0, {})


def pact_at(host: str) -> Pact | None:
    """Return the pact of a host name without port: its own one, else the one that answers under all."""
    by_host = pacts_by_host()
    return by_host.get(host.lower().removesuffix(".")) or by_host.get("")


def pacts_by_host() -> Mapping[str, Pact]:
    """Return every pact by its host name."""
    global _kept  # noqa: PLW0603 -- one value for the threads of this process
    until, by_host = _kept
    if time.monotonic() < until:
        return by_host
    found = {pact.host: pact for pact in every_pact()}
    with _lock:
        # No pact at all is not kept: whoever makes the first one wants to see it.
        _kept = (time.monotonic() + KEPT_SECONDS if found else 0.0, found)
    return found


def forget() -> None:
    """Ask the database anew next time."""
    global _kept  # noqa: PLW0603 -- one value for the threads of this process
    with _lock:
        _kept = (0.0, {})
