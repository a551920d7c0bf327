"""The import rules of the house are really checked: each is broken once in a copy and must be named."""

import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
CONTRACTS = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"]["contracts"]
NAMES = {contract["id"]: contract["name"] for contract in CONTRACTS}
SOURCES = (
    "platform/src",
    "catalog/src",
    "forms_schema/src",
    "plugins/sdk/src",
    "plugins/population/src",
    "plugins/population/simulator/src",
    "plugins/national_portal/src",
    "plugins/national_portal/simulator/src",
)
# One forbidden import per contract: the module that asks for it, and what it asks for.
FORBIDDEN = {
    "house": ("motcua.ground", "motcua.people.apps"),
    "language": ("forms_schema", "django.conf"),
    "sdk": ("motcua_sdk", "django.conf"),
    "plugins": ("motcua_population", "motcua.ground.apps"),
    "guests": ("motcua_population", "motcua_national_portal"),
    "partners": ("population_simulator", "motcua_sdk"),
    "core": ("motcua.exchange", "motcua_population"),
    "closed-catalog": ("motcua.site", "catalog.models"),
    **{
        name: ("motcua.site", f"motcua.{name.removeprefix('closed-')}.models")
        for name in NAMES
        if name.startswith("closed-") and name != "closed-catalog"
    },
}


@pytest.fixture(scope="module")
def complaint(tmp_path_factory: pytest.TempPathFactory) -> str:
    """What the checker says about a copy of the source code with every forbidden import added."""
    copy = tmp_path_factory.mktemp("copy")
    for source in SOURCES:
        shutil.copytree(ROOT / source, copy, dirs_exist_ok=True, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", copy)
    for importer, imported in FORBIDDEN.values():
        file = copy / importer.replace(".", "/") / "__init__.py"
        file.write_text(f"{file.read_text('utf-8')}\nimport {imported}\n", encoding="utf-8")
    return _checked(copy)


def _checked(folder: Path) -> str:
    command = [
        sys.executable,
        "-c",
        "from importlinter.cli import lint_imports_command as c; c()",
        "--no-cache",
    ]
    environment = {"PYTHONPATH": str(folder), "PATH": "/usr/bin:/bin", "COLUMNS": "200"}
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)
    return done.stdout + done.stderr


def test_every_contract_has_an_example() -> None:
    """No import rule exists that was never seen to fail."""
    assert set(NAMES) == set(FORBIDDEN)


@pytest.mark.parametrize("contract", sorted(FORBIDDEN))
def test_a_forbidden_import_is_named(contract: str, complaint: str) -> None:
    """Whoever imports what the rule forbids is told which rule, who and what."""
    importer, imported = FORBIDDEN[contract]
    _before, heading, section = complaint.partition(f"\n{NAMES[contract]}\n---")
    told = section.partition("\n\n\n")[0]
    assert f"{NAMES[contract]} BROKEN" in complaint
    assert heading
    assert f"{importer} -> {imported.removesuffix('.conf')}" in told


def test_every_app_with_tables_keeps_them_to_itself() -> None:
    """Each app's tables are closed to all other apps by a rule of their own."""
    apps = {
        found.parent.name
        for found in (ROOT / "platform/src/motcua").glob("*/models*")
        if found.stem == "models" and found.parent.name != "ground"
    }
    assert {f"closed-{app}" for app in apps} <= set(NAMES)
