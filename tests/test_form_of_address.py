"""Everybody is addressed politely and alike: "ông/bà" in all that people read, never "bạn" (see the glossary)."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

TOP = Path(__file__).parents[1]
FAMILIAR = re.compile(r"(?<!\w)bạn(?!\w)", re.IGNORECASE)
READ_BY_PEOPLE = (
    "*/src/**/locale/vi/LC_MESSAGES/django.po",
    "themes/*/locale/vi/LC_MESSAGES/django.po",
    "catalog/procedures/*.json",
    "themes/*/letters/*.typ",
    "themes/*/templates/**/*.html",
    "themes/*/static/**/*.js",
    "forms_schema/src/**/*.py",
    "catalog/src/**/*.py",
    "platform/src/**/*.py",
    "platform/setup/*.py",
    "plugins/**/src/**/*.py",
    "docs/tutorial/*.md",
)


def files() -> Iterator[Path]:
    """Every file whose Vietnamese words reach a person."""
    for pattern in READ_BY_PEOPLE:
        yield from TOP.glob(pattern)


@pytest.mark.parametrize("pattern", READ_BY_PEOPLE)
def test_each_place_is_looked_at(pattern: str) -> None:
    """No pattern of this check has gone stale."""
    assert any(TOP.glob(pattern))


def test_nobody_is_addressed_familiarly() -> None:
    """Portal, letters, notices and refusals say "ông/bà"; where "bạn" stands, file and line are named."""
    found = [
        f"{file.relative_to(TOP)}:{number}: {line.strip()[:80]}"
        for file in files()
        for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), start=1)
        if FAMILIAR.search(line)
    ]
    assert found == []


def test_the_check_can_fail() -> None:
    """The familiar word is recognised at the beginning, in the middle and before a comma, not inside another."""
    assert [bool(FAMILIAR.search(text)) for text in ("Bạn đã nộp", "để bạn, hoặc", "bạnh", "ban hành")] == [
        True,
        True,
        False,
        False,
    ]
