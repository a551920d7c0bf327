"""Conditions, fees and dates of a procedure as citizens read them on its public page."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import making
import pytest
from django.utils import translation
from forms_schema.calendars import VIETNAM
from forms_schema.loading import load
from motcua.portal.guide import Guide, guide

SEEDS = Path(__file__).resolve().parents[3] / "catalog" / "procedures"


@pytest.fixture(autouse=True)
def vietnamese(db: None) -> Iterator[None]:
    """As most people read it."""
    with translation.override("vi"):
        yield


def seed(name: str, case: str) -> Guide:
    """The guide of a seed procedure for one case."""
    document: dict[str, Any] = json.loads((SEEDS / f"{name}.json").read_text(encoding="utf-8"))
    return guide(load(document), case, VIETNAM)


def test_steps_of_a_fee_are_read_as_people_count() -> None:
    """Pages 1 and 2 cost one sum, pages from 3 on another; no "from number 1"."""
    price = seed("certified_copies", "ordinary").prices[0]
    assert price.amount == (
        "trang 1–2: 2.000 đ mỗi trang; từ trang 3: 1.000 đ mỗi trang; tối đa 200.000 đ mỗi bản"
    )
    assert price.ledger == ""


def test_what_is_paid_for_is_named() -> None:
    """The fee for examining is per certificate, and nobody reads an unexplained "điểm"."""
    price = next(
        one for one in seed("land_change", "transfer").prices if one.ledger == "" and "thẩm định" in one.name
    )
    assert price.amount == "570.000 đ mỗi bản"
    assert "từng giấy chứng nhận" in price.name


def test_conditions_are_sentences() -> None:
    """A paper asked for only sometimes says so in a sentence that begins with "khi"."""
    conditions = {one.name: one.condition for one in seed("land_change", "transfer").papers}
    said = set(conditions.values())
    assert "người nộp là cá nhân" in said
    assert any(one.startswith("trả lời “Có” cho câu hỏi “") for one in said)
    assert not any("? là" in one for one in said)


@pytest.mark.parametrize(
    ("now", "said"),
    [("2026-11-24 09:30", "Hôm nay là ngày nghỉ (Ngày Văn hóa Việt Nam)."), ("2026-11-25 09:30", "")],
)
def test_a_promise_made_on_a_day_off_says_so(now: str, said: str) -> None:
    """On 24 November the page says why a result of the same day comes on the 25th."""
    making.set_clock(now)
    assert seed("certified_copies", "ordinary").periods[0].day_off == said


def test_a_reduction_says_how_much_and_until_when() -> None:
    """Whoever may pay less reads how much less, and the last day on which it counts; a waiver is a waiver."""
    making.set_clock("2026-11-24 09:30")
    prices = {one.name: one.reductions for one in seed("land_change", "transfer").prices}
    appraisal = next(found for name, found in prices.items() if "thẩm định" in name)
    assert appraisal == (
        "Giảm khi nộp trực tuyến (giảm 50 %, đến hết 31/12/2026)",
        "Miễn cho hộ nghèo, người có công",
    )
