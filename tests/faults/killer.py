"""Kills random processes of the site with SIGKILL, at moments when they are in the middle of something."""

from __future__ import annotations

import random
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import asdict, dataclass, field

import psutil
from faults import processes
from faults.processes import KINDS, Seen, State

PATIENCE_SECONDS = 8.0
LONGEST_RECOVERY = 30.0
NEVER_BUSY = "beat"


@dataclass
class Kill:
    """One kill: what died, what it was doing, and how long until the site worked again."""

    kind: str
    pid: int
    at: float
    busy: bool
    doing: str
    cpu_seconds: float
    answered_after: float | None = None
    delivered_after: float | None = None

    @property
    def recovered(self) -> bool:
        """Whether submissions and deliveries went on within the promised time."""
        both = (self.answered_after, self.delivered_after)
        return all(one is not None and one <= LONGEST_RECOVERY for one in both)


@dataclass
class Killer:
    """Kills one process after another; ``find`` lists what lives now."""

    find: Callable[[], list[psutil.Process]]
    seed: int
    kills: list[Kill] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._random = random.Random(self.seed)
        self._coming: list[str] = []

    def strike(self) -> Kill:
        """Wait until a process of the next kind is busy (not for ever) and kill it."""
        kind = self._next_kind()
        until = time.monotonic() + PATIENCE_SECONDS
        while True:
            chosen = self._choose(kind)
            if chosen and (chosen[1].busy or kind == NEVER_BUSY or time.monotonic() > until):
                target, state = chosen
                try:
                    target.process.kill()
                except psutil.NoSuchProcess:
                    continue
                kill = Kill(kind, target.process.pid, time.time(), **asdict(state))
                self.kills.append(kill)
                return kill
            if time.monotonic() > until + 2 * LONGEST_RECOVERY:
                raise AssertionError(f"No process of the kind “{kind}” was found to kill.")

    def by_kind(self) -> dict[str, int]:
        return dict(Counter(kill.kind for kill in self.kills))

    def _next_kind(self) -> str:
        """Each kind once in a random order, then again."""
        if not self._coming:
            self._coming = self._random.sample(KINDS, len(KINDS))
        return self._coming.pop()

    def _choose(self, kind: str) -> tuple[Seen, State] | None:
        among = processes.seen(self.find())
        targets = [one for one in among if one.kind == kind]
        self._random.shuffle(targets)
        looked = []
        for target in targets:
            try:
                looked.append((target, processes.state_of(target, among)))
            except psutil.Error:
                continue
            if looked[-1][1].busy:
                return looked[-1]
        return looked[0] if looked else None
