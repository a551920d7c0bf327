"""What plugins add to the language, handed in by the caller; the package itself looks for nothing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from forms_schema.fields import FieldType
    from forms_schema.rules import RuleFunction

DATA_SOURCES = (
    "identity",
    "population",
    "civil_status",
    "land_registry",
    "business_registry",
    "previous_dossier",
)
"""Sources of data the language knows by name; a plugin serves them."""


@dataclass(frozen=True)
class Registry:
    """Field types, rule functions and data sources beyond those of the language, by name."""

    field_types: Mapping[str, FieldType] = field(default_factory=dict)
    functions: Mapping[str, RuleFunction] = field(default_factory=dict)
    sources: Mapping[str, Any] = field(default_factory=dict)

    def knows_source(self, name: str) -> bool:
        """Whether data can come from a source of this name."""
        return name in DATA_SOURCES or name in self.sources


DEFAULT_REGISTRY = Registry()
