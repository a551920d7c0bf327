"""How amounts, days and times are written."""

from datetime import UTC, date, datetime

from django.utils import translation
from motcua.ground import formats, rendering

EVENING = datetime(2026, 7, 28, 18, 30, tzinfo=UTC)


def test_vietnamese_forms():
    """Amounts have dots, days are day/month/year, times are those of Vietnam."""
    with translation.override("vi"):
        assert formats.money(1_250_000) == "1.250.000 đ"
        assert formats.day(date(2026, 7, 29)) == "29/07/2026"
        assert formats.moment(EVENING) == "01:30 ngày 29/07/2026"
        assert formats.file_size(1_234_567) == "1,2 MB"


def test_english_forms():
    """The English page writes the same values in English."""
    with translation.override("en"):
        assert formats.money(1_250_000) == "1,250,000 đ"
        assert formats.moment(EVENING) == "01:30 on 29 July 2026"


def test_pages_escape_what_people_typed():
    """What somebody typed into a form is shown as text, never as a part of the page."""
    template = rendering.environment().from_string(
        "{{ typed }} {{ 5000|money }} {{ _('%(n)s files', n=typed) }}"
    )
    with translation.override("vi"):
        assert template.render(typed="<b>") == "&lt;b&gt; 5.000 đ &lt;b&gt; files"
