"""The fee part of a procedure document, typed. All sums are whole đồng."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP, Decimal
from typing import Any, Final

from forms_schema.selectors import Selector, read_day

Text = Mapping[str, str]

MODES: Final = {"half_up": ROUND_HALF_UP, "up": ROUND_CEILING, "down": ROUND_FLOOR}


@dataclass(frozen=True)
class Step:
    """From the n-th unit on, each unit costs ``each`` đồng."""

    first: int
    each: int


@dataclass(frozen=True)
class Amount:
    """The price of one unit of quantity: exactly one of a fixed sum, a formula, or steps by a number."""

    fixed: int | None = None
    formula: Any = None
    by: Any = None
    steps: tuple[Step, ...] = ()

    @classmethod
    def read(cls, mapping: Mapping[str, Any]) -> Amount:
        """Read ``{"fixed"}``, ``{"formula"}`` or ``{"tiers": {"by", "steps"}}``."""
        if "tiers" in mapping:
            tiers = mapping["tiers"]
            steps = sorted((step["from"], step["each"]) for step in tiers["steps"])
            return cls(by=tiers["by"], steps=tuple(Step(first, each) for first, each in steps))
        return cls(mapping.get("fixed"), mapping.get("formula"))


@dataclass(frozen=True)
class Rounding:
    """To which multiple of đồng a line is rounded, and which way."""

    to: int = 1
    mode: str = "half_up"

    @classmethod
    def read(cls, mapping: Mapping[str, Any] | None) -> Rounding:
        """Read the rounding; without one a line is rounded half up to one đồng."""
        return cls(mapping["to"], mapping["mode"]) if mapping else cls()

    def apply(self, amount: Decimal) -> int:
        """The rounded sum in đồng."""
        return int((amount / self.to).quantize(Decimal(1), rounding=MODES[self.mode])) * self.to


@dataclass(frozen=True)
class Exemption:
    """Who pays nothing, and the component that proves it."""

    id: str
    name: Text
    when: Any
    proof: str | None = None

    @classmethod
    def read(cls, mapping: Mapping[str, Any]) -> Exemption:
        """Read one exemption."""
        return cls(mapping["id"], mapping["name"], mapping["when"], mapping.get("proof"))


@dataclass(frozen=True)
class Reduction:
    """A cut of the price of one unit, by a percentage or a sum, often only between two dates."""

    id: str
    name: Text
    applies: Selector
    when: Any = True
    percent: Decimal | None = None
    amount: int = 0

    @classmethod
    def read(cls, mapping: Mapping[str, Any], pointer: str = "") -> Reduction:
        """Read one reduction; its own dates narrow those of its selector."""
        selector = Selector.read(mapping.get("applies"), f"{pointer}/applies")
        first, last = read_day(mapping, "from", pointer), read_day(mapping, "to", pointer)
        percent = Decimal(mapping["percent"]) if "percent" in mapping else None
        return cls(
            id=mapping["id"],
            name=mapping["name"],
            applies=selector.narrowed(first, last),
            when=mapping.get("when", True),
            percent=percent,
            amount=mapping.get("amount", 0),
        )

    def apply(self, price: Decimal) -> Decimal:
        """The price after the cut, never below zero."""
        cut = price * self.percent / 100 if self.percent is not None else Decimal(self.amount)
        return max(price - cut, Decimal(0))


@dataclass(frozen=True)
class Fee:
    """One fee line of a procedure. ``cap`` and ``floor`` bound the price of one unit of quantity."""

    id: str
    ledger: str
    name: Text
    applies: Selector
    when: Any
    per: str
    quantity: Any
    amount: Amount
    cap: int | None
    floor: int | None
    rounding: Rounding
    exemptions: tuple[Exemption, ...]
    reductions: tuple[Reduction, ...]
    authority: str
    pay_at: str
    refundable: bool
    legal_basis: str | None = None

    @classmethod
    def read(cls, mapping: Mapping[str, Any], pointer: str = "") -> Fee:
        """Read one fee of a document whose structure has been checked."""
        selector = Selector.read(mapping.get("applies"), f"{pointer}/applies")
        first, last = read_day(mapping, "from", pointer), read_day(mapping, "to", pointer)
        return cls(
            id=mapping["id"],
            ledger=mapping["ledger"],
            name=mapping["name"],
            applies=selector.narrowed(first, last),
            when=mapping.get("when", True),
            per=mapping["per"],
            quantity=mapping.get("quantity", 1),
            amount=Amount.read(mapping["amount"]),
            cap=mapping.get("cap"),
            floor=mapping.get("floor"),
            rounding=Rounding.read(mapping.get("round")),
            exemptions=tuple(Exemption.read(item) for item in mapping.get("exemptions", ())),
            reductions=tuple(
                Reduction.read(item, f"{pointer}/reductions/{index}")
                for index, item in enumerate(mapping.get("reductions", ()))
            ),
            authority=mapping["authority"],
            pay_at=mapping["pay_at"],
            refundable=mapping["refundable"],
            legal_basis=mapping.get("legal_basis"),
        )
