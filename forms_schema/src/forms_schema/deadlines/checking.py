"""What publishing asks of the deadlines of a procedure, beyond their structure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import chain

from forms_schema.deadlines.rule import DeadlineRule, Duration, Leg
from forms_schema.deadlines.wording import both
from forms_schema.problems import Problem
from forms_schema.selectors import check_selector, enumerate_gaps_and_overlaps


def check_deadlines(
    rules: Sequence[DeadlineRule],
    dimensions: Mapping[str, Iterable[str]],
    *,
    in_force: tuple[date | None, date | None] = (None, None),
    pointer: str = "/deadlines",
) -> list[Problem]:
    """Every problem of the rules: gaps, overlaps, unknown legs, missing lengths, impossible fractions."""
    found: list[Problem] = []
    closed = {name: tuple(values) for name, values in dimensions.items()}
    for index, rule in enumerate(rules):
        here = f"{pointer}/{index}"
        found += check_selector(rule.applies, closed, f"{here}/applies")
        for number, modifier in enumerate(rule.modifiers):
            found += check_selector(modifier.applies, closed, f"{here}/modifiers/{number}/applies")
        found += chain(_modifiers(rule, here), _pauses(rule, here), _lengths(rule, here))
    return found + enumerate_gaps_and_overlaps(rules, closed, in_force=in_force, pointer=pointer)


def _modifiers(rule: DeadlineRule, pointer: str) -> Iterator[Problem]:
    legs = {leg.id for leg in (*rule.legs, *rule.committed)}
    for index, modifier in enumerate(rule.modifiers):
        if modifier.leg not in legs:
            vi = f"Quy tắc “{rule.id}” không có chặng “{modifier.leg}”; hãy chọn một chặng đã khai báo."
            en = f"The rule {rule.id!r} has no leg {modifier.leg!r}; choose one it declares."
            yield _problem(f"{pointer}/modifiers/{index}/leg", "unknown_leg", vi, en)


def _pauses(rule: DeadlineRule, pointer: str) -> Iterator[Problem]:
    seen = set()
    for index, pause in enumerate(rule.pauses):
        here = f"{pointer}/pauses/{index}"
        if pause.effect in ("replace", "extend") and pause.length is None:
            vi = "Cần ghi số lượng và đơn vị (amount, unit) cho việc thay thế hoặc cộng thêm thời hạn."
            yield _problem(here, "no_length", vi, "Give amount and unit: this pause replaces or adds time.")
        if pause.reason in seen:
            vi = f"Lý do “{pause.reason}” được khai báo hai lần; hãy bỏ một lần."
            yield _problem(here, "reason_twice", vi, f"The reason {pause.reason!r} is given twice; drop one.")
        seen.add(pause.reason)


def _lengths(rule: DeadlineRule, pointer: str) -> Iterator[Problem]:
    yield from _fractions([leg.length for leg in rule.legs], f"{pointer}/legs")
    yield from _fractions([leg.length for leg in rule.committed], f"{pointer}/committed")
    yield from _fractions([modifier.add for modifier in rule.modifiers], f"{pointer}/modifiers")
    yield from _longer_promise(rule, pointer)


def _fractions(lengths: Sequence[Duration], pointer: str) -> Iterator[Problem]:
    for index, length in enumerate(lengths):
        if not _countable(length):
            vi = f"Không thể đếm {length.amount} theo đơn vị này; hãy dùng số nguyên, hoặc nửa ngày làm việc."
            en = f"{length.amount} cannot be counted in {length.unit}; use whole or half working days."
            yield _problem(f"{pointer}/{index}", "fraction", vi, en)


def _countable(length: Duration) -> bool:
    parts = {"working_day": 2, "working_hour": 60}.get(length.unit, 1)
    return (length.amount * parts) % 1 == 0


def _longer_promise(rule: DeadlineRule, pointer: str) -> Iterator[Problem]:
    """A promise longer than the law, where both are in the same unit."""
    law, promise = _total(rule.legs), _total(rule.committed)
    if law and promise and law.unit == promise.unit and promise.amount > law.amount:
        vi = f"Thời hạn cam kết {promise.amount} dài hơn thời hạn pháp luật {law.amount}; hãy rút ngắn lại."
        en = f"The promise of {promise.amount} is longer than the law's {law.amount}; shorten it."
        yield _problem(f"{pointer}/committed", "longer_than_law", vi, en)


def _total(legs: Sequence[Leg]) -> Duration | None:
    units = {leg.length.unit for leg in legs}
    if len(units) != 1:
        return None
    first = legs[0].length
    return Duration(sum((leg.length.amount for leg in legs), first.amount * 0), first.unit)


def _problem(pointer: str, code: str, vi: str, en: str) -> Problem:
    return Problem(pointer, f"deadline.{code}", both(vi, en))
