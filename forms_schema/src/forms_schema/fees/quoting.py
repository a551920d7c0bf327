"""What a dossier costs: one line per fee that applies, each with its explanation.

The price of one unit is worked out (fixed, formula or steps), bounded by its cap and floor, cut by the
reductions in the order they are written, multiplied by the quantity, and rounded once at the end. đồng
are whole numbers.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from decimal import ROUND_CEILING, Context, Decimal, localcontext
from typing import Any, Final, Protocol

from forms_schema.conditions import Facts
from forms_schema.fees.fee import Exemption, Fee, Step, Text
from forms_schema.fees.wording import Story
from forms_schema.rules import RuleFunction
from forms_schema.situation import Situation

EXACT: Final = Context(prec=400)
"""Digits enough for the longest chain of reductions, so that only the stated rounding rounds."""


class HasFees(Protocol):
    """A procedure."""

    @property
    def fees(self) -> tuple[Fee, ...]:
        """Its fees."""

    @property
    def rules(self) -> Mapping[str, Any]:
        """Its named rules."""

    def unit_of(self, rule: Any, /) -> Text | None:
        """The unit of the question a rule reads as it was answered; None when it has none."""


class Evaluated(Protocol):
    """What a form says about answers."""

    @property
    def values(self) -> Mapping[str, Any]:
        """Rule values by field id."""


class AnswersForm(Protocol):
    """A form that turns answers into rule values."""

    @property
    def functions(self) -> Mapping[str, RuleFunction]:
        """Functions that plugins add."""

    def evaluate(self, answers: Mapping[str, Any], situation: Situation, /) -> Evaluated:
        """Evaluate the answers."""


@dataclass(frozen=True)
class FeeLine:
    """One line to pay. ``amount`` is whole đồng; ``unit_amount`` is the price of one unit after reductions.

    ``exemption`` names why nothing is paid and ``proof`` the component that must show it.
    """

    id: str
    ledger: str
    name: Text
    amount: int
    quantity: int | Decimal
    unit_amount: int | Decimal
    pay_at: str
    refundable: bool
    why: Mapping[str, str]
    per: str = "dossier"
    reductions: tuple[str, ...] = ()
    exemption: str | None = None
    proof: str | None = None


@dataclass(frozen=True)
class Quote:
    """All lines. ``unknown`` names fees whose amount needs an answer that has not been given yet."""

    lines: tuple[FeeLine, ...]
    unknown: tuple[str, ...] = ()

    @property
    def total(self) -> int:
        """The sum of all lines in đồng."""
        return sum(line.amount for line in self.lines)

    @property
    def complete(self) -> bool:
        """Whether every fee that applies could be worked out."""
        return not self.unknown


def quote(
    procedure: HasFees,
    answers: Mapping[str, Any],
    situation: Situation,
    *,
    form: AnswersForm | None = None,
    proofs: Collection[str] | None = None,
) -> Quote:
    """What a dossier costs. ``answers`` are rule values, or plain answers when ``form`` is given.

    With ``proofs`` (ids of components handed in) an exemption that needs a proof counts only with it;
    without it exemptions are taken at their word, as an estimate. Raises RuleError when a rule cannot
    be evaluated.
    """
    values = form.evaluate(answers, situation).values if form else answers
    facts = Facts(situation, values, procedure.rules, form.functions if form else {})
    lines: list[FeeLine] = []
    unknown: list[str] = []
    for fee in procedure.fees:
        if fee.applies.applies(situation) and facts.holds(fee.when):
            with localcontext(EXACT):
                line = _line(fee, facts, procedure.unit_of(fee.amount.by), proofs)
            lines += [line] if line else []
            unknown += [] if line else [fee.id]
    return Quote(tuple(lines), tuple(unknown))


def _line(fee: Fee, facts: Facts, unit: Text | None, proofs: Collection[str] | None) -> FeeLine | None:
    exemption = _exemption(fee, facts, proofs)
    if exemption:
        return _free(fee, exemption)
    story = Story()
    quantity = facts.number(fee.quantity, "quantity")
    price = _price(fee, facts, unit, story)
    if quantity is None or price is None:
        return None
    quantity = max(quantity, Decimal(0))
    price = _bounded(fee, price, story)
    price, reductions = _reduced(fee, facts, price, story)
    amount = fee.rounding.apply(price * quantity)
    _finish(fee, quantity, price, amount, story)
    return FeeLine(
        id=fee.id,
        ledger=fee.ledger,
        name=fee.name,
        amount=amount,
        quantity=_plain(quantity),
        unit_amount=_plain(price),
        pay_at=fee.pay_at,
        refundable=fee.refundable,
        why=story.sentence(),
        per=fee.per,
        reductions=reductions,
    )


def _finish(fee: Fee, quantity: Decimal, price: Decimal, amount: int, story: Story) -> None:
    if quantity != 1:
        story.multiplied(quantity, price, amount, fee)
    if price * quantity != amount:
        story.rounded(amount, fee)


def _plain(value: Decimal) -> int | Decimal:
    return int(value) if value == value.to_integral_value() else value


def _exemption(fee: Fee, facts: Facts, proofs: Collection[str] | None) -> Exemption | None:
    for exemption in fee.exemptions:
        proven = exemption.proof is None or proofs is None or exemption.proof in proofs
        if proven and facts.holds(exemption.when):
            return exemption
    return None


def _free(fee: Fee, exemption: Exemption) -> FeeLine:
    story = Story()
    story.exempt(exemption)
    return FeeLine(
        id=fee.id,
        ledger=fee.ledger,
        name=fee.name,
        amount=0,
        quantity=1,
        unit_amount=0,
        pay_at=fee.pay_at,
        refundable=fee.refundable,
        why=story.sentence(),
        per=fee.per,
        exemption=exemption.id,
        proof=exemption.proof,
    )


def _price(fee: Fee, facts: Facts, unit: Text | None, story: Story) -> Decimal | None:
    """The price of one unit before cap, floor and reductions; None while an answer is missing."""
    if fee.amount.steps:
        units = facts.number(fee.amount.by, "amount/tiers/by")
        return None if units is None else _in_steps(fee.amount.steps, units, unit, story)
    price = Decimal(fee.amount.fixed) if fee.amount.fixed is not None else facts.number(fee.amount.formula)
    if price is not None:
        story.price(price, fee)
    return price


def _in_steps(steps: tuple[Step, ...], units: Decimal, unit: Text | None, story: Story) -> Decimal:
    """Each unit at the price of its step; a started unit counts as a whole one."""
    whole = max(int(units.to_integral_value(rounding=ROUND_CEILING)), 0)
    ends = [step.first - 1 for step in steps[1:]] + [whole]
    counted = [(step, min(end, whole) - step.first + 1) for step, end in zip(steps, ends, strict=True)]
    used = [(step, n) for step, n in counted if n > 0]
    price = Decimal(sum(step.each * n for step, n in used))
    story.tiers(unit, used, price)
    return price


def _bounded(fee: Fee, price: Decimal, story: Story) -> Decimal:
    if fee.cap is not None and price > fee.cap:
        story.bounded(True, fee.cap)
        return Decimal(fee.cap)
    if fee.floor is not None and price < fee.floor:
        story.bounded(False, fee.floor)
        return Decimal(fee.floor)
    return price


def _reduced(fee: Fee, facts: Facts, price: Decimal, story: Story) -> tuple[Decimal, tuple[str, ...]]:
    """The price after every reduction that applies, in the order they are written."""
    applied = []
    for reduction in fee.reductions:
        if reduction.applies.applies(facts.situation) and facts.holds(reduction.when):
            price = reduction.apply(price)
            story.reduced(reduction, price)
            applied.append(reduction.id)
    return price, tuple(applied)
