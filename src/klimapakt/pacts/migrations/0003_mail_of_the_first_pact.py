from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps


def claim(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Give mail from before there were several pacts to the only one, whose office goes on seeing it."""
    pacts = list(apps.get_model("pacts", "Pact").objects.all()[:2])
    if len(pacts) != 1:
        return
    apps.get_model("foundation", "OutgoingMail").objects.filter(sender__isnull=True).update(
        sender=pacts[0].pk, sender_name=pacts[0].name, reply_to=pacts[0].contact_email
    )


class Migration(migrations.Migration):
    dependencies = [
        ("pacts", "0002_first_pact"),
        ("foundation", "0005_mail_has_a_sender"),
    ]

    operations = [migrations.RunPython(claim, migrations.RunPython.noop)]
