"""Numbers that name somebody: personal id, tax code, phone."""

from __future__ import annotations

import re

from .base import FieldType, Json, Refusal, Samples, Schema, compact, say

# Codes of the 63 provinces in personal identification numbers, Circular 59/2021/TT-BCA, annex I. People keep
# the code of the province that registered their birth, so mergers of provinces do not change this list.
_PROVINCES = re.compile(
    "00[1246]|008|01[0124579]|02[024567]|03[0134567]|038|04[024568]|049|05[1246]|058|06[0246]|067|068|07[02457]|079"
    "|08[0234679]|09[123456]"
)
_TAX_WEIGHTS = (31, 29, 23, 19, 17, 13, 7, 5, 3)


def is_personal_id(number: str) -> bool:
    """Structure of a 12-digit number: place of birth, century and sex, year, six digits.

    Decree 137/2015/NĐ-CP art. 13 and Circular 59/2021/TT-BCA art. 4: digits 1-3 are the province (or, from
    101, the country) of birth registration; digit 4 is 0/1 for births in the 20th century, 2/3 for the 21st.
    """
    if not re.fullmatch(r"[0-9]{12}", number):
        return False
    born_here, born_abroad = bool(_PROVINCES.fullmatch(number[:3])), 101 <= int(number[:3]) <= 399
    return (born_here or born_abroad) and number[3] in "0123"


def has_tax_check_digit(number: str) -> bool:
    """The tenth digit of a tax code is 10 less the weighted sum of the first nine modulo 11."""
    total = sum(weight * int(digit) for weight, digit in zip(_TAX_WEIGHTS, number, strict=False))
    return 10 - total % 11 == int(number[9])


class PersonalId(FieldType):
    """A 12-digit personal identification number, or a 9-digit number of an old identity card."""

    id = "personal_id"
    base = {"type": "string", "maxLength": 12, "pattern": "^([0-9]{9}|[0-9]{12})$"}
    widget = "digits"
    input_mode = "numeric"
    samples = Samples(
        valid=("001085001234", "010301000001", "123456789"),
        invalid=("00108500123", "003085001234", "001985001234", 1085001234),
        accepts=(
            ("001 085 001234", "001085001234"),
            ("001.085.001.234", "001085001234"),
            ("１２３４５６７８９", "123456789"),
        ),
        refuses=("12345678", "A01085001234", "003085001234", "001485001234"),
    )
    _wrong_length = Refusal(
        "wrong_personal_id",
        say(
            "“{label}” phải có 12 chữ số (hoặc 9 chữ số nếu là chứng minh nhân dân cũ). "
            "Hãy gõ lại theo thẻ căn cước.",
            "“{label}” must have 12 digits (or 9 for an old identity card). Type it again from your card.",
        ),
    )
    _wrong_structure = Refusal(
        "wrong_personal_id",
        say(
            "“{label}” không đúng cấu trúc số định danh cá nhân. "
            "Hãy so từng chữ số với thẻ căn cước rồi gõ lại.",
            "“{label}” is not built like a personal identification number. "
            "Compare each digit with your card and type it again.",
        ),
    )

    def read(self, text: str, written: Schema) -> Json | Refusal:
        """Digits only; spaces, dots and hyphens between them are dropped."""
        number = compact(text, ".-")
        return self.refuse(number, written) or number

    def refuse(self, value: Json, written: Schema) -> Refusal | None:
        """Length and structure; old 9-digit numbers have none to check."""
        number = str(value)
        if not re.fullmatch(r"[0-9]{9}|[0-9]{12}", number):
            return self._wrong_length
        return self._wrong_structure if len(number) == 12 and not is_personal_id(number) else None


class TaxCode(FieldType):
    """A tax code: 10 digits, 13 for a dependent unit, or a person's 12-digit number.

    Circular 86/2024/TT-BTC: from 1 July 2025 households and individuals use their personal number.
    """

    id = "tax_code"
    base = {"type": "string", "maxLength": 14, "pattern": "^([0-9]{10}(-[0-9]{3})?|[0-9]{12})$"}
    widget = "digits"
    input_mode = "numeric"
    samples = Samples(
        valid=("0100112437", "0312687878-001", "001085001234"),
        invalid=("0100112438", "0312687878001", "12", "003085001234", 100112437),
        accepts=(
            ("01.00.112.437", "0100112437"),
            ("0312 68 78 78 - 001", "0312687878-001"),
            ("0312687878001", "0312687878-001"),
        ),
        refuses=("0100112438", "0312687878-000", "010011243", "MST0100112437"),
    )
    _refusal = Refusal(
        "wrong_tax_code",
        say(
            "“{label}” không phải mã số thuế đúng (10 hoặc 13 chữ số; cá nhân dùng số định danh 12 chữ số). "
            "Hãy so từng chữ số với giấy đăng ký rồi gõ lại.",
            "“{label}” is not a valid tax code (10 or 13 digits; individuals use their 12-digit number). "
            "Compare each digit with the certificate and type it again.",
        ),
    )

    def read(self, text: str, written: Schema) -> Json | Refusal:
        """Digits with one hyphen before the three of a dependent unit."""
        digits = compact(text, ".-")
        code = f"{digits[:10]}-{digits[10:]}" if len(digits) == 13 else digits
        return self.refuse(code, written) or code

    def refuse(self, value: Json, written: Schema) -> Refusal | None:
        """The check digit; a unit number is never 000, a taxpayer's never zeros."""
        code = str(value)
        if re.fullmatch(r"[0-9]{12}", code):
            return None if is_personal_id(code) else self._refusal
        good = re.fullmatch(r"[0-9]{10}(-[0-9]{3})?", code) and has_tax_check_digit(code)
        return None if good and code[2:9] != "0000000" and code[10:] != "-000" else self._refusal


class Phone(FieldType):
    """A phone number: Vietnamese in national form (0912345678), foreign with + and country code."""

    id = "phone"
    base = {
        "type": "string",
        "maxLength": 16,
        "pattern": r"^(0[35789][0-9]{8}|02[0-9]{9}|\+[1-9][0-9]{7,14})$",
    }
    widget = "phone"
    input_mode = "tel"
    autocomplete = "tel"
    samples = Samples(
        valid=("0912345678", "02143840888", "+4915112345678"),
        invalid=("+84912345678", "912345678", "0912 345 678", "0112345678", 912345678),
        accepts=(
            ("+84 912 345 678", "0912345678"),
            ("84912345678", "0912345678"),
            ("(0084) 912.345.678", "0912345678"),
            ("0214 3840 888", "02143840888"),
            ("+49 151 1234 5678", "+4915112345678"),
        ),
        refuses=("12345", "0912", "09123456789", "không có", "+84 0912"),
    )
    _refusal = Refusal(
        "wrong_phone",
        say(
            "“{label}” không phải số điện thoại đúng. "
            "Hãy gõ số Việt Nam bắt đầu bằng 0 (ví dụ 0912 345 678), "
            "hoặc số nước ngoài bắt đầu bằng dấu +.",
            "“{label}” is not a valid phone number. Type a Vietnamese number starting with 0 "
            "(for example 0912 345 678) or a foreign number starting with +.",
        ),
    )

    def read(self, text: str, written: Schema) -> Json | Refusal:
        """+84, 0084 and 84 become the leading 0."""
        number = re.sub(r"^(\+84|0084|84(?=[0-9]{9,10}$))(?=[1-9])", "0", compact(text, ".-()"))
        return self.refuse(number, written) or number

    def refuse(self, value: Json, written: Schema) -> Refusal | None:
        """Mobile numbers have 10 digits, fixed lines 11; a Vietnamese number is not kept with +84."""
        text = str(value)
        good = re.fullmatch(self.base["pattern"][1:-1], text) and not text.startswith("+84")
        return None if good else self._refusal

    def format(self, value: Json, language: str, written: Schema) -> str:
        """Digits in the groups people read aloud."""
        text = str(value or "")
        return f"{text[:4]} {text[4:7]} {text[7:]}" if text.startswith("0") else text
