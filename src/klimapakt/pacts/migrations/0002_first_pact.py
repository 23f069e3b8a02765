"""What exists from before there were several pacts belongs to one, named by the settings; roles follow."""

from collections import Counter

from django.conf import settings
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

from klimapakt.pacts.rules import slug_of


def found(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Found the first pact where there is anything it could own; an empty installation waits for its own."""
    organisations = apps.get_model("organisations", "Organisation").objects
    staff = apps.get_model("people", "StaffRole").objects
    if not (organisations.exists() or staff.exists()):
        return
    cities = Counter(organisations.order_by("city").values_list("city", flat=True))
    name = settings.KLIMA_PACT_NAME
    pact = apps.get_model("pacts", "Pact").objects.create(
        slug=slug_of(name),
        name=name,
        city=next((city for city, _ in cities.most_common() if city), name),
        host="",
        contact_email=settings.KLIMA_CONTACT_EMAIL,
    )
    roles = apps.get_model("pacts", "OfficeRole").objects
    for before in staff.order_by("pk"):
        role = roles.create(pact=pact, person_id=before.person_id, kind=before.kind)
        # The column is filled with the time of writing; the role is older than that.
        roles.filter(pk=role.pk).update(since_at=before.since_at)


class Migration(migrations.Migration):
    dependencies = [
        ("pacts", "0001_initial"),
        ("organisations", "0002_members_portal"),
        ("people", "0002_staff_role"),
    ]

    operations = [migrations.RunPython(found, migrations.RunPython.noop, elidable=False)]
