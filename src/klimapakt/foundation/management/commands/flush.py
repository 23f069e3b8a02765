"""Emptying the database of a test or a demo, in spite of the append-only audit chain."""

from typing import Any

from django.conf import settings
from django.core.management.base import CommandError
from django.core.management.commands import flush
from django.db import connections

from klimapakt.foundation import actions, append_only


class Command(flush.Command):
    """Lifts the guard of the audit chain, empties all tables, begins a new chain and sets the guard again."""

    def handle(self, **options: Any) -> None:  # noqa: ANN401 -- Django's own signature
        """Empty the database; in production the chain must not disappear, so there it refuses."""
        if settings.KLIMA_IS_PRODUCTION:
            raise CommandError("This would delete the audit chain. It is not done in production.")
        connection = connections[options["database"]]
        append_only.lift(connection)
        try:
            super().handle(**options)
        finally:
            append_only.guard(connection)
        actions.begin_chain(using=connection.alias)
