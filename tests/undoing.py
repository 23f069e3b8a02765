"""Cases that are tried one after the other on the same things: what one does is undone before the next."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.core.cache import cache
from django.db import transaction


@contextmanager
def undone() -> Iterator[None]:
    """Undo in the database and in the cache whatever is done within, also when it fails."""
    with transaction.atomic():
        cache.clear()
        yield
        transaction.set_rollback(True)
