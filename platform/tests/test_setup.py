"""The set-up from a bare Python: one plain sentence for each missing thing, and nothing done twice."""

import importlib.util
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parents[2]
FILE = ROOT / "platform" / "setup" / "bootstrap.py"


@pytest.fixture
def bootstrap() -> ModuleType:
    """The set-up program, loaded without being run."""
    spec = importlib.util.spec_from_file_location("bootstrap_of_test", FILE)
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def refusal(bootstrap: ModuleType, check: Callable[[], None]) -> list[str]:
    with pytest.raises(bootstrap.CannotSetUp) as caught:
        check()
    return str(caught.value).splitlines()


def test_an_old_python_is_refused(bootstrap: ModuleType) -> None:
    """Whoever has only Python 3.9 is told, in two languages, which package to install."""
    vietnamese, english = refusal(bootstrap, lambda: bootstrap.check_python((3, 9, 2)))
    assert "python3.11" in vietnamese
    assert english == "✗ Python 3.11 or newer is needed, this is 3.9: install python3.11 or newer."


def test_a_python_without_venv_is_refused(bootstrap: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever lacks the venv module is told which system package has it."""
    monkeypatch.setattr(bootstrap, "find_spec", lambda _name: None)
    monkeypatch.setenv("PATH", "/nowhere")
    assert f"python3.{sys.version_info[1]}-venv" in refusal(bootstrap, bootstrap.check_venv_module)[1]


def test_a_folder_of_somebody_else_is_refused(
    bootstrap: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever may not write to the source folder is told to take one of their own."""
    monkeypatch.setattr(os, "access", lambda *_arguments: False)
    assert str(tmp_path) in refusal(bootstrap, lambda: bootstrap.check_writable(tmp_path))[1]


def test_a_full_disk_is_refused(bootstrap: ModuleType, tmp_path: Path) -> None:
    """Whoever has too little room is told how much to free before anything is installed."""
    said = refusal(bootstrap, lambda: bootstrap.check_disk(tmp_path, needed=10**18))
    assert "free at least" in said[1]


def test_the_set_up_needs_the_standard_library_only() -> None:
    """The first program a new person runs works with a bare Python, nothing installed."""
    bare = [sys.executable, "-I", "-S", str(FILE), "what"]
    done = subprocess.run(bare, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert "make setup | run" in done.stdout


def test_a_changed_lock_asks_for_a_new_set_up(
    bootstrap: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The installation is repeated exactly when a library or a distribution of ours changed."""
    (tmp_path / "requirements.txt").write_text("one==1", encoding="ascii")
    (tmp_path / "pyproject.toml").touch()
    monkeypatch.setattr(bootstrap, "ROOT", tmp_path)
    monkeypatch.setattr(bootstrap, "LOCK", tmp_path / "requirements.txt")
    before = bootstrap.fingerprint()
    assert bootstrap.fingerprint() == before
    (tmp_path / "requirements.txt").write_text("one==2", encoding="ascii")
    assert bootstrap.fingerprint() != before


def test_every_distribution_of_the_house_is_installed(bootstrap: ModuleType) -> None:
    """No plugin, simulator or library of ours is forgotten by the set-up."""
    listed = subprocess.check_output(["git", "ls-files", "*pyproject.toml"], cwd=ROOT, text=True).split()
    assert {str(folder) for folder in bootstrap.distributions()} >= {
        str((ROOT / file).parent) for file in listed
    }


def test_the_lock_of_one_library_is_found_with_its_fingerprints(bootstrap: ModuleType) -> None:
    """The quick installer itself is installed from the lock, by its fingerprints."""
    lines = bootstrap.locked("uv").splitlines()
    assert lines[0].startswith("uv==")
    assert all(line.strip().startswith("--hash=sha256:") for line in lines[1:])
    assert len(lines) > 1


def test_make_without_python_says_what_to_install(tmp_path: Path) -> None:
    """On a machine without a recent Python, make answers with one sentence instead of a riddle."""
    for name in ("make", "sh", "echo"):
        (tmp_path / name).symlink_to(f"/usr/bin/{name}")
    done = subprocess.run(
        [tmp_path / "make", "run"],
        cwd=ROOT,
        env={"PATH": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 2
    assert "Python 3.11 or newer is needed" in done.stderr
