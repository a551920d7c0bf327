"""Field types: what can be asked, and how people write the answer.

Every type is one object in `FIELD_TYPES`; a plugin adds its own through ``Registry.field_types``.
"""

from __future__ import annotations

from collections.abc import Mapping

from .base import FieldType, Refusal, pick, say, x_field
from .choices import Choice, Choices, Code, Tick, YesNo
from .identifiers import PersonalId, Phone, TaxCode
from .numbers import DecimalNumber, Integer, Money
from .structures import MOST_ROWS, Address, Computed, File, Group
from .texts import Email, LongText, PersonName, RegistryValue, Text
from .times import Date, PartialDate, Time

_TYPES: tuple[FieldType, ...] = (
    Text(),
    LongText(),
    PersonName(),
    PersonalId(),
    TaxCode(),
    Phone(),
    Email(),
    Date(),
    PartialDate(),
    Time(),
    Integer(),
    DecimalNumber(),
    Money(),
    YesNo(),
    Choice(),
    Choices(),
    Code(),
    Address(),
    Group(),
    File(),
    Tick(),
    Computed(),
    RegistryValue(),
)
FIELD_TYPES: Mapping[str, FieldType] = {kind.id: kind for kind in _TYPES}


def field_type(name: str, added: Mapping[str, FieldType] | None = None) -> FieldType:
    """The type of that name; `KeyError` when neither the language nor a plugin knows it."""
    return FIELD_TYPES[name] if name in FIELD_TYPES else (added or {})[name]


__all__ = ["FIELD_TYPES", "MOST_ROWS", "FieldType", "Refusal", "field_type", "pick", "say", "x_field"]
