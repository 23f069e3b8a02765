import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps


def turn_round(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Until now the one that carries on named the one that ended; it could name one only."""
    membership = apps.get_model("memberships", "Membership")
    for following, ended in membership.objects.filter(continues__isnull=False).values_list("pk", "continues"):
        membership.objects.filter(pk=ended).update(carried_on_by=following)
    if schema_editor.connection.vendor == "postgresql":
        # A table whose deferred checks wait cannot be altered.
        schema_editor.execute("SET CONSTRAINTS ALL IMMEDIATE")


class Migration(migrations.Migration):
    dependencies = [
        ("memberships", "0001_initial"),
        ("organisations", "0005_every_organisation_has_a_pact"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="TierChange",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "from_tier",
                    models.CharField(blank=True, max_length=40, verbose_name="kind of membership before"),
                ),
                ("tier", models.CharField(blank=True, max_length=40, verbose_name="kind of membership")),
                ("agreed_on", models.DateField(verbose_name="agreed on")),
                (
                    "agreement",
                    models.CharField(blank=True, max_length=100, verbose_name="version of the agreement"),
                ),
                ("reason", models.CharField(max_length=500, verbose_name="reason")),
                ("at", models.DateTimeField(verbose_name="at")),
            ],
            options={
                "verbose_name": "change of the kind of membership",
                "verbose_name_plural": "changes of the kind of membership",
                "ordering": ("at", "pk"),
            },
        ),
        migrations.AddField(
            model_name="membership",
            name="carried_on_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="carries_on",
                to="memberships.membership",
                verbose_name="carried on by",
            ),
        ),
        migrations.RunPython(turn_round, migrations.RunPython.noop),
        migrations.RemoveField(
            model_name="membership",
            name="continues",
        ),
        migrations.AddField(
            model_name="membership",
            name="tier",
            field=models.CharField(blank=True, max_length=40, verbose_name="kind of membership"),
        ),
        migrations.AddConstraint(
            model_name="membership",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("carried_on_by__isnull", True),
                    models.Q(("stage", "ended"), models.Q(("carried_on_by", models.F("id")), _negated=True)),
                    _connector="OR",
                ),
                name="membership_is_carried_on_after_its_end",
            ),
        ),
        migrations.AddField(
            model_name="tierchange",
            name="by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="entered by",
            ),
        ),
        migrations.AddField(
            model_name="tierchange",
            name="membership",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="tier_changes",
                to="memberships.membership",
            ),
        ),
        migrations.AddConstraint(
            model_name="tierchange",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("from_tier", models.F("tier")), _negated=True),
                    models.Q(("reason", ""), _negated=True),
                ),
                name="tier_changes_for_a_reason",
            ),
        ),
    ]
