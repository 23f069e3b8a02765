"""What a room asks the database to refuse whatever program writes: triggers from one description for both.

A room names its refusals as ``refusals`` of its AppConfig; ``append_only`` sets and lifts them together with
those of the audit chain. Migrations rebuild tables, therefore ``migrate`` lifts them and sets them again.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from django.apps import apps
from django.db.backends.base.base import BaseDatabaseWrapper

Event = Literal["INSERT", "UPDATE", "DELETE", "TRUNCATE"]

_DISTINCT = {"sqlite": "IS NOT", "postgresql": "IS DISTINCT FROM"}
_NAMES = {
    "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger'",
    "postgresql": "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgenabled = 'O'",
}


@dataclass(frozen=True, slots=True)
class Refusal:
    """One event on one table that the database refuses when ``when`` holds for OLD and NEW; always without.

    ``may_empty`` are columns that may nevertheless be set to NULL: links to people, which end with the
    account. All texts are constants of the program.
    """

    name: str
    table: str
    event: Event
    sentence: str
    when: str = ""
    may_empty: tuple[str, ...] = ()


def differs(name: str) -> str:
    """Return the condition under which a column is written anew with something else."""
    old, new = (f"COALESCE(CAST({row}.\"{name}\" AS text), '')" for row in ("OLD", "NEW"))
    return f"{new} <> {old}"


def alters(names: Iterable[str], people: Iterable[str] = ()) -> str:
    """Return the condition under which a row says something else; links to people may end, not change."""
    links = (f'(NEW."{name}" IS NOT NULL AND {differs(name)})' for name in people)
    return " OR ".join([*map(differs, names), *links])


def lasting(
    table: str, sentence: str, when: str = "", may_empty: tuple[str, ...] = ()
) -> tuple[Refusal, ...]:
    """Return the refusals for a table whose rows are never deleted, nor changed where ``when`` holds.

    Without ``when`` they are never changed.
    """
    name = table.partition("_")[2]
    return (
        Refusal(f"{name}_no_update", table, "UPDATE", sentence, when, may_empty),
        Refusal(f"{name}_no_delete", table, "DELETE", sentence),
        Refusal(f"{name}_no_truncate", table, "TRUNCATE", sentence),
    )


def refusals(connection: BaseDatabaseWrapper) -> list[Refusal]:
    """Return what the rooms ask for, as far as the database knows the event and has the table already."""
    tables = set(connection.introspection.table_names())
    return [
        refusal
        for config in apps.get_app_configs()
        for refusal in getattr(config, "refusals", ())
        if refusal.table in tables and (refusal.event != "TRUNCATE" or connection.vendor == "postgresql")
    ]


def guard(connection: BaseDatabaseWrapper) -> None:
    """Set every refusal; doing so twice is the same as once."""
    lift(connection)
    for refusal in refusals(connection):
        _run(connection, _setting(refusal, connection))


def lift(connection: BaseDatabaseWrapper) -> None:
    """Take every refusal away."""
    for refusal in refusals(connection):
        place = "" if connection.vendor == "sqlite" else f" ON {refusal.table}"
        _run(connection, [f"DROP TRIGGER IF EXISTS {refusal.name}{place}"])


def is_guarded(connection: BaseDatabaseWrapper) -> bool:
    """Return whether every refusal stands."""
    with connection.cursor() as cursor:
        cursor.execute(_NAMES[connection.vendor])
        found = {name for (name,) in cursor.fetchall()}
    return {refusal.name for refusal in refusals(connection)} <= found


def _setting(refusal: Refusal, connection: BaseDatabaseWrapper) -> Sequence[str]:
    condition = _condition(refusal, connection)
    if connection.vendor == "sqlite":
        when = f" WHEN {condition}" if condition else ""
        refuse = f"BEGIN SELECT RAISE(ABORT, '{refusal.sentence}'); END"
        return [f"CREATE TRIGGER {refusal.name} BEFORE {refusal.event} ON {refusal.table}{when} {refuse}"]
    each = "STATEMENT" if refusal.event == "TRUNCATE" else "ROW"
    function = f"{refusal.name}_refuse"
    body = f"RETURNS trigger LANGUAGE plpgsql AS $$ {_body(refusal, condition)} $$"
    place = f"BEFORE {refusal.event} ON {refusal.table} FOR EACH {each}"
    return [
        f"CREATE OR REPLACE FUNCTION {function}() {body}",
        f"CREATE TRIGGER {refusal.name} {place} EXECUTE FUNCTION {function}()",
    ]


def _body(refusal: Refusal, condition: str) -> str:
    """Return the function of a trigger: PostgreSQL takes no questions to other tables in WHEN."""
    kept = {"INSERT": "NEW", "UPDATE": "NEW", "DELETE": "OLD", "TRUNCATE": "NULL"}[refusal.event]
    refuse = f"RAISE EXCEPTION '{refusal.sentence}' USING ERRCODE = 'integrity_constraint_violation';"
    return f"BEGIN IF {condition or 'TRUE'} THEN {refuse} END IF; RETURN {kept}; END"


def _condition(refusal: Refusal, connection: BaseDatabaseWrapper) -> str:
    if not refusal.may_empty:
        return refusal.when
    differs, quoted = _DISTINCT[connection.vendor], connection.ops.quote_name
    changes = [
        f"(NEW.{quoted(name)} {differs} OLD.{quoted(name)}"
        + (f" AND NEW.{quoted(name)} IS NOT NULL)" if name in refusal.may_empty else ")")
        for name in _columns(refusal.table, connection)
    ]
    return f"({refusal.when}) AND ({' OR '.join(changes)})"


def _columns(table: str, connection: BaseDatabaseWrapper) -> list[str]:
    with connection.cursor() as cursor:
        return [column.name for column in connection.introspection.get_table_description(cursor, table)]


def _run(connection: BaseDatabaseWrapper, statements: Iterable[str]) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
