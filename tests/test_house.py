"""The shape of the house: what must never be there, and what must always be."""

import platform
import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


def test_the_standard_library_is_not_shadowed() -> None:
    """The folder named platform never hides Python's own module of that name."""
    assert platform.system()
    assert not (ROOT / "platform" / "__init__.py").exists()


def test_the_lock_names_no_address() -> None:
    """The list of locked libraries holds names, versions and fingerprints, and no address."""
    lines = (ROOT / "requirements.txt").read_text(encoding="utf-8").splitlines()
    assert len(lines) > 100
    assert [line for line in lines if "://" in line or "index" in line.lower().split()] == []


def test_the_lock_holds_every_library_asked_for() -> None:
    """No library is asked for without being locked with its version and fingerprints."""
    names = re.compile(r"^[A-Za-z0-9._-]+", re.MULTILINE)
    asked = names.findall((ROOT / "requirements.in").read_text(encoding="utf-8"))
    locked = names.findall((ROOT / "requirements.txt").read_text(encoding="utf-8"))
    assert asked
    assert {name.lower() for name in asked} <= set(locked)


def test_python_is_recent_enough() -> None:
    """The tests run on a Python the project promises to support."""
    assert sys.version_info >= (3, 11)
