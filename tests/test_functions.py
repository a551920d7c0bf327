"""The list of functions: complete, honest, and never shrinking."""

import ast
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[1]
SECTIONS = ("functions", "letters", "complaints", "asked")
LETTERS = ("receipt", "supplement", "refusal", "apology", "stop", "control-sheet", "register")
# Written from the report itself, part by part: how many rows each part must at least have.
PARTS_OF_THE_REPORT = {
    "report-2.1": 3,
    "report-2.2": 6,
    "report-2.3": 2,
    "report-2.4": 2,
    "report-2.5": 5,
    "report-cause": 5,
    "report-land": 2,
    "report-population": 1,
    "report-defects": 2,
}
NOT_YET = "not yet"


def _read(name: str) -> Any:
    return yaml.safe_load((ROOT / "docs" / name).read_text(encoding="utf-8"))


LISTED = _read("functions.yaml")
ROWS = [row for section in SECTIONS for row in LISTED[section]]
COVERED = [row for row in ROWS if row["proof"] != NOT_YET]
PROOFS = sorted({proof for row in COVERED for proof in row["proof"]})


@cache
def _tests_in(path: str) -> frozenset[str]:
    tree = ast.parse((ROOT / path).read_text(encoding="utf-8"))
    return frozenset(
        node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    )


def test_all_that_the_law_and_the_report_name_is_here() -> None:
    """The 31 functions of the circular, its seven papers and every complaint of the report each have a row."""
    ids = [row["id"] for row in ROWS]

    assert [one["id"] for one in LISTED["functions"]] == [f"CN{number:02}" for number in range(1, 32)]
    assert [one["id"] for one in LISTED["letters"]] == [f"letter-{name}" for name in LETTERS]
    missing = {
        part: wanted
        for part, wanted in PARTS_OF_THE_REPORT.items()
        if sum(one.startswith(part) for one in ids) < wanted
    }
    assert missing == {}
    assert set(LISTED) == set(SECTIONS)


def test_ids_are_unique() -> None:
    """No two rows share an id, and no row says twice where it stands."""
    ids = [row["id"] for row in ROWS]
    lines = (ROOT / "docs" / "functions.yaml").read_text(encoding="utf-8").splitlines()

    assert sorted(set(ids)) == sorted(ids)
    assert len([line for line in lines if line.startswith("    proof:")]) == len(ROWS)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["id"])
def test_a_row_says_what_it_is_and_where_it_stands(row: dict[str, Any]) -> None:
    """A row is written in Vietnamese and English; what is not there yet says what there is instead."""
    assert row["vi"].strip()
    assert row["en"].strip()
    uncovered = row["proof"] == NOT_YET
    assert uncovered or row["proof"]
    assert ("note" in row) == uncovered
    assert set(row) <= {"id", "vi", "en", "proof", "note" if uncovered else "missing"}


@pytest.mark.parametrize("proof", PROOFS)
def test_a_proof_is_a_test_that_exists(proof: str) -> None:
    """Every proof names a test that is really there."""
    path, _, name = proof.partition("::")

    assert name.startswith("test_")
    assert Path(path).name.startswith("test_")
    assert name in _tests_in(path), f"{proof} is not there"


def test_nothing_covered_at_the_last_release_is_lost() -> None:
    """What the last release could do, this one can do too."""
    released = _read("functions-released.yaml")
    covered = {row["id"] for row in COVERED}

    assert set(released["covered"]) - covered == set()
    assert set(released["covered"]) <= {row["id"] for row in ROWS}


def test_the_count_is_printed(capsys: pytest.CaptureFixture[str]) -> None:
    """Whoever runs the tests reads how much of the list is there."""
    partly = [row for row in COVERED if "missing" in row]
    with capsys.disabled():
        print(
            f"\nfunctions: {len(COVERED) - len(partly)} proved, {len(partly)} partly, "
            f"{len(ROWS) - len(COVERED)} not yet, of {len(ROWS)}"
        )

    assert len(ROWS) >= 70
