"""Only ``actions.py`` writes to the database.

A write outside an action is a write without lock, check and audit event. This gate reads the syntax tree and
guesses what is a row (see ``receivers``). It refuses, everywhere else in the product:

- ``create``, ``bulk_create``, ``get_or_create``, ``update``, ``delete`` and so on, on managers and querysets;
- ``save()`` and ``delete()`` without positional arguments on anything, forms included;
- ``add``, ``remove``, ``set``, ``clear`` on related rows;
- a raw database cursor, loading fixtures, emptying the database.

It cannot see writes behind ``getattr``, in SQL handed to a library, in Django's own functions (``login``
stores the last sign-in), in template tags of others, or through a name it does not take for rows;
``super().save()`` inside a model is the model's business. Files written through a storage take positional
arguments and are not rows.
"""

import ast
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from tools.gates.complaints import Complaint, run
from tools.gates.receivers import Receivers, last_name, related_names
from tools.gates.sources import Source, product

# File: why it may write although it is no actions.py.
ALLOWED: dict[str, str] = {
    "src/klimapakt/foundation/audit.py": "writes its own event, in the transaction of the calling action",
    "src/klimapakt/commands/examination_database.py": "asks the database for its settings, with fixed words",
    "src/klimapakt/foundation/append_only.py": "installs the triggers that refuse changes to audit events",
    "src/klimapakt/foundation/guards.py": "installs the triggers that other rooms ask for",
}
_ON_ROWS_ONLY = frozenset(
    {"_raw_delete", "bulk_create", "bulk_update", "create_superuser", "create_user"}
    | {"get_or_create", "update_or_create"}
)
_RELATED = frozenset({"add", "clear", "remove", "set"})
_ASYNC = {f"a{name}" for name in _ON_ROWS_ONLY | _RELATED | {"create", "delete", "save", "update"}}
# Things with a save() or delete() that are not rows.
_NOT_ROWS = frozenset({"cache", "client", "session", "storage", "default_storage"})


def check(root: Path) -> Iterator[Complaint]:
    """Yield every write to the database outside the actions."""
    files = list(product(root, ".py"))
    related = related_names(source for source in files if "models" in source.name)
    for source in files:
        if not (_is_action(source) or source.name in ALLOWED):
            yield from _writes_in(source, related)


def _is_action(source: Source) -> bool:
    path = PurePosixPath(source.name)
    return path.name == "actions.py" or path.parent.name == "actions"


def _writes_in(source: Source, related: frozenset[str]) -> Iterator[Complaint]:
    receivers = Receivers(source.tree, related)
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Call) and (what := _write(node, receivers)):
            yield Complaint(source.name, node.lineno, f"{what} writes outside actions.py; call an action.")


def _write(call: ast.Call, receivers: Receivers) -> str:
    """Return the call as a person would name it when it writes, else nothing."""
    if not isinstance(call.func, ast.Attribute):
        is_loading = last_name(call.func) == "call_command" and _first_text(call) in {"loaddata", "flush"}
        return f"call_command({_first_text(call)!r})" if is_loading else ""
    method = call.func.attr
    name = method[1:] if method in _ASYNC else method
    is_write = _MEANING.get(name, _never)(call, call.func.value, receivers) or name in _ON_ROWS_ONLY
    return f"{last_name(call.func.value) or '…'}.{method}()" if is_write else ""


def _never(call: ast.Call, receiver: ast.expr, receivers: Receivers) -> bool:
    del call, receiver, receivers
    return False


def _creates(call: ast.Call, receiver: ast.expr, receivers: Receivers) -> bool:
    del call
    return receivers.is_rows(receiver)


def _updates(call: ast.Call, receiver: ast.expr, receivers: Receivers) -> bool:
    """A queryset takes keywords only; ``dict.update`` with keywords is told by the name it is called on."""
    if receivers.is_rows(receiver):
        return True
    return not call.args and bool(call.keywords) and not receivers.is_mapping(receiver)


def _saves(call: ast.Call, receiver: ast.expr, receivers: Receivers) -> bool:
    if _is_super(receiver) or last_name(receiver) in _NOT_ROWS:
        return False
    is_only_prepared = any(
        keyword.arg == "commit" and isinstance(keyword.value, ast.Constant) and keyword.value.value is False
        for keyword in call.keywords
    )
    stores_a_field = len(call.args) > 1 and isinstance(receiver, ast.Attribute)
    return receivers.is_rows(receiver) or stores_a_field or not (call.args or is_only_prepared)


def _deletes(call: ast.Call, receiver: ast.expr, receivers: Receivers) -> bool:
    if _is_super(receiver) or last_name(receiver) in _NOT_ROWS:
        return False
    return receivers.is_rows(receiver) or not call.args


def _changes_related(call: ast.Call, receiver: ast.expr, receivers: Receivers) -> bool:
    del call
    return receivers.is_related(receiver)


def _opens_cursor(call: ast.Call, receiver: ast.expr, receivers: Receivers) -> bool:
    del call, receivers
    return last_name(receiver) in {"connection", "connections"}


def _is_super(receiver: ast.expr) -> bool:
    return isinstance(receiver, ast.Call) and last_name(receiver.func) == "super"


def _first_text(call: ast.Call) -> str:
    first = call.args[0] if call.args else None
    return str(first.value) if isinstance(first, ast.Constant) else ""


_MEANING = {
    "create": _creates,
    "update": _updates,
    "save": _saves,
    "delete": _deletes,
    "cursor": _opens_cursor,
    **dict.fromkeys(_RELATED, _changes_related),
}


if __name__ == "__main__":
    run(check)
