"""One storm: citizens submit while processes die, then everything is compared with what was promised."""

from __future__ import annotations

import json
import os
import platform
import subprocess
import sys
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from faults import ledger, reconciler
from faults.clients import Crowd
from faults.killer import LONGEST_RECOVERY, Kill, Killer
from faults.ledger import Ledger
from faults.portal import PortalSubmitter
from faults.reconciler import Verdict
from own_site import Site

CLIENTS = 8
SETTLE_SECONDS = 300.0
CALM = "calm"


@dataclass(frozen=True)
class Plan:
    """How much of it: submissions, kills, how many of them must hit a busy process, and the seed."""

    submissions: int
    kills: int
    busy: int
    seed: int
    clients: int = CLIENTS


@dataclass
class Evidence:
    """What the storm showed."""

    plan: Plan
    kills: list[Kill] = field(default_factory=list)
    attempts: int = 0
    open_verdict: Verdict | None = None
    verdict: Verdict | None = None
    settled_after: float = 0.0
    record_holds: bool = False
    calm: dict[str, dict[str, int]] = field(default_factory=dict)
    seconds: float = 0.0

    @property
    def slowest(self) -> float:
        """Seconds until submissions were acknowledged again after the worst kill."""
        return max((kill.answered_after or LONGEST_RECOVERY * 10 for kill in self.kills), default=0.0)

    def line(self) -> str:
        """All of it as one line of JSON."""
        assert self.open_verdict and self.verdict
        delivered = [kill.delivered_after for kill in self.kills if kill.delivered_after is not None]
        facts: dict[str, Any] = {
            "promise": "An acknowledged dossier is never lost and never doubled.",
            "seed": self.plan.seed,
            "clients": self.plan.clients,
            "attempts": self.attempts,
            "before_sending_again": self.open_verdict.as_dict(),
            "settled": self.verdict.as_dict(),
            "kills": len(self.kills),
            "busy_kills": sum(kill.busy for kill in self.kills),
            "killed": dict(Counter(kill.kind for kill in self.kills)),
            "slowest_answer_seconds": round(self.slowest, 1),
            "slowest_delivery_seconds": round(max(delivered, default=0.0), 1),
            "settled_after_seconds": round(self.settled_after, 1),
            "record_holds": self.record_holds,
            "lost_per_kill_bound_95": round(3 / max(1, len(self.kills)), 4),
            "seconds": round(self.seconds),
            "cores": len(os.sched_getaffinity(0)),
            "python": platform.python_version(),
        }
        return json.dumps(facts, ensure_ascii=False)


class Storm:
    """Runs one plan on a site of its own."""

    def __init__(self, plan: Plan, folder: Path) -> None:
        self.plan, self.folder = plan, folder
        self.site = Site(folder / "home")
        self.evidence = Evidence(plan)
        self.book = folder / "ledger.jsonl"

    def run(self) -> Evidence:
        """From the first start to the last comparison; raises AssertionError when the site cannot recover."""
        began = time.monotonic()
        self.site.start()
        try:
            self._weather()
        finally:
            self.site.stop()
        self.evidence.seconds = time.monotonic() - began
        return self.evidence

    def _weather(self) -> None:
        calm = PortalSubmitter(self.site.address, 0).submit(CALM)
        reconciler.wait_until_settled(self._database, SETTLE_SECONDS)
        shape = self._held()[calm].shape
        self.evidence.calm = {name: dict(counts) for name, counts in shape.items()}
        book = Ledger(self.book)
        crowd = Crowd(
            lambda number: PortalSubmitter(self.site.address, number),
            book,
            self.plan.clients,
            self.plan.submissions,
            self.plan.seed,
        )
        crowd.start()
        try:
            self._kill_all(crowd)
        finally:
            crowd.finish()
        self._compare(crowd, calm)
        book.close()

    # --- killing ----------------------------------------------------------------------------------------
    def _kill_all(self, crowd: Crowd) -> None:
        killer = Killer(self.site.processes, self.plan.seed)
        self.evidence.kills = killer.kills
        for number in range(1, self.plan.kills + 1):
            self._await_progress(crowd, number * self.plan.submissions // (self.plan.kills + 1))
            self._recover(crowd, killer.strike())

    def _await_progress(self, crowd: Crowd, begun: int) -> None:
        self.site.wait(lambda: crowd.begun >= begun, 600, "busy")

    def _recover(self, crowd: Crowd, kill: Kill) -> None:
        until = kill.at + LONGEST_RECOVERY * 2
        while time.time() < until and None in (kill.answered_after, kill.delivered_after):
            after = time.time() - kill.at
            if kill.answered_after is None and crowd.acknowledged_since(kill.at) and self.site.is_well():
                kill.answered_after = after
            if kill.delivered_after is None and reconciler.delivered_since(self._database, kill.at):
                kill.delivered_after = after
            time.sleep(0.1)

    # --- comparing --------------------------------------------------------------------------------------
    def _compare(self, crowd: Crowd, calm: str) -> None:
        self.site.wait(self.site.is_well, SETTLE_SECONDS, "well again")
        self.evidence.settled_after = reconciler.wait_until_settled(self._database, SETTLE_SECONDS)
        known = ledger.read(self.book)
        self.evidence.open_verdict = reconciler.while_open(known, self._held(), calm)
        crowd.send_again([key for key, one in known.items() if not one.codes])
        reconciler.wait_until_settled(self._database, SETTLE_SECONDS)
        known = ledger.read(self.book)
        self.evidence.attempts = sum(len(one.tries) for one in known.values())
        self.evidence.verdict = reconciler.when_settled(known, self._held(), calm)
        self.evidence.record_holds = self._record_holds()

    def _record_holds(self) -> bool:
        words = [sys.executable, "-m", "motcua.site.cli", "audit", "verify"]
        environment = {**self.site.environment, **self.site.addresses}
        return subprocess.run(words, env=environment, capture_output=True, check=False).returncode == 0

    @property
    def _database(self) -> str:
        return self.site.addresses["DATABASE_URL"]

    def _held(self) -> dict[str, reconciler.Held]:
        return reconciler.held(self._database, self.site.portal_address)
