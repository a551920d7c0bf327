"""Whatever dies, an acknowledged dossier is never lost and never doubled."""

import os
import secrets
from pathlib import Path

import pytest
from faults.storm import Evidence, Plan, Storm


def weathered(plan: Plan, folder: Path) -> Evidence:
    """Run the plan, print the evidence, and hold it against the promise."""
    evidence = Storm(plan, folder).run()
    print(evidence.line())
    assert evidence.open_verdict
    assert evidence.verdict
    assert evidence.open_verdict.is_clean, (evidence.open_verdict, evidence.plan)
    assert evidence.verdict.is_clean, (evidence.verdict, evidence.plan)
    assert evidence.verdict.submissions >= plan.submissions
    assert len(evidence.kills) == plan.kills
    assert sum(kill.busy for kill in evidence.kills) >= plan.busy, evidence.kills
    assert all(kill.recovered for kill in evidence.kills), evidence.kills
    assert evidence.record_holds
    _calm_dossier_is_whole(evidence.calm)
    return evidence


def _calm_dossier_is_whole(traces: dict[str, dict[str, int]]) -> None:
    """The pattern itself: one birth, one slip, one entry in the record, heard once by everybody it concerns."""
    assert traces["events"]["1 submitted"] == 1
    assert traces["letters"] == {"acknowledgement 1": 1}
    assert traces["answers"] == {"1": 1}
    assert traces["record"]["dossier.submit 1"] == 1
    assert traces["messages"]["dossier.submitted"] == 1
    assert traces["partner"] == {"dossier": 1}
    assert set(traces["progress"].values()) == {1}
    assert all(trace.endswith(" done") for trace in traces["deliveries"])
    assert set(traces["told"].values()) == {1}


def _seed() -> int:
    """MOTCUA_SEED replays a storm; otherwise each run is another one."""
    return int(os.environ.get("MOTCUA_SEED") or secrets.randbelow(10_000))


@pytest.mark.faults
def test_a_short_storm(tmp_path: Path) -> None:
    """150 submissions while every kind of process is killed once: nothing lost, nothing doubled."""
    weathered(Plan(submissions=150, kills=7, busy=4, seed=_seed()), tmp_path)


@pytest.mark.proof
def test_a_long_storm(tmp_path: Path) -> None:
    """1,000 submissions by 8 clients while 21 processes are killed, most of them at work."""
    weathered(Plan(submissions=1000, kills=21, busy=15, seed=_seed()), tmp_path)
