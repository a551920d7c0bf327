"""Entries of the working calendar become proposals until a second person approves them."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

SAFE_BECAUSE = "the table holds a few lines a year, so checking it and adding a trigger locks nothing for long"

#: What was approved stays word for word: only its withdrawal may be written, and nothing deletes it.
GUARD = """
CREATE FUNCTION catalog_calendar_guard() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE withdrawal text[] := ARRAY['withdrawal_asked_by_id', 'withdrawn_by_id', 'withdrawn_on'];
BEGIN
    IF OLD.approved_at IS NOT NULL AND (TG_OP = 'DELETE' OR OLD.withdrawn_on IS NOT NULL
        OR to_jsonb(NEW) - withdrawal <> to_jsonb(OLD) - withdrawal) THEN
        RAISE EXCEPTION 'catalog: % of an approved calendar entry is refused, propose its withdrawal', TG_OP
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
END $$;
CREATE TRIGGER catalog_calendar_approved BEFORE UPDATE OR DELETE ON catalog_calendarentry
    FOR EACH ROW EXECUTE FUNCTION catalog_calendar_guard();
"""
UNGUARD = """
DROP TRIGGER catalog_calendar_approved ON catalog_calendarentry;
DROP FUNCTION catalog_calendar_guard();
"""


def _person(label):
    return models.ForeignKey(
        editable=False,
        null=True,
        on_delete=django.db.models.deletion.PROTECT,
        related_name="+",
        to=settings.AUTH_USER_MODEL,
        verbose_name=label,
    )


def _editors_propose(apps, schema_editor):
    """In a database in use, give the editors' group the right that a new database gives it."""
    permission = apps.get_model("auth", "Permission").objects.filter(
        codename="add_calendarentry", content_type__app_label="catalog"
    )
    for group in apps.get_model("auth", "Group").objects.filter(name="Procedure editors"):
        group.permissions.add(*permission)


class Migration(migrations.Migration):
    dependencies = [
        ("catalog", "0001_pre_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            "calendarentry",
            "approved_at",
            models.DateTimeField(editable=False, null=True, verbose_name="approved at"),
        ),
        migrations.AddField("calendarentry", "approved_by", _person("approved by")),
        migrations.AddField("calendarentry", "withdrawal_asked_by", _person("withdrawal proposed by")),
        migrations.AddField("calendarentry", "withdrawn_by", _person("withdrawal approved by")),
        migrations.AlterField("calendarentry", "entered_by", _person("proposed by")),
        migrations.AlterField(
            "calendarentry",
            "withdrawn_on",
            models.DateField(blank=True, editable=False, null=True, verbose_name="withdrawn on"),
        ),
        migrations.AddConstraint(
            "calendarentry",
            models.CheckConstraint(
                condition=models.Q(approved_at__isnull=True, approved_by__isnull=True)
                | (
                    models.Q(
                        approved_at__isnull=False, entered_by__isnull=False, approved_by__isnull=False
                    )
                    & ~models.Q(approved_by=models.F("entered_by"))
                ),
                name="catalog_calendar_second_person",
            ),
        ),
        migrations.AddConstraint(
            "calendarentry",
            models.CheckConstraint(
                condition=models.Q(withdrawn_on__isnull=True, withdrawn_by__isnull=True)
                | models.Q(withdrawn_on__isnull=False, approved_at__isnull=True)
                | (
                    models.Q(
                        withdrawn_on__isnull=False,
                        withdrawal_asked_by__isnull=False,
                        withdrawn_by__isnull=False,
                    )
                    & ~models.Q(withdrawn_by=models.F("withdrawal_asked_by"))
                ),
                name="catalog_calendar_second_person_out",
            ),
        ),
        migrations.RunSQL(GUARD, UNGUARD),
        migrations.RunPython(_editors_propose, migrations.RunPython.noop),
    ]
