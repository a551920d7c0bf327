"""Money is computed exactly: every operation is compared with fractions, which never round."""

from __future__ import annotations

import math
from decimal import Decimal
from fractions import Fraction

import pytest
from forms_schema.rules import Scope, evaluate
from hypothesis import given, settings
from hypothesis import strategies as st

NUMBERS = st.decimals(min_value=-(10**18), max_value=10**18, allow_nan=False, allow_infinity=False, places=6)
PLACES = st.integers(-6, 12)


def rounded(exact: Fraction, places: int, mode: str) -> Fraction:
    """Rounding as the words say it, on fractions."""
    scaled = exact * Fraction(10) ** places
    low, high = math.floor(scaled), math.ceil(scaled)
    toward, away = (low, high) if scaled >= 0 else (high, low)
    middle = scaled - low == Fraction(1, 2)
    nearest = low if scaled - low < Fraction(1, 2) else high
    chosen = {
        "half_up": away if middle else nearest,
        "half_even": (low if low % 2 == 0 else high) if middle else nearest,
        "up": away,
        "down": toward,
        "ceiling": high,
        "floor": low,
    }[mode]
    return Fraction(chosen) / Fraction(10) ** places


def exactly(tree: object) -> Fraction:
    value = evaluate(tree, Scope())
    assert isinstance(value, Decimal)
    return Fraction(value)


@pytest.mark.parametrize("mode", ["half_up", "half_even", "up", "down", "ceiling", "floor"])
@settings(max_examples=150, deadline=None)
@given(one=NUMBERS, two=NUMBERS, places=PLACES)
def test_rounding_and_division_are_exact(mode: str, one: Decimal, two: Decimal, places: int) -> None:
    """A quotient and a rounded number are what fractions give, in every mode."""
    left, right = {"dec": [f"{one:f}"]}, {"dec": [f"{two:f}"]}
    assert exactly({"round": [left, places, mode]}) == rounded(Fraction(one), places, mode)
    if two:
        assert exactly({"div": [left, right, places, mode]}) == rounded(
            Fraction(one) / Fraction(two), places, mode
        )


@settings(max_examples=200, deadline=None)
@given(one=NUMBERS, two=NUMBERS)
def test_sums_and_products_are_exact(one: Decimal, two: Decimal) -> None:
    """A sum, a difference and a product lose nothing."""
    left, right = {"dec": [f"{one:f}"]}, {"dec": [f"{two:f}"]}
    assert exactly({"add": [left, right]}) == Fraction(one) + Fraction(two)
    assert exactly({"sub": [left, right]}) == Fraction(one) - Fraction(two)
    assert exactly({"mul": [left, right]}) == Fraction(one) * Fraction(two)
