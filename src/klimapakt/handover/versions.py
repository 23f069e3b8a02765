"""Which version of the program and of the tables an installation has."""

import importlib.metadata

from django.db import connection
from django.db.migrations.recorder import MigrationRecorder

from klimapakt.handover.tables import tables_of_pacts


def program() -> str:
    """Return the version of the program."""
    return f"Klimapakt {importlib.metadata.version('klimapakt')}"


def tables() -> dict[str, str]:
    """Return the last migration of every room with rows of a pact."""
    rooms = {model._meta.app_label for model in tables_of_pacts()}  # noqa: SLF001 -- Django documents it
    done = MigrationRecorder(connection).applied_migrations()
    return {room: max(name for app, name in done if app == room) for room in sorted(rooms)}
