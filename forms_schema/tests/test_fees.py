"""What a dossier costs: the examples of the design and every rule of a fee line."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import Any

import pytest
from forms_schema.fees import Fee, quote
from forms_schema.situation import Situation
from hypothesis import given, settings
from hypothesis import strategies as st

HERE = Situation("standard", date(2026, 7, 1), "direct", "standard", "citizen")
PAGES = {"by": {"var": ["pages"]}, "steps": [{"from": 1, "each": 2000}, {"from": 3, "each": 1000}]}
HALF_2025 = {
    "id": "online_half",
    "name": {"vi": "Nộp trực tuyến"},
    "applies": {"channel": ["online"]},
    "percent": "50",
    "from": "2025-01-01",
    "to": "2025-12-31",
}
HALF_ID_CARD = {
    "id": "card_half",
    "name": {"vi": "Giảm lệ phí căn cước"},
    "percent": "50",
    "from": "2025-07-01",
    "to": "2026-12-31",
}


@dataclass
class Priced:
    """A procedure as far as fees are concerned."""

    fees: tuple[Fee, ...]
    rules: dict[str, Any] = field(default_factory=dict)

    def unit_of(self, rule: Any) -> dict[str, str] | None:
        """The number of pages is asked with its unit, everything else without."""
        return {"vi": "trang", "en": "pages"} if rule == {"var": ["pages"]} else None


def fee(**parts):
    """A fee line as the document writes it, read."""
    document = {
        "id": "fee",
        "ledger": "phi",
        "name": {"vi": "Phí"},
        "per": "dossier",
        "amount": {"fixed": 100_000},
        "authority": "central",
        "pay_at": "submission",
        "refundable": False,
    }
    return Fee.read(document | parts)


def certified_copy():
    """Certified copies: 2,000 đ a page, from page 3 1,000 đ, at most 200,000 đ a copy."""
    return fee(per="copy", quantity={"var": ["copies"]}, amount={"tiers": PAGES}, cap=200_000)


def total(*fees, situation=HERE, rules=None, **answers):
    """The sum of a quote."""
    return quote(Priced(fees, rules or {}), answers, situation).total


def line(one, situation=HERE, **answers):
    """The only line of a quote."""
    (found,) = quote(Priced((one,)), answers, situation).lines
    return found


def on(day, channel="direct", place="standard", applicant="citizen", case="standard"):
    """A situation on a day."""
    return Situation(case, date.fromisoformat(day), channel, place, applicant)


@pytest.mark.parametrize(
    ("pages", "price"),
    [(1, 2_000), (2, 4_000), (3, 5_000), (197, 199_000), (198, 200_000), (199, 200_000), (500, 200_000)],
)
def test_certified_copies(pages, price):
    """2,000 đ a page, 1,000 đ from page 3, at most 200,000 đ for one copy."""
    assert total(certified_copy(), pages=pages, copies=1) == price


@settings(max_examples=300, deadline=None)
@given(st.integers(0, 600), st.integers(0, 50))
def test_copies_times_the_capped_price(pages, copies):
    """Each copy costs 2,000 đ for each of two pages and 1,000 đ for each further page, at most 200,000 đ."""
    one = 2_000 * min(pages, 2) + 1_000 * max(pages - 2, 0)
    assert total(certified_copy(), pages=pages, copies=copies) == copies * min(200_000, one)


@pytest.mark.parametrize(("number", "sum_"), [(1, 200_000), (2, 200_000), (3, 205_000), (5, 215_000)])
def test_judicial_record(number, sum_):
    """A judicial record costs 200,000 đ for up to two sheets and 5,000 đ for each sheet from the third."""
    base = fee(id="base", amount={"fixed": 200_000})
    more = fee(
        id="more",
        amount={"tiers": {"by": {"var": ["sheets"]}, "steps": [{"from": 3, "each": 5_000}]}},
    )
    assert total(base, more, sheets=number) == sum_


def test_a_formula():
    """A formula gives the price: half a percent of the value, rounded up to 1,000 đ."""
    formula = {"mul": [{"var": ["value"]}, {"dec": ["0.005"]}]}
    rounded = fee(amount={"formula": formula}, round={"to": 1000, "mode": "up"})
    assert total(rounded, value=100_000_001) == 501_000
    assert total(rounded, value=100_000_000) == 500_000


@pytest.mark.parametrize(("mode", "sum_"), [("half_up", 26_000), ("up", 26_000), ("down", 25_000)])
def test_rounding_is_stated(mode, sum_):
    """25,500 đ becomes 26,000 or 25,000 đ, as the procedure says."""
    assert total(fee(amount={"fixed": 25_500}, round={"to": 1000, "mode": mode})) == sum_


def test_without_a_rule_half_a_dong_is_rounded_up():
    """Half of 25,001 đ is 12,501 đ: sums are whole đồng."""
    half = {"id": "half", "name": {"vi": "Giảm"}, "percent": "50"}
    found = line(fee(amount={"fixed": 25_001}, reductions=[half]))
    assert (found.amount, type(found.amount)) == (12_501, int)


def test_cap_and_floor_bound_one_unit():
    """The cap and the floor hold for one unit, not for the whole line."""
    area = fee(
        per="point", quantity={"var": ["n"]}, amount={"formula": {"var": ["each"]}}, cap=500, floor=100
    )
    assert [total(area, n=3, each=each) for each in (50, 300, 900)] == [300, 900, 1_500]


@pytest.mark.parametrize(
    ("day", "channel", "sum_"),
    [
        ("2024-12-31", "online", 40_000),
        ("2025-01-01", "online", 20_000),
        ("2025-06-30", "direct", 40_000),
        ("2025-07-01", "direct", 20_000),
        ("2025-07-01", "online", 10_000),
        ("2025-12-31", "online", 10_000),
        ("2026-01-01", "online", 20_000),
        ("2026-12-31", "direct", 20_000),
        ("2027-01-01", "direct", 40_000),
    ],
)
def test_chained_reductions_end_by_themselves(day, channel, sum_):
    """ID card: half price from July 2025, on top of half price online in 2025; each ends on its last day."""
    card = fee(amount={"fixed": 40_000}, reductions=[HALF_2025, HALF_ID_CARD])
    assert total(card, situation=on(day, channel)) == sum_


def test_reductions_apply_in_the_order_written():
    """10,000 đ off and then half is not half and then 10,000 đ off."""
    off = {"id": "off", "name": {"vi": "Bớt"}, "amount": 10_000}
    half = {"id": "half", "name": {"vi": "Nửa"}, "percent": "50"}
    assert total(fee(reductions=[off, half])) == 45_000
    assert total(fee(reductions=[half, off])) == 40_000
    assert line(fee(reductions=[half, off])).reductions == ("half", "off")


def test_a_reduction_never_pays_out():
    """A reduction larger than the fee makes it free, not negative."""
    assert total(fee(reductions=[{"id": "off", "name": {"vi": "Bớt"}, "amount": 900_000}])) == 0


@pytest.mark.parametrize(
    ("day", "sum_"), [("2026-06-30", 0), ("2026-07-01", 100_000), ("2026-12-31", 100_000), ("2027-01-01", 0)]
)
def test_validity_dates_of_a_line(day, sum_):
    """A line is valid from its first day to its last, both included."""
    assert total(fee(**{"from": "2026-07-01", "to": "2026-12-31"}), situation=on(day)) == sum_


def test_amounts_by_place_and_applicant():
    """Urban places and organisations may pay more: each line says where it applies."""
    lines = [
        fee(id="citizen", amount={"fixed": 25_000}, applies={"applicant": ["citizen"]}),
        fee(id="organisation", amount={"fixed": 100_000}, applies={"applicant": ["organisation"]}),
        fee(id="remote", amount={"fixed": 1}, applies={"place": ["remote"]}),
    ]
    assert total(*lines) == 25_000
    assert total(*lines, situation=on("2026-07-01", applicant="organisation")) == 100_000


def test_a_condition_and_named_rules():
    """A line with a condition is due only when it holds; a missing answer means it does not."""
    late = fee(when={"rule": ["is_late"]})
    rules = {"is_late": {"gt": [{"var": ["days"]}, 60]}}
    assert [total(late, rules=rules, days=days) for days in (60, 61, None)] == [0, 100_000, 0]


POOR = {"id": "poor", "name": {"vi": "Hộ nghèo", "en": "Poor household"}, "when": {"var": ["poor"]}}


def test_exemptions():
    """A poor household pays nothing; the line stays with the reason."""
    found = line(fee(exemptions=[POOR]), poor=True)
    assert (found.amount, found.exemption) == (0, "poor")
    assert "Được miễn: Hộ nghèo" in found.why["vi"] and "Poor household" in found.why["en"]
    assert line(fee(exemptions=[POOR]), poor=False).amount == 100_000
    assert line(fee(exemptions=[POOR])).amount == 100_000


def test_an_exemption_needs_its_proof():
    """With the list of papers handed in, an exemption counts only with its proof among them."""
    priced = Priced((fee(exemptions=[POOR | {"proof": "poor_card"}]),))
    sums = [quote(priced, {"poor": True}, HERE, proofs=proofs).total for proofs in (None, (), ("poor_card",))]
    assert sums == [0, 100_000, 0]


def test_a_missing_answer_is_not_zero():
    """While the number of pages is not known the fee is unknown, not free."""
    found = quote(Priced((certified_copy(),)), {"copies": 2}, HERE)
    assert (found.lines, found.unknown, found.complete) == ((), ("fee",), False)


def test_two_ledgers_and_two_moments():
    """Phí and lệ phí, and what is paid now and later, stay apart on their lines."""
    lines = (
        fee(id="one", amount={"fixed": 1_000}),
        fee(id="two", ledger="le_phi", amount={"fixed": 20_000}, pay_at="before_result", refundable=True),
    )
    found = quote(Priced(lines), {}, HERE)
    assert found.total == 21_000
    assert [(one.ledger, one.pay_at, one.amount) for one in found.lines] == [
        ("phi", "submission", 1_000),
        ("le_phi", "before_result", 20_000),
    ]
    assert [one.refundable for one in found.lines] == [False, True]


def test_the_explanation_shows_the_sum():
    """The citizen reads how the fee was worked out."""
    found = line(certified_copy(), pages=3, copies=2)
    assert found.why["vi"] == (
        "2 trang × 2.000 đ + 1 trang (từ trang thứ 3) × 1.000 đ = 5.000 đ; 2 bản × 5.000 đ = 10.000 đ."
    )
    assert found.why["en"] == (
        "Pages: 2 × 2,000 đ + 1 × 1,000 đ (from number 3) = 5,000 đ; 2 × 5,000 đ per copy = 10,000 đ."
    )
    assert (found.quantity, found.unit_amount, found.amount) == (2, 5_000, 10_000)


def test_the_explanation_names_cap_reduction_and_rounding():
    """The cap, each reduction and the rounding are named in the explanation."""
    half = {"id": "half", "name": {"vi": "Giảm một nửa"}, "percent": "50"}
    capped = fee(
        amount={"fixed": 301_111}, cap=200_001, reductions=[half], round={"to": 1000, "mode": "down"}
    )
    why = line(capped).why["vi"]
    assert "không quá 200.001 đ" in why and "giảm 50 % (Giảm một nửa) còn 100.000,5 đ" in why
    assert "làm tròn đến 1.000 đ: 100.000 đ" in why


def test_long_chains_stay_exact():
    """Six reductions by 33.333333 % leave exactly what the fractions leave."""
    cut = {"id": "cut", "name": {"vi": "Giảm"}, "percent": "33.333333"}
    exact = 10**12 * Fraction(66_666_667, 10**8) ** 6
    assert total(fee(amount={"fixed": 10**12}, reductions=[cut] * 6)) == int(exact + Fraction(1, 2))


PERCENTS = st.lists(st.integers(0, 100), max_size=4)


@settings(max_examples=400, deadline=None)
@given(st.integers(0, 10**9), st.integers(0, 99), PERCENTS, st.sampled_from([1, 100, 1000]))
def test_money_is_exact(price, quantity, percents, to):
    """However many reductions are chained, the line equals the fraction worked out exactly, rounded once."""
    reductions = [
        {"id": f"cut_{index}", "name": {"vi": "Giảm"}, "percent": str(percent)}
        for index, percent in enumerate(percents)
    ]
    exact = Fraction(price * quantity)
    for percent in percents:
        exact *= Fraction(100 - percent, 100)
    rounded = int((exact / to + Fraction(1, 2)) // 1) * to
    one = fee(
        amount={"fixed": price},
        per="copy",
        quantity={"var": ["n"]},
        reductions=reductions,
        round={"to": to, "mode": "half_up"},
    )
    found = line(one, n=quantity)
    assert (found.amount, type(found.amount)) == (rounded, int)
