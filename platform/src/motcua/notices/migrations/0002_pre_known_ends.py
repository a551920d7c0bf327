from django.db import migrations, models

SAFE_BECAUSE = "Only the list of known states grows; the column itself stays as it is."


class Migration(migrations.Migration):
    """Two more ends a notice may come to; nothing changes in the table."""

    dependencies = [("notices", "0001_pre_initial")]

    operations = [
        migrations.AlterField(
            model_name="notice",
            name="state",
            field=models.CharField(
                choices=[
                    ("owed", "Owed"),
                    ("sent", "Sent"),
                    ("task", "Task"),
                    ("on_page", "On Page"),
                    ("known", "Known"),
                    ("gone", "Gone"),
                ],
                default="owed",
                max_length=8,
            ),
        ),
    ]
