import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("organisations", "0002_members_portal"),
        ("pacts", "0002_first_pact"),
    ]

    operations = [
        migrations.RemoveConstraint(model_name="organisation", name="organisation_name_once_per_city"),
        migrations.AddField(
            model_name="organisation",
            name="pact",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="organisations",
                to="pacts.pact",
                verbose_name="climate pact",
            ),
        ),
    ]
