"""Files are read and taken over in the background, and people name columns that are not understood."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """Adds states of a file, its columns to be named, and what every row of a known table shares."""

    dependencies = [
        ("inventories", "0002_members_portal"),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="upload",
            name="upload_state_is_a_known_kind",
        ),
        migrations.AddField(
            model_name="headermapping",
            name="constants",
            field=models.JSONField(blank=True, default=dict, verbose_name="the same in every row"),
        ),
        migrations.AddField(
            model_name="upload",
            name="glance",
            field=models.JSONField(blank=True, null=True, verbose_name="columns to be named"),
        ),
        migrations.AlterField(
            model_name="upload",
            name="state",
            field=models.CharField(
                choices=[
                    ("reading", "Being read"),
                    ("failed", "Could not be read"),
                    ("unmapped", "Columns not named yet"),
                    ("checked", "Checked, not yet taken over"),
                    ("taking", "Being taken over"),
                    ("taken_over", "Taken over"),
                    ("undone", "Undone"),
                ],
                default="checked",
                max_length=20,
                verbose_name="state",
            ),
        ),
        migrations.AddConstraint(
            model_name="upload",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "state__in",
                        ["reading", "failed", "unmapped", "checked", "taking", "taken_over", "undone"],
                    )
                ),
                name="upload_state_is_a_known_kind",
            ),
        ),
    ]
