"""What the author says about a change when it is submitted for review."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("catalog", "0002_pre_calendar_second_person")]

    operations = [
        migrations.AddField(
            "procedure",
            "review_remark",
            models.CharField(blank=True, db_default="", default="", editable=False, max_length=500),
        ),
    ]
