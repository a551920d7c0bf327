"""Selectors: which part of a procedure applies in which situation, over closed dimensions.

Deadlines, fees, modifiers, reductions and components say with a selector where they apply: case,
channel, place class, kind of applicant and validity dates. Because every dimension is closed, "exactly
one applies" is checked by going through all combinations, never by sampling.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import product
from typing import Any, Final, Protocol

from forms_schema.problems import InvalidDocument, Problem

DIMENSIONS: Final = ("case", "channel", "place", "applicant")
MOST_PROBLEMS: Final = 50
DAY = timedelta(1)


class Circumstances(Protocol):
    """What a selector looks at; ``forms_schema.Situation`` fits."""

    @property
    def case(self) -> str:
        """The variant of the procedure."""

    @property
    def on(self) -> date:
        """The dossier's civil day."""

    @property
    def channel(self) -> str:
        """How the dossier is handed in."""

    @property
    def place(self) -> str:
        """The class of the place."""

    @property
    def applicant(self) -> str:
        """The kind of applicant."""


def read_day(mapping: Mapping[str, Any], key: str, pointer: str = "") -> date | None:
    """The civil day under ``key``, or None; raises InvalidDocument for a day no calendar has."""
    text = mapping.get(key)
    if text is None:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise InvalidDocument([_no_such_day(f"{pointer}/{key}", text)]) from None


def _no_such_day(pointer: str, text: str) -> Problem:
    return Problem(
        pointer,
        "date.no_such_day",
        {
            "vi": f"Ngày {text} không có trong lịch; hãy sửa ngày này.",
            "en": f"{text} is not a day; correct it.",
        },
        params={"value": text},
    )


@dataclass(frozen=True)
class Selector:
    """Where something applies. An absent dimension means everywhere; both dates belong to the validity."""

    allowed: Mapping[str, frozenset[str]]
    first: date | None = None
    last: date | None = None

    @classmethod
    def read(cls, mapping: Mapping[str, Any] | None, pointer: str = "") -> Selector:
        """Read ``{"case": […], "channel": […], "place": […], "applicant": […], "from", "to"}``."""
        found = mapping or {}
        allowed = {name: frozenset(found[name]) for name in DIMENSIONS if name in found}
        return cls(allowed, read_day(found, "from", pointer), read_day(found, "to", pointer))

    def narrowed(self, first: date | None, last: date | None) -> Selector:
        """The same selector with further validity dates."""
        firsts = [day for day in (self.first, first) if day]
        lasts = [day for day in (self.last, last) if day]
        return Selector(self.allowed, max(firsts, default=None), min(lasts, default=None))

    def applies(self, situation: Circumstances) -> bool:
        """Whether the situation is one of those selected."""
        return self.valid_on(situation.on) and self.matches({n: getattr(situation, n) for n in self.allowed})

    def matches(self, combination: Mapping[str, str]) -> bool:
        """Whether the closed dimensions fit, dates aside."""
        return all(combination[name] in values for name, values in self.allowed.items())

    def valid_on(self, day: date) -> bool:
        """Whether the day lies in the validity dates."""
        return (self.first is None or self.first <= day) and (self.last is None or day <= self.last)


class Selected(Protocol):
    """Something with an id that applies in certain situations."""

    @property
    def id(self) -> str:
        """Its id."""

    @property
    def applies(self) -> Selector:
        """Where it applies."""


def enumerate_gaps_and_overlaps(
    rules: Sequence[Selected],
    dimensions: Mapping[str, Iterable[str]],
    *,
    in_force: tuple[date | None, date | None] = (None, None),
    pointer: str = "/deadlines",
) -> list[Problem]:
    """Every combination × date for which not exactly one rule applies, as problems (at most 50).

    ``dimensions`` gives the values of case, channel, place and applicant. Dates are gone through at
    every day on which a bound of a rule changes, inside the days the procedure is in force.
    """
    found: dict[tuple[date, tuple[str, ...]], list[str]] = {}
    for combination in _combinations(dimensions):
        fitting = [rule for rule in rules if rule.applies.matches(combination)]
        for day in turning_days([rule.applies for rule in fitting], in_force):
            ids = tuple(rule.id for rule in fitting if rule.applies.valid_on(day))
            if len(ids) != 1:
                found.setdefault((day, ids), []).append(" · ".join(combination.values()))
    return [_not_one(pointer, day, ids, where) for (day, ids), where in sorted(found.items())][:MOST_PROBLEMS]


def _combinations(dimensions: Mapping[str, Iterable[str]]) -> Iterator[dict[str, str]]:
    for values in product(*(tuple(dimensions[name]) for name in DIMENSIONS)):
        yield dict(zip(DIMENSIONS, values, strict=True))


def turning_days(selectors: Iterable[Selector], in_force: tuple[date | None, date | None]) -> list[date]:
    """The first day of each stretch in which the same selectors are valid, inside the days in force."""
    first, last = in_force
    starts = {first or date.min}
    for selector in selectors:
        if selector.first:
            starts.add(selector.first)
        if selector.last and selector.last < date.max:
            starts.add(selector.last + DAY)
    return sorted(day for day in starts if (not first or day >= first) and (not last or day <= last))


def _not_one(pointer: str, day: date, ids: tuple[str, ...], where: list[str]) -> Problem:
    since = "" if day == date.min else f" từ {day:%d/%m/%Y}"
    since_en = "" if day == date.min else f" from {day.isoformat()}"
    shown = "; ".join(where[:3]) + ("; …" if len(where) > 3 else "")
    if ids:
        names = ", ".join(ids)
        vi = f"Nhiều quy tắc cùng áp dụng ({names}) cho {shown}{since}; chỉ được có đúng một quy tắc."
        en = f"Several rules apply ({names}) to {shown}{since_en}; exactly one must apply."
    else:
        vi = (
            f"Không có quy tắc nào áp dụng cho {shown}{since}; hãy thêm quy tắc hoặc mở rộng phạm vi áp dụng."
        )
        en = f"No rule applies to {shown}{since_en}; add a rule or widen the selector of one."
    code = "selector.overlap" if ids else "selector.gap"
    params = {"from": None if day == date.min else day.isoformat(), "rules": list(ids), "where": where}
    return Problem(pointer, code, {"vi": vi, "en": en}, params=params)


def check_selector(
    selector: Selector, dimensions: Mapping[str, Iterable[str]], pointer: str = ""
) -> list[Problem]:
    """Values the procedure does not have, and validity dates that leave no day."""
    problems = []
    for name, values in selector.allowed.items():
        for value in sorted(values - set(dimensions[name])):
            problems.append(_unknown_value(f"{pointer}/{name}", name, value))
    if selector.first and selector.last and selector.last < selector.first:
        problems.append(_no_day(pointer, selector.first, selector.last))
    return problems


def _unknown_value(pointer: str, name: str, value: str) -> Problem:
    vi = f"Thủ tục không có giá trị “{value}” ở chiều “{name}”; hãy chọn một giá trị đã khai báo."
    en = f"The procedure has no {name} {value!r}; choose one it declares."
    return Problem(pointer, "selector.unknown_value", {"vi": vi, "en": en}, params={"value": value})


def _no_day(pointer: str, first: date, last: date) -> Problem:
    vi = f"Ngày kết thúc {last:%d/%m/%Y} trước ngày bắt đầu {first:%d/%m/%Y}; hãy sửa một trong hai ngày."
    en = f"The last day {last} is before the first day {first}; correct one of them."
    return Problem(pointer, "selector.no_day", {"vi": vi, "en": en})
