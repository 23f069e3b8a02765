"""Sets the head of the empty audit chain and makes the database refuse changes to its entries."""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

from klimapakt.foundation import append_only, chain


def begin(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Set the head, then the guard."""
    heads = apps.get_model("foundation", "AuditHead").objects.using(schema_editor.connection.alias)
    heads.get_or_create(pk=1, defaults={"events": 0, "hash": chain.NOTHING_BEFORE})
    append_only.guard_chain(schema_editor.connection)


def lift(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Lift the guard, so that the tables can be dropped."""
    append_only.lift(schema_editor.connection)


class Migration(migrations.Migration):
    """Depends on the tables of the chain."""

    dependencies = (("foundation", "0001_audit_chain_and_cache"),)
    operations = (migrations.RunPython(begin, lift),)
