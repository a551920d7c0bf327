"""The sentences that explain a fee line, in Vietnamese and English."""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from forms_schema.fees.fee import Exemption, Fee, Reduction, Step, Text

Sentence = dict[str, str]

UNIT_NAMES: Final = {
    "dossier": ("hồ sơ", "dossier"),
    "page": ("trang", "page"),
    "copy": ("bản", "copy"),
    "person": ("người", "person"),
    "point": ("điểm kinh doanh", "place of business"),
}


SOMETHING_COUNTED: Final = {"vi": "đơn vị", "en": "units"}
"""What is counted when its question names no unit."""


def number(value: Decimal | int, language: str) -> str:
    """A number with the thousands and decimal signs of the language, without needless zeros."""
    text = f"{Decimal(value):,f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return text.translate(str.maketrans(",.", ".,")) if language == "vi" else text


def dong(value: Decimal | int, language: str) -> str:
    """A sum of money: 200.000 đ in Vietnamese, 200,000 đ in English."""
    return f"{number(value, language)} đ"


def in_both(vi: str, en: str) -> Sentence:
    """A phrase in both languages."""
    return {"vi": vi, "en": en}


def named(text: Text) -> Sentence:
    """A name in both languages; Vietnamese stands in for a missing translation."""
    return in_both(text["vi"], text.get("en") or text["vi"])


def _step(step: Step, units: int, counted: str) -> str:
    """One step: how many units at which price, and from which unit on when that is not the first."""
    since = f" (từ {counted} thứ {number(step.first, 'vi')})" if step.first > 1 else ""
    return f"{number(units, 'vi')} {counted}{since} × {dong(step.each, 'vi')}"


def _step_in_english(step: Step, units: int) -> str:
    since = f" (from number {number(step.first, 'en')})" if step.first > 1 else ""
    return f"{number(units, 'en')} × {dong(step.each, 'en')}{since}"


class Story:
    """Collects the phrases of one line and joins them into a sentence per language."""

    def __init__(self) -> None:
        self.parts: list[Sentence] = []

    def say(self, vi: str, en: str) -> None:
        """Add a phrase."""
        self.parts.append(in_both(vi, en))

    def sentence(self) -> Sentence:
        """All phrases as one sentence."""
        joined = {language: "; ".join(part[language] for part in self.parts) for language in ("vi", "en")}
        return {language: f"{text[:1].upper()}{text[1:]}." for language, text in joined.items()}

    def price(self, price: Decimal, fee: Fee) -> None:
        """The price of one unit."""
        vi, en = UNIT_NAMES[fee.per]
        self.say(f"mức thu {dong(price, 'vi')} mỗi {vi}", f"{dong(price, 'en')} per {en}")

    def tiers(self, unit: Text | None, used: list[tuple[Step, int]], price: Decimal) -> None:
        """A price worked out in steps; ``unit`` names what is counted (pages), as its question does."""
        counted = named(unit or SOMETHING_COUNTED)
        if not used:
            self.say(f"0 {counted['vi']}: {dong(0, 'vi')}", f"0 {counted['en']}: {dong(0, 'en')}")
            return
        vi = " + ".join(_step(step, n, counted["vi"]) for step, n in used)
        en = " + ".join(_step_in_english(step, n) for step, n in used)
        self.say(f"{vi} = {dong(price, 'vi')}", f"{counted['en']}: {en} = {dong(price, 'en')}")

    def bounded(self, cap: bool, bound: int) -> None:
        """A price that hit its cap or its floor."""
        words = ("không quá", "at most") if cap else ("không dưới", "at least")
        self.say(f"{words[0]} {dong(bound, 'vi')}", f"{words[1]} {dong(bound, 'en')}")

    def reduced(self, reduction: Reduction, price: Decimal) -> None:
        """A reduction and the price after it."""
        name = named(reduction.name)
        if reduction.percent is not None:
            vi, en = (f"{number(reduction.percent, language)} %" for language in ("vi", "en"))
        else:
            vi, en = (dong(reduction.amount, language) for language in ("vi", "en"))
        self.say(
            f"giảm {vi} ({name['vi']}) còn {dong(price, 'vi')}",
            f"less {en} ({name['en']}) leaves {dong(price, 'en')}",
        )

    def multiplied(self, quantity: Decimal, price: Decimal, amount: int, fee: Fee) -> None:
        """The price times the quantity, rounded."""
        vi, en = UNIT_NAMES[fee.per]
        self.say(
            f"{number(quantity, 'vi')} {vi} × {dong(price, 'vi')} = {dong(amount, 'vi')}",
            f"{number(quantity, 'en')} × {dong(price, 'en')} per {en} = {dong(amount, 'en')}",
        )

    def rounded(self, amount: int, fee: Fee) -> None:
        """A sum that was rounded."""
        to = fee.rounding.to
        self.say(
            f"làm tròn đến {dong(to, 'vi')}: {dong(amount, 'vi')}",
            f"rounded to {dong(to, 'en')}: {dong(amount, 'en')}",
        )

    def exempt(self, exemption: Exemption) -> None:
        """Why nothing is paid."""
        name = named(exemption.name)
        self.say(f"được miễn: {name['vi']}", f"exempt: {name['en']}")
