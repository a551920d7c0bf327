"""The last day counts too: no text may send people away a day early."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from motcua.notices.texts import DEFAULTS

TOP = Path(__file__).parents[3]
KINDS = {".po", ".typ", ".html", ".json"}
PLACES = ("platform/src/motcua", "themes/default", "catalog/procedures")
TOO_EARLY = re.compile(
    r"trước (ngày )?[{%#]|trước ngày\"|\bbefore [{%#]|\b(by|until) (\{(?!agency|who)|%\(day)", re.IGNORECASE
)
A_RATE_ENDS = "until %(day)s"
"""Of a reduced rate, translated as "đến hết": that day is in it."""


def lines() -> Iterator[tuple[str, str]]:
    """Where it stands, and what people read there: letters, notices, portal, desk, both languages."""
    for place in PLACES:
        for file in sorted((TOP / place).rglob("*")):
            if file.suffix in KINDS:
                for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1):
                    yield f"{file.relative_to(TOP)}:{number}", line
    for event, texts in DEFAULTS.items():
        yield from ((f"{event} {language}", text) for language, text in texts.items())


def test_no_text_calls_the_last_day_a_day_too_late() -> None:
    """Whatever must be done on a day at the latest is said with that day in it, in Vietnamese and in English."""
    found = [f"{where}: {line.strip()[:90]}" for where, line in lines() if TOO_EARLY.search(line)]
    assert [one for one in found if A_RATE_ENDS not in one] == []


@pytest.mark.parametrize(
    "text",
    [
        "cần bổ sung trước {supplement_until}",
        "trước ngày %(day)s",
        'Đề nghị trả lời trước ngày"',
        "a supplement before {supplement_until}",
        "Answer by %(day)s",
        "needs a supplement by {supplement_until}",
        "Until %(day)s",
    ],
)
def test_the_check_can_fail(text: str) -> None:
    """Each way in which it was said wrongly once is recognised."""
    assert TOO_EARLY.search(text)
