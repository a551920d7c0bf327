"""Lower apps ask about a dossier through a registry that this app fills when it starts."""

from __future__ import annotations


def register() -> None:
    """Fill the registries of the apps below."""
