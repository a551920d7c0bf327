"""Texts: free text, names of persons, e-mail addresses and values that come from a registry."""

from __future__ import annotations

import re
import unicodedata

from .base import TOO_LONG, FieldType, Json, Refusal, Samples, Schema, say, tidy, tidy_lines

_NAME_MARKS = frozenset(" '-.")
_SAME_MARK = str.maketrans({"’": "'", "ʼ": "'", "‘": "'", "`": "'", "‐": "-", "‑": "-", "Ð": "Đ", "Ɖ": "Đ"})
_EMAIL = r"^[A-Za-z0-9._%+\-]{1,64}@([A-Za-z0-9]([A-Za-z0-9\-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z]{2,24}$"


class Text(FieldType):
    """One line of text."""

    id = "text"
    limits = frozenset({"minLength", "maxLength", "pattern"})
    samples = Samples(
        valid=("Thôn Nà Lầu", "ơ"),
        invalid=(7, None, ["a"]),
        accepts=(("  Thôn   Nà Lầu ", "Thôn Nà Lầu"), ("hoa\u0300", "hoà"), ("zero\u200bwidth", "zerowidth")),
        refuses=("a\x00b", "\ud800"),
    )

    def read(self, text: str, written: Schema) -> Json | Refusal:
        """One line, tidied, within the author's length."""
        return _within(tidy(text), {**self.base, **written})


class LongText(FieldType):
    """Several lines of text."""

    id = "long_text"
    base = {"type": "string", "maxLength": 4000}
    limits = frozenset({"minLength", "maxLength"})
    widget = "long_text"
    samples = Samples(
        valid=("Dòng một\nDòng hai",),
        invalid=(True, {"a": 1}),
        accepts=(("Dòng một \r\nDòng hai\r\n", "Dòng một\nDòng hai"),),
        refuses=("a\x07b",),
    )

    def read(self, text: str, written: Schema) -> Json | Refusal:
        """Lines kept, their ends tidied, within the author's length."""
        return _within(tidy_lines(text), {**self.base, **written})


class PersonName(FieldType):
    """A person's name as on their papers: one word is a name, H' and Y are names."""

    id = "person_name"
    base = {"type": "string", "maxLength": 100}
    limits = frozenset({"maxLength"})
    autocomplete = "name"
    samples = Samples(
        valid=("Nguyễn Thị Ánh", "Y", "H' Hen Niê", "Mai", "Jean-Pierre O'Neil"),
        invalid=(5, "Nguyễn 3", "@an"),
        accepts=(
            ("  nguyễn   thị  ánh ", "nguyễn thị ánh"),
            ("H’Hen Niê", "H'Hen Niê"),
            ("Ðặng", "Đặng"),
            ("Y Moan", "Y Moan"),
        ),
        refuses=("Nguyễn 2", "<b>An</b>", "…", "Иван", "'"),
    )
    _refusal = Refusal(
        "wrong_name",
        say(
            "“{label}” chỉ gồm chữ cái, dấu cách, dấu ', dấu - và dấu chấm. Hãy gõ đúng như trên giấy tờ.",
            "“{label}” may hold only letters, spaces, ', - and full stops. Type it as on the papers.",
        ),
    )

    def read(self, text: str, written: Schema) -> Json | Refusal:
        """The name tidied; capital letters stay as typed."""
        name = _within(tidy(text).translate(_SAME_MARK), {**self.base, **written})
        if isinstance(name, Refusal):
            return name
        return self.refuse(name, written) or name

    def refuse(self, value: Json, written: Schema) -> Refusal | None:
        """Latin letters with their marks, and nothing a register could not print."""
        letters = [c for c in str(value) if c not in _NAME_MARKS]
        return None if letters and all(_is_latin(c) for c in letters) else self._refusal


class Email(FieldType):
    """An e-mail address."""

    id = "email"
    base = {"type": "string", "maxLength": 254, "pattern": _EMAIL}
    widget = "email"
    input_mode = "email"
    autocomplete = "email"
    samples = Samples(
        valid=("an.nguyen@example.vn", "a+b@sub.example.com.vn"),
        invalid=("an", "an@", "an@localhost", "an@example.vn\n", "javascript:alert(1)", 4),
        accepts=((" An.Nguyen@EXAMPLE.vn ", "An.Nguyen@example.vn"),),
        refuses=("an.example.vn", "an@example", "an nguyen@example.vn"),
    )
    _refusal = Refusal(
        "wrong_email",
        say(
            "“{label}” chưa đúng dạng thư điện tử. Hãy gõ theo mẫu ten@example.vn.",
            "“{label}” is not an e-mail address. Type it like name@example.vn.",
        ),
    )

    def read(self, text: str, written: Schema) -> Json | Refusal:
        """The address with its domain in small letters."""
        name, at, domain = tidy(text).rpartition("@")
        address = f"{name}{at}{domain.lower()}"
        return self.refuse(address, written) or address

    def refuse(self, value: Json, written: Schema) -> Refusal | None:
        """One address and nothing after it."""
        return None if len(str(value)) <= 254 and re.fullmatch(_EMAIL[1:-1], str(value)) else self._refusal


class RegistryValue(Text):
    """A value read from a registry; people see it and cannot change it."""

    id = "registry_value"
    base = {"type": "string", "maxLength": 500}
    limits = frozenset({"maxLength"})
    widget = "read_only"
    writable = False
    samples = Samples(refuses=("a\x00b",))


def _within(text: str, schema: Schema) -> Json | Refusal:
    longest = schema.get("maxLength", 200)
    if len(text) > longest:
        return Refusal(TOO_LONG.code, TOO_LONG.message, {"maximum": longest})
    return text or None


def _is_latin(letter: str) -> bool:
    if unicodedata.category(letter) == "Mn":
        return "\u0300" <= letter <= "\u036f"
    return letter.isalpha() and unicodedata.name(letter, "").startswith("LATIN")
