"""Until when a one-time code given at the counter signs in; empty for passwords people chose."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("people", "0001_pre_initial")]

    operations = [
        migrations.AddField("user", "given_code_until", models.DateTimeField(blank=True, null=True)),
    ]
