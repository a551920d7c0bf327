"""The seed procedures, for the tests of documents."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

PROCEDURES = Path(__file__).resolve().parents[2] / "catalog" / "procedures"
Document = dict[str, Any]


def read_seed(name: str) -> Document:
    """A fresh copy of a seed document."""
    document: Document = json.loads((PROCEDURES / f"{name}.json").read_text(encoding="utf-8"))
    return document


@pytest.fixture
def seed() -> Callable[[str], Document]:
    """Reads a seed procedure by name."""
    return read_seed


@pytest.fixture
def changed() -> Callable[[str, Callable[[Document], Any]], Document]:
    """A seed procedure after a change made in place."""

    def change(name: str, edit: Callable[[Document], Any]) -> Document:
        document = read_seed(name)
        edit(document)
        return document

    return change


@pytest.fixture
def procedures_folder() -> Path:
    """Where the seed procedures are."""
    return PROCEDURES
