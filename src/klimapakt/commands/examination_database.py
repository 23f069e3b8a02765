"""Examines the database: that it answers, is up to date, loses nothing and guards the audit chain."""

from collections.abc import Callable, Mapping, Sequence

from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor

from klimapakt.commands.finding import Finding, ill, well
from klimapakt.config.environment import Config
from klimapakt.foundation import append_only

_PART = "database"
_OLDEST_POSTGRESQL = 140_000
_MIGRATE = "Run: klimapakt manage migrate"


def _reachable(config: Config) -> Finding:
    try:
        connection.ensure_connection()
        version = ".".join(str(number) for number in connection.get_database_version())
    except DatabaseError as problem:
        first = str(problem).strip().splitlines()[0]
        return ill(_PART, f"Does not answer: {first}", "Start it, or correct DATABASE_URL.")
    return well(_PART, f"{connection.display_name} {version} answers.")


def _migrated(config: Config) -> Finding:
    try:
        executor = MigrationExecutor(connection)
        missing = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except DatabaseError:
        return ill(
            "tables", "Cannot be looked at while the database does not answer.", "Mend the database first."
        )
    if missing:
        return ill("tables", f"{len(missing)} migrations have not been run.", _MIGRATE)
    return well("tables", "Up to date.")


def _durable(config: Config) -> Finding:
    """Whether a change that was acknowledged survives a crash."""
    wanted = _POSTGRESQL if config.has_postgresql else _SQLITE
    try:
        found = {name: _asked(question) for name, (question, _) in wanted.items()}
    except DatabaseError:
        return ill(
            "durability",
            "Cannot be looked at while the database does not answer.",
            "Mend the database first.",
        )
    for name, (_, value) in wanted.items():
        if found[name] != value:
            mend = (
                f"Set {name} = {value} in postgresql.conf."
                if config.has_postgresql
                else "Keep the file on a local disk."
            )
            return ill(
                "durability", f"{name} is {found[name]} instead of {value}: changes can be lost.", mend
            )
    return well("durability", ", ".join(f"{name} {value}" for name, value in found.items()) + ".")


def _guarded(config: Config) -> Finding:
    try:
        is_guarded = append_only.is_guarded(connection)
    except DatabaseError:
        return ill(
            "audit chain",
            "Cannot be looked at while the database does not answer.",
            "Mend the database first.",
        )
    if not is_guarded:
        mend = "Run: klimapakt audit guard, then klimapakt audit verify"
        return ill("audit chain", "The database would let its entries be changed, or what is frozen.", mend)
    return well("audit chain", "The database refuses to change or delete entries and what is frozen.")


def _asked(question: str) -> str:
    with connection.cursor() as cursor:
        cursor.execute(question)
        (answer,) = cursor.fetchone() or ("nothing",)
    return str(answer)


_SQLITE: Mapping[str, tuple[str, str]] = {
    "journal_mode": ("PRAGMA journal_mode", "wal"),
    "synchronous": ("PRAGMA synchronous", "1"),
    "foreign_keys": ("PRAGMA foreign_keys", "1"),
}
_POSTGRESQL: Mapping[str, tuple[str, str]] = {
    name: (f"SHOW {name}", "on") for name in ("fsync", "full_page_writes", "synchronous_commit")
}
PARTS: Sequence[Callable[[Config], Finding]] = (_reachable, _migrated, _durable, _guarded)
