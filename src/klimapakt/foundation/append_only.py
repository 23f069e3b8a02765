"""The database's own refusal to change what may only be added to: the second wall behind the models'.

Audit events here; what other rooms must never see changed stands in ``guards``. Whoever may alter the tables
can lift it, as a person with the keys can open any safe; the hashes are there for what happens then. ``lift``
exists for emptying test and demo databases.
"""

from collections.abc import Mapping, Sequence

from django.db.backends.base.base import BaseDatabaseWrapper

from klimapakt.foundation import guards

_TABLE = "foundation_auditevent"
_REFUSAL = "audit events can be neither changed nor deleted"
_ABORT = f"BEGIN SELECT RAISE(ABORT, '{_REFUSAL}'); END"
_RAISE = f"BEGIN RAISE EXCEPTION '{_REFUSAL}' USING ERRCODE = 'integrity_constraint_violation'; END"
_TRIGGERS = ("auditevent_no_update", "auditevent_no_delete", "auditevent_no_replace")

_EACH = "FOR EACH STATEMENT EXECUTE FUNCTION auditevent_refuse()"
_SAME = f"SELECT 1 FROM {_TABLE} WHERE sequence = NEW.sequence OR hash = NEW.hash"  # noqa: S608 -- constants
_GUARD: Mapping[str, Sequence[str]] = {
    "sqlite": (
        f"CREATE TRIGGER auditevent_no_update BEFORE UPDATE ON {_TABLE} {_ABORT}",
        f"CREATE TRIGGER auditevent_no_delete BEFORE DELETE ON {_TABLE} {_ABORT}",
        # INSERT OR REPLACE deletes without firing the delete trigger.
        f"CREATE TRIGGER auditevent_no_replace BEFORE INSERT ON {_TABLE} WHEN EXISTS ({_SAME}) {_ABORT}",
    ),
    "postgresql": (
        f"CREATE OR REPLACE FUNCTION auditevent_refuse() RETURNS trigger LANGUAGE plpgsql AS $$ {_RAISE} $$",
        f"CREATE TRIGGER auditevent_no_update BEFORE UPDATE ON {_TABLE} {_EACH}",
        f"CREATE TRIGGER auditevent_no_delete BEFORE DELETE OR TRUNCATE ON {_TABLE} {_EACH}",
    ),
}
_LIFT: Mapping[str, Sequence[str]] = {
    "sqlite": tuple(f"DROP TRIGGER IF EXISTS {name}" for name in _TRIGGERS),
    "postgresql": tuple(f"DROP TRIGGER IF EXISTS {name} ON {_TABLE}" for name in _TRIGGERS),
}
_COUNT: Mapping[str, str] = {
    "sqlite": "SELECT count(*) FROM sqlite_master WHERE type = 'trigger' AND tbl_name = %s",
    "postgresql": "SELECT count(*) FROM pg_trigger "
    "WHERE NOT tgisinternal AND tgenabled = 'O' AND tgrelid = to_regclass(%s)",
}


def guard(connection: BaseDatabaseWrapper) -> None:
    """Make the database refuse changes; doing so twice is the same as once."""
    guard_chain(connection)
    guards.guard(connection)


def guard_chain(connection: BaseDatabaseWrapper) -> None:
    """Make the database refuse changes of audit events only, while other tables are not there yet."""
    _run(connection, [*_LIFT[connection.vendor], *_GUARD[connection.vendor]])


def lift(connection: BaseDatabaseWrapper) -> None:
    """Make the database accept changes again."""
    _run(connection, _LIFT[connection.vendor])
    guards.lift(connection)


def is_guarded(connection: BaseDatabaseWrapper) -> bool:
    """Return whether the database refuses changes."""
    with connection.cursor() as cursor:
        cursor.execute(_COUNT[connection.vendor], [_TABLE])
        (found,) = cursor.fetchone() or (0,)
    wanted = sum("CREATE TRIGGER" in statement for statement in _GUARD[connection.vendor])
    return int(found) == wanted and guards.is_guarded(connection)


def _run(connection: BaseDatabaseWrapper, statements: Sequence[str]) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
