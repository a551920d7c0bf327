"""What each plain operator computes from arguments that are present and of the right type.

None means that there is no answer (division by zero, no such day), which reads like a missing answer.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

from forms_schema.rules import dates, numbers
from forms_schema.rules.table import MOST_TEXT
from forms_schema.rules.values import composed


class TextTooLong(ValueError):
    """The joined text is longer than a rule text may be."""


def _small_letters() -> dict[int, int]:
    letters = {code: code + 32 for code in range(0x41, 0x5B)}
    letters |= {code: code + 32 for code in range(0xC0, 0xDF) if code != 0xD7}
    letters |= {ord(letter): ord(letter) + 1 for letter in "ĂĐĨŨƠƯ"}
    return letters | {code: code + 1 for code in range(0x1EA0, 0x1EFA, 2)}


_SMALL = _small_letters()


def lower(text: str) -> str:
    """Small letters for the basic Latin, Latin-1 and Vietnamese capitals; every other character as it is."""
    return text.translate(_SMALL)


def concat(*texts: str) -> str:
    """The texts joined and composed again (NFC)."""
    joined = composed("".join(texts))
    if len(joined) > MOST_TEXT:
        raise TextTooLong
    return joined


def _year(day: date) -> Decimal:
    return Decimal(day.year)


def _month(day: date) -> Decimal:
    return Decimal(day.month)


def _day(day: date) -> Decimal:
    return Decimal(day.day)


PLAIN: dict[str, Callable[..., Any]] = {
    "not": lambda value: not value,
    "lt": lambda left, right: left < right,
    "le": lambda left, right: left <= right,
    "gt": lambda left, right: left > right,
    "ge": lambda left, right: left >= right,
    "add": numbers.add,
    "sub": numbers.subtract,
    "mul": numbers.multiply,
    "div": numbers.divide,
    "round": numbers.rounded,
    "min_of": lambda *values: min(values),
    "max_of": lambda *values: max(values),
    "add_days": dates.add_days,
    "add_months": dates.add_months,
    "days_between": dates.days_between,
    "years_between": dates.years_between,
    "year": _year,
    "month": _month,
    "day": _day,
    "starts_with": lambda text, start: text.startswith(start),
    "concat": concat,
    "length": lambda text: Decimal(len(text)),
    "lower": lower,
}
