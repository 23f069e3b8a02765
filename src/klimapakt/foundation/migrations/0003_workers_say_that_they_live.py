"""A table in which workers say that they are alive."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """Creates the table."""

    dependencies = [("foundation", "0002_begin_and_guard_the_chain")]

    operations = [
        migrations.CreateModel(
            name="WorkerBeat",
            fields=[
                ("worker_id", models.CharField(max_length=64, primary_key=True, serialize=False)),
                ("at", models.DateTimeField()),
            ],
        ),
    ]
