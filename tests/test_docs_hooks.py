"""No hook without its documentation, its contract and a real plugin that keeps it."""

import ast
import inspect
from importlib.metadata import entry_points
from pathlib import Path

import pytest

pytest.register_assert_rewrite("motcua_sdk.testkit.contract")

from motcua_sdk import GROUP, hookspecs  # noqa: E402
from motcua_sdk.testkit.contract import CONTRACTS  # noqa: E402

ROOT = Path(__file__).resolve().parents[1]
HOOKS = sorted(
    name
    for name, one in inspect.getmembers(hookspecs, inspect.isfunction)
    if hasattr(one, f"{hookspecs.PROJECT}_spec")
)


def _inherited() -> dict[str, set[str]]:
    """The plugins whose tests inherit each contract class, read from the text of their tests."""
    found: dict[str, set[str]] = {}
    for file in (ROOT / "plugins").glob("*/tests/test_*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ClassDef):
                for base in node.bases:
                    found.setdefault(ast.unparse(base).rpartition(".")[2], set()).add(file.parts[-3])
    return found


def _plugins_with(hook: str) -> set[str]:
    """The plugins of this repository that offer a hook; others, installed beside them, are not ours to judge."""
    loaded = {point.name: point.load() for point in entry_points(group=GROUP)}
    ours = {name for name, one in loaded.items() if Path(one.__file__).is_relative_to(ROOT / "plugins")}
    return {name for name in ours if hasattr(getattr(loaded[name], hook, None), f"{hookspecs.PROJECT}_impl")}


def test_there_are_hooks() -> None:
    """The list of hooks that the other rules go through is not empty."""
    assert len(HOOKS) >= 8


@pytest.mark.parametrize("hook", HOOKS)
def test_a_hook_says_its_kind_and_one_sentence(hook: str) -> None:
    """Each hook is one of the five kinds of call and says in a sentence what is asked."""
    assert hookspecs.KINDS[hook] in hookspecs.SECONDS
    assert (getattr(hookspecs, hook).__doc__ or "").strip().endswith(".")


@pytest.mark.parametrize("hook", HOOKS)
def test_a_hook_is_documented(hook: str) -> None:
    """Each hook has its own heading in the reference."""
    page = (ROOT / "docs" / "reference" / "hooks.md").read_text(encoding="utf-8")

    assert f"\n## {hook}\n" in page


@pytest.mark.parametrize("hook", HOOKS)
def test_a_hook_has_a_contract_that_a_real_plugin_keeps(hook: str) -> None:
    """Each hook has a contract class with rules, and every plugin offering the hook inherits it in its tests."""
    contract = CONTRACTS[hook]
    rules = [name for name in dir(contract) if name.startswith("test_")]
    offering = {name.removeprefix("motcua_") for name in _plugins_with(hook)}

    assert rules
    assert offering
    assert offering <= _inherited().get(contract.__name__, set())


def test_no_contract_outlives_its_hook() -> None:
    """A contract belongs to a hook that exists."""
    assert set(CONTRACTS) == set(HOOKS) == set(hookspecs.KINDS)


def test_a_plugin_of_a_newcomer_turns_nothing_red(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever follows the tutorial and installs a plugin finds tests and reference as they were."""
    info = tmp_path / "newcomer-0.1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text(
        "Metadata-Version: 2.1\nName: newcomer\nVersion: 0.1.0\n", encoding="utf-8"
    )
    (info / "entry_points.txt").write_text(f"[{GROUP}]\nnewcomer = newcomer_plugin\n", encoding="utf-8")
    program = "from motcua_sdk import hookimpl\n\n\n@hookimpl\ndef plugin_info():\n    return None\n"
    (tmp_path / "newcomer_plugin.py").write_text(program, encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.syspath_prepend(ROOT / "docs")
    from pages_of_platform import hooks

    assert "newcomer" in {point.name for point in entry_points(group=GROUP)}
    assert "newcomer" not in _plugins_with("plugin_info")
    assert "newcomer" not in hooks()
