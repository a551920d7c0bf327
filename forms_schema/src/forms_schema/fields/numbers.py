"""Numbers: whole numbers, decimals with a unit, and đồng.

Vietnamese writes a dot between thousands and a comma before decimals (1.250.000,5); people also paste the
English way (1,250,000.5). A text that could mean two numbers is sent back with the question, never guessed.
"""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation
from typing import Any

from .base import FieldType, Json, Refusal, Samples, Schema, compact, pick, say, x_field

LARGEST = 2**53 - 1
_AMBIGUOUS = re.compile(r"-?([1-9][0-9]{0,2})\.([0-9]{3})")
_OF_A_NUMBER = "0123456789.,-−"
_DECIMAL = r"^-?(0|[1-9][0-9]{0,17})(\.[0-9]{1,10})?$"


def plain_number(text: str) -> str | None:
    """``1.250.000,5`` or ``1,250,000.5`` → ``1250000.5``; ``None`` when it is not one number."""
    sign, body = ("-", text[1:]) if text[:1] in ("-", "−") else ("", text)
    found = _split(body)
    if found is None:
        return None
    whole, fraction = found[0].lstrip("0") or "0", found[1].rstrip("0")
    number = f"{whole}.{fraction}" if fraction else whole
    return number if number == "0" else sign + number


def _split(body: str) -> tuple[str, str] | None:
    """Whole part without thousands marks, and the decimals."""
    thousands, point = _marks(body)
    whole, mark, fraction = body.rpartition(point) if point and point in body else (body, "", "")
    if thousands and thousands in whole:
        if not re.fullmatch(rf"[0-9]{{1,3}}(\{thousands}[0-9]{{3}})+", whole):
            return None
        whole = whole.replace(thousands, "")
    good = re.fullmatch(r"[0-9]{1,18}", whole) and re.fullmatch(r"[0-9]{1,10}" if mark else "", fraction)
    return (whole, fraction) if good else None


def _marks(body: str) -> tuple[str, str]:
    """Which mark stands between thousands and which before the decimals in this text."""
    commas, dots = body.count(","), body.count(".")
    if commas and dots:
        return (".", ",") if body.rfind(",") > body.rfind(".") else (",", ".")
    if commas:
        return (",", "") if commas > 1 else ("", ",")
    thousands = dots > 1 or re.fullmatch(r"[1-9][0-9]{0,2}\.[0-9]{3}", body)
    return (".", "") if thousands else ("", ".")


def own_units(written: Schema, others: tuple[str, ...] = ()) -> tuple[str, ...]:
    """The field's own unit in each language (and other ways to write it), compact and in small letters."""
    texts = (x_field(written).get("unit") or {}).values()
    compacted = {compact(unit, "").lower() for unit in (*texts, *others)}
    return tuple(
        sorted((unit for unit in compacted if unit and unit[0] not in _OF_A_NUMBER), key=_longest_first)
    )


def without_unit(bare: str, units: tuple[str, ...]) -> str:
    """``60%`` → ``60`` where % is the field's own unit; a text with any other unit stays as it is."""
    small = bare.lower()
    return next((small.removesuffix(unit) for unit in units if small.endswith(unit)), bare)


def _longest_first(unit: str) -> tuple[int, str]:
    return (-len(unit), unit)


def grouped(number: str, language: str) -> str:
    """``1250000.5`` → ``1.250.000,5`` in Vietnamese, ``1,250,000.5`` in English."""
    text = f"{Decimal(number):,f}"
    return text if language == "en" else text.translate(str.maketrans(",.", ".,"))


class Integer(FieldType):
    """A whole number."""

    id = "integer"
    base = {"type": "integer", "minimum": -LARGEST, "maximum": LARGEST}
    limits = frozenset({"minimum", "maximum"})
    rule_type = "num"
    widget = "number"
    input_mode = "numeric"
    samples = Samples(
        valid=(0, 7, -3, LARGEST),
        invalid=("7", 1.5, True, None),
        accepts=(
            ("7", 7),
            ("1.250", 1250),
            ("1 250 000", 1250000),
            ("1,250,000", 1250000),
            ("-3", -3),
            ("１２", 12),
        ),
        refuses=("bảy", "1,5", "1,250", "7.5", "1.2.3", "--1", "9" * 30, "1.25.000", "1,", ".5"),
    )
    marks = ""
    refusal = Refusal(
        "wrong_integer",
        say(
            "“{label}” phải là số nguyên. Hãy chỉ gõ chữ số, ví dụ 12.",
            "“{label}” must be a whole number. Type digits only, for example 12.",
        ),
    )

    def read(self, text: str, written: Schema) -> Json | Refusal:
        """The number, thousands marks allowed; decimals are refused, not cut off."""
        number = plain_number(without_unit(compact(text, ""), self.units(written)))
        if number is None or "." in number or abs(int(number)) > LARGEST:
            return self.refusal
        return int(number)

    def units(self, written: Schema) -> tuple[str, ...]:
        """The field's own unit."""
        return own_units(written)

    def format(self, value: Json, language: str, written: Schema) -> str:
        """Grouped digits and the field's unit."""
        if not _is_whole(value):
            return ""
        return f"{grouped(str(value), language)} {pick(x_field(written).get('unit'), language)}".strip()

    def rule_value(self, value: Json) -> Any:
        """An exact decimal."""
        return Decimal(value) if _is_whole(value) else None

    def json_value(self, value: Any, written: Schema) -> Json:
        """A whole number; a fraction stays visible as text, and the schema then refuses it."""
        if not isinstance(value, Decimal):
            return value
        return int(value) if value == value.to_integral_value() else str(value)


class Money(Integer):
    """Đồng, whole, never negative."""

    id = "money"
    base = {"type": "integer", "minimum": 0, "maximum": LARGEST}
    widget = "money"
    samples = Samples(
        valid=(0, 1250000),
        invalid=(-1, "1250000", 2.5),
        accepts=(
            ("1.250.000", 1250000),
            ("1250000 đ", 1250000),
            ("1 250 000 đồng", 1250000),
            ("75.000", 75000),
        ),
        refuses=("1,5 triệu", "-5", "75,5", "1.25"),
    )
    refusal = Refusal(
        "wrong_money",
        say(
            "“{label}” phải là số đồng. Hãy gõ bằng chữ số, ví dụ 1.250.000.",
            "“{label}” must be an amount in đồng. Type it in digits, for example 1.250.000.",
        ),
    )

    def read(self, text: str, written: Schema) -> Json | Refusal:
        """Đồng have no decimals and no sign."""
        value = super().read(text, written)
        return self.refusal if isinstance(value, int) and value < 0 else value

    def units(self, written: Schema) -> tuple[str, ...]:
        """All the ways to write đồng."""
        return own_units(written, ("đồng", "vnđ", "vnd", "đ", "₫"))

    def format(self, value: Json, language: str, written: Schema) -> str:
        """``1.250.000 đồng`` or ``1,250,000 VND``."""
        unit = "VND" if language == "en" else "đồng"
        return f"{grouped(str(value), language)} {unit}" if _is_whole(value) else ""


class DecimalNumber(FieldType):
    """A decimal kept as text (``120.5``), with ``places`` decimals at most and often a unit."""

    id = "decimal"
    base = {"type": "string", "maxLength": 30, "pattern": _DECIMAL}
    limits = frozenset({"minimum", "maximum"})
    rule_type = "num"
    widget = "number"
    input_mode = "decimal"
    samples = Samples(
        valid=("120.5", "0", "-3.25", "1250"),
        invalid=(120.5, "120,5", "01", "1e3", ".5", "1.5\n"),
        accepts=(
            ("120,5", "120.5"),
            ("1.250,75", "1250.75"),
            ("1,250.75", "1250.75"),
            ("0.125", "0.125"),
            ("2,50", "2.5"),
        ),
        refuses=("1.250", "một", "1,2,3", "5,", "1.25.000", "0,12345678901"),
    )

    def read(self, text: str, written: Schema) -> Json | Refusal:
        """The number in plain form, limits not judged yet; ``1.250`` has two readings and is asked again."""
        bare = without_unit(compact(text, ""), self.units(written))
        if twofold := _AMBIGUOUS.fullmatch(bare):
            return _which(bare, twofold[1] + twofold[2], f"{twofold[1]},{twofold[2]}".rstrip("0").rstrip(","))
        number = plain_number(bare)
        return _WRONG_DECIMAL if _decimal(number) is None else number

    def units(self, written: Schema) -> tuple[str, ...]:
        """The field's own unit."""
        return own_units(written)

    def refuse(self, value: Json, written: Schema) -> Refusal | None:
        """Too many decimals, or outside the author's limits (JSON Schema cannot compare texts)."""
        number, places = _decimal(value), x_field(written).get("places", 10)
        if number is None:
            return _WRONG_DECIMAL
        if len(str(value).partition(".")[2]) > places:
            return Refusal("too_many_places", _PLACES, {"places": places})
        if "minimum" in written and number < Decimal(str(written["minimum"])):
            return Refusal("too_small", TOO_SMALL, {"minimum": written["minimum"]})
        if "maximum" in written and number > Decimal(str(written["maximum"])):
            return Refusal("too_large", TOO_LARGE, {"maximum": written["maximum"]})
        return None

    def typed(self, value: Json) -> list[str]:
        """Always with a decimal comma, so that reading it back is never ambiguous."""
        return [] if value is None else [str(value).replace(".", ",")]

    def format(self, value: Json, language: str, written: Schema) -> str:
        """Grouped digits and the field's unit."""
        if _decimal(value) is None:
            return ""
        return f"{grouped(value, language)} {pick(x_field(written).get('unit'), language)}".strip()

    def rule_value(self, value: Json) -> Any:
        """An exact decimal."""
        return _decimal(value)

    def json_value(self, value: Any, written: Schema) -> Json:
        """Plain digits without trailing zeros."""
        return plain_number(f"{value:f}".replace(".", ",")) if isinstance(value, Decimal) else value


TOO_SMALL = say(
    "“{label}” phải từ {minimum} trở lên. Hãy kiểm tra lại số đã gõ.",
    "“{label}” must be at least {minimum}. Check the number you typed.",
)
TOO_LARGE = say(
    "“{label}” không được quá {maximum}. Hãy kiểm tra lại số đã gõ.",
    "“{label}” must not be more than {maximum}. Check the number you typed.",
)
_PLACES = say(
    "“{label}” có nhiều nhất {places} chữ số sau dấu phẩy. Hãy làm tròn rồi gõ lại.",
    "“{label}” may have at most {places} decimals. Round the number and type it again.",
)
_WRONG_DECIMAL = Refusal(
    "wrong_decimal",
    say(
        "“{label}” phải là một số. Hãy gõ bằng chữ số, dùng dấu phẩy cho phần lẻ, ví dụ 120,5.",
        "“{label}” must be a number. Type digits with a comma before decimals, for example 120,5.",
    ),
)


def _is_whole(value: Json) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _which(typed: str, whole: str, fraction: str) -> Refusal:
    message = say(
        "Chưa rõ “{label}” là {whole} hay {fraction}. Hãy gõ {whole} (không có dấu chấm) hoặc {fraction}.",
        "It is not clear whether “{label}” is {whole} or {fraction}. "
        "Type {whole} without the dot, or {fraction}.",
    )
    return Refusal("two_readings", message, {"whole": whole, "fraction": fraction, "typed": typed})


def _decimal(value: Json) -> Decimal | None:
    if not isinstance(value, str) or not re.fullmatch(_DECIMAL[1:-1], value):
        return None
    try:
        return Decimal(value)
    except InvalidOperation:
        return None
