from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("casework", "0002_contacts_of_chambers"),
        ("pacts", "0005_names_of_columns"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="bulkrun",
            name="bulk_run_is_known",
        ),
        migrations.AlterField(
            model_name="bulkrun",
            name="kind",
            field=models.CharField(
                choices=[
                    ("assign", "Say who looks after them"),
                    ("plan", "Plan the next step"),
                    ("task", "Write a task for each"),
                    ("letter", "Write an e-mail to their people"),
                    ("invite", "Invite their first person"),
                    ("remind", "Remind of what they owe"),
                ],
                max_length=10,
                verbose_name="kind",
            ),
        ),
        migrations.AlterField(
            model_name="bulkrun",
            name="state",
            field=models.CharField(
                choices=[
                    ("waiting", "Waits"),
                    ("running", "Runs"),
                    ("done", "Done"),
                    ("failed", "Stopped"),
                    ("undoing", "Is being undone"),
                    ("undone", "Undone"),
                ],
                default="waiting",
                max_length=10,
                verbose_name="state",
            ),
        ),
        migrations.AddConstraint(
            model_name="bulkrun",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("kind__in", ["assign", "plan", "task", "letter", "invite", "remind"]),
                    ("state__in", ["waiting", "running", "done", "failed", "undoing", "undone"]),
                ),
                name="bulk_run_is_known",
            ),
        ),
    ]
