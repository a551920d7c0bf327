"""What a plugin says about itself before it is asked anything."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class PersonalData:
    """Why a plugin sees personal data: the registry it asks, the purpose, and the legal basis."""

    source: str
    purpose: Mapping[str, str]
    legal_basis: str
    fields: tuple[str, ...] = ()


@dataclass(frozen=True)
class PluginInfo:
    """The plugin's card: shown to administrators, checked when the site starts.

    ``contract`` is the range of SDK contract versions it was written for (``">=1,<2"``); outside it the
    plugin is
    quarantined with a readable sentence and the site goes on. ``options`` is a JSON Schema (draft 2020-12)
    of what
    an administrator sets; a property with ``"writeOnly": true`` is a secret: kept encrypted, never shown
    again. ``"x-title"`` is what the administrator reads, ``{"vi": …, "en": …}`` (the standard's ``title`` is one text).
    """

    name: str
    title: Mapping[str, str]
    version: str
    contract: str
    options: Mapping[str, Any] = field(default_factory=lambda: {"type": "object", "properties": {}})
    personal_data: tuple[PersonalData, ...] = ()
    react_seconds: int = 30
    """How long one reaction may take; at most 120."""
