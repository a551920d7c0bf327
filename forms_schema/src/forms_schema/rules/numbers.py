"""Exact decimal arithmetic: at most 40 digits before and 40 after the point, never rounded silently."""

from __future__ import annotations

from decimal import (
    ROUND_05UP,
    ROUND_CEILING,
    ROUND_DOWN,
    ROUND_FLOOR,
    ROUND_HALF_EVEN,
    ROUND_HALF_UP,
    ROUND_UP,
    Context,
    Decimal,
    Inexact,
    InvalidOperation,
    Overflow,
)

from forms_schema.rules.table import MOST_DIGITS

ROUNDINGS = {
    "half_up": ROUND_HALF_UP,
    "half_even": ROUND_HALF_EVEN,
    "up": ROUND_UP,
    "down": ROUND_DOWN,
    "ceiling": ROUND_CEILING,
    "floor": ROUND_FLOOR,
}
"""Modes by name: ``half_up`` moves ties away from zero, ``up`` goes away from zero, ``down`` towards it."""
_PRECISION = 4 * MOST_DIGITS + 10
_MODES = {
    name: Context(prec=_PRECISION, rounding=rounding, traps=[InvalidOperation, Overflow])
    for name, rounding in ROUNDINGS.items()
}

ZERO = Decimal(0)
EXACT = Context(prec=_PRECISION, traps=[InvalidOperation, Inexact, Overflow])
"""Arithmetic that never rounds."""
SHORT = Context(prec=MOST_DIGITS + 1, Emin=0, Emax=MOST_DIGITS - 1, traps=[])
"""Leaves a number as it is when it surely fits (few digits, none too high or too low); a quick first look."""
# One extra sticky digit (05UP) keeps a later rounding to fewer places correct.
_QUOTIENT = Context(prec=_PRECISION, rounding=ROUND_05UP, traps=[InvalidOperation, Overflow])
_FINEST = Decimal((0, (1,), -MOST_DIGITS))
_STEPS = {places: Decimal((0, (1,), -places)) for places in range(-MOST_DIGITS, MOST_DIGITS + 1)}


class TooManyDigits(ArithmeticError):
    """The exact result has more digits than a rule number may have."""


def bounded(value: Decimal) -> Decimal:
    """``value`` itself when it is a rule number (zero without a sign), else TooManyDigits."""
    if not value:
        return ZERO
    if value.is_finite() and SHORT.plus(value) == value:
        return value
    if not value.is_finite() or value.adjusted() >= MOST_DIGITS:
        raise TooManyDigits
    try:
        EXACT.quantize(value, _FINEST)
    except (Inexact, InvalidOperation) as error:
        raise TooManyDigits from error
    return value


def _within(value: Decimal) -> Decimal:
    if not value:
        return ZERO
    if value.adjusted() >= MOST_DIGITS:
        raise TooManyDigits
    return value


def add(*terms: Decimal) -> Decimal:
    """The exact sum."""
    total = terms[0]
    for term in terms[1:]:
        total = _within(EXACT.add(total, term))
    return total


def subtract(left: Decimal, right: Decimal) -> Decimal:
    """The exact difference."""
    return _within(EXACT.subtract(left, right))


def multiply(*factors: Decimal) -> Decimal:
    """The exact product."""
    product = factors[0]
    for factor in factors[1:]:
        product = bounded(EXACT.normalize(EXACT.multiply(product, factor)))
    return product


def rounded(value: Decimal, places: int, mode: str) -> Decimal:
    """``value`` with ``places`` decimals (negative: tens, hundreds …) in a stated mode."""
    return bounded(_MODES[mode].quantize(value, _STEPS[places]))


def divide(value: Decimal, divisor: Decimal, places: int, mode: str) -> Decimal | None:
    """The quotient rounded once from its exact value; None when the divisor is zero."""
    if not divisor:
        return None
    return rounded(_within(_QUOTIENT.divide(value, divisor)), places, mode)


def plain(value: Decimal) -> str:
    """The number as text: no exponent, no trailing zeros, ``-`` only before something."""
    text = format(value, "f")
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return text if value else "0"
