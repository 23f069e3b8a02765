"""Migrating in spite of the database's refusals: migrations rebuild tables and must not stumble over them."""

from typing import Any

from django.core.management.commands import migrate
from django.db import DatabaseError, connections
from django.db.migrations.executor import MigrationExecutor

from klimapakt.foundation import guards


class Command(migrate.Command):
    """Lifts what the rooms ask the database to refuse, migrates, sets it again; the chain stays guarded."""

    def handle(self, *args: Any, **options: Any) -> None:  # noqa: ANN401 -- Django's own signature
        """Migrate; where nothing is to be done the refusals stay as they are, unless one is missing."""
        connection = connections[options["database"]]
        is_looking_only = options.get("plan") or options.get("check_unapplied")
        executor = MigrationExecutor(connection)
        has_work = options.get("app_label") or executor.migration_plan(executor.loader.graph.leaf_nodes())
        if is_looking_only or not has_work:
            super().handle(*args, **options)
        else:
            guards.lift(connection)
            try:
                super().handle(*args, **options)
            finally:
                connection.close_if_unusable_or_obsolete()
                guards.guard(connection)
            return
        if not is_looking_only and not _stands(connection):
            guards.guard(connection)


def _stands(connection: Any) -> bool:  # noqa: ANN401 -- a connection of any database
    try:
        return guards.is_guarded(connection)
    except DatabaseError:
        return True
