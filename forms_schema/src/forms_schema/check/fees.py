"""Fees: plausible amounts (lost zeros), tiers in order, percentages, proofs, ledgers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from forms_schema.check.finding import Path, finding
from forms_schema.problems import Problem
from forms_schema.registry import Registry

LEAST_AMOUNT = 1000
"""The smallest plausible amount in đồng: portal records with less have lost zeros."""
_FREE_WORDS = ("miễn", "không thu", "0 đồng")


def problems(document: Mapping[str, Any], registry: Registry) -> list[Problem]:
    """What is wrong with each fee line."""
    return [p for index, fee in enumerate(document["fees"]) for p in _judge(("fees", index), fee)]


def _judge(path: Path, fee: Mapping[str, Any]) -> Iterator[Problem]:
    for where, amount in _amounts(path, fee):
        yield from _plausible(where, amount, fee)
    yield from _tiers((*path, "amount", "tiers", "steps"), fee["amount"].get("tiers", {}).get("steps", []))
    for at, reduction in enumerate(fee.get("reductions", [])):
        yield from _percent((*path, "reductions", at, "percent"), reduction)
    if "cap" in fee and "floor" in fee and fee["floor"] > fee["cap"]:
        yield finding(
            (*path, "floor"),
            "fee.floor_above_cap",
            "Mức thấp nhất lớn hơn mức cao nhất. Hãy sửa một trong hai.",
            "The floor is above the cap. Mend one of them.",
        )
    if fee["per"] != "dossier" and "quantity" not in fee:
        yield finding(
            (*path, "per"),
            "fee.no_quantity",
            f"Thu theo “{fee['per']}” thì phải có số lượng. Hãy thêm “quantity”.",
            f"A fee per “{fee['per']}” needs to know how many. Add “quantity”.",
        )


def _amounts(path: Path, fee: Mapping[str, Any]) -> Iterator[tuple[Path, int]]:
    if "fixed" in fee["amount"]:
        yield (*path, "amount", "fixed"), fee["amount"]["fixed"]
    for index, step in enumerate(fee["amount"].get("tiers", {}).get("steps", [])):
        yield (*path, "amount", "tiers", "steps", index, "each"), step["each"]
    if "cap" in fee:
        yield (*path, "cap"), fee["cap"]


def _plausible(path: Path, amount: int, fee: Mapping[str, Any]) -> Iterator[Problem]:
    if 0 < amount < LEAST_AMOUNT:
        yield finding(
            path,
            "fee.lost_zeros",
            f"Mức thu {amount} đồng quá nhỏ, có thể đã mất số 0. Hãy đối chiếu với văn bản quy định.",
            f"{amount} đồng is too small; zeros may have been lost. Compare it with the regulation.",
            amount=amount,
        )
    if amount == 0 and not any(word in fee["name"]["vi"].lower() for word in _FREE_WORDS):
        yield finding(
            path,
            "fee.free_without_words",
            "Mức thu bằng 0 thì tên khoản thu phải nói rõ là miễn hoặc không thu. Hãy sửa tên hoặc mức thu.",
            "An amount of 0 says in the name that it is free (“miễn”, “không thu”). Mend the "
            "name or the amount.",
        )


def _tiers(path: Path, steps: list[Mapping[str, Any]]) -> Iterator[Problem]:
    starts = [step["from"] for step in steps]
    if starts and (starts[0] != 1 or sorted(set(starts)) != starts):
        yield finding(
            path,
            "fee.tiers_out_of_order",
            "Các bậc phải bắt đầu từ 1 và tăng dần, không lặp. Hãy sắp xếp lại.",
            "Tiers begin at 1 and rise without repetition. Put them in order.",
        )


def _percent(path: Path, reduction: Mapping[str, Any]) -> Iterator[Problem]:
    if "percent" in reduction and not 0 < Decimal(reduction["percent"]) <= 100:
        yield finding(
            path,
            "fee.percent_out_of_range",
            "Tỷ lệ giảm phải lớn hơn 0 và không quá 100. Hãy sửa tỷ lệ.",
            "A reduction is more than 0 and at most 100 percent. Mend it.",
        )
