"""Organisations join the first pact; names that were once per city become once per pact.

A migration of its own: PostgreSQL alters no table in the transaction that has just written to it.
"""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

_LONGEST_NAME = 200


def join(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Let every organisation join the first pact; of two with one name the later one gets its city's name."""
    organisations = apps.get_model("organisations", "Organisation").objects
    pact = apps.get_model("pacts", "Pact").objects.filter(host="").first()
    taken = set(organisations.values_list("name", flat=True))
    seen: set[str] = set()
    for organisation in organisations.filter(pact=None).order_by("created_at", "pk"):
        name = organisation.name
        if name in seen:
            name = _free(f"{name[: _LONGEST_NAME - 80]} ({organisation.city[:60]})", taken)
        seen.add(name)
        taken.add(name)
        organisations.filter(pk=organisation.pk).update(pact=pact, name=name)


def _free(name: str, taken: set[str]) -> str:
    count, found = 1, name
    while found in taken:
        count += 1
        found = f"{name} {count}"
    return found


class Migration(migrations.Migration):
    dependencies = [("organisations", "0003_pact")]

    operations = [migrations.RunPython(join, migrations.RunPython.noop, elidable=False)]
