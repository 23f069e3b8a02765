import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("organisations", "0004_to_first_pact")]

    operations = [
        migrations.AlterField(
            model_name="organisation",
            name="pact",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="organisations",
                to="pacts.pact",
                verbose_name="climate pact",
            ),
        ),
        migrations.AddConstraint(
            model_name="organisation",
            constraint=models.UniqueConstraint(
                fields=("pact", "name"), name="organisation_name_once_per_pact"
            ),
        ),
    ]
