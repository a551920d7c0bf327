"""Citizens who submit dossiers through the portal, again and again, whatever happens to the site.

Each submission has a key. The ledger knows of every attempt before it is made and of every acknowledgement
before the client goes on. One answer in twenty is lost on its way to the citizen. A client whose attempt
fails tries the same key again, or (one in five) leaves it as it is: whether that dossier exists nobody knows
until it is sent again at the end.
"""

from __future__ import annotations

import random
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Protocol

from faults.ledger import Ledger

LEFT_OPEN = 0.2
LOST_ON_THE_WAY = 0.05
LONGEST_PAUSE = 2.0
MOST_TRIES = 5


class NotAcknowledged(Exception):
    """The submission failed or its answer never came."""


class Submitter(Protocol):
    """One citizen at one browser."""

    def submit(self, key: str) -> str:
        """Submit the dossier of this key; the code of the acknowledgement. Raises NotAcknowledged."""
        ...


@dataclass
class Crowd:
    """Some clients working side by side until ``wanted`` submissions were begun and they are told to stop."""

    make: Callable[[int], Submitter]
    ledger: Ledger
    clients: int
    wanted: int
    seed: int
    stopped: threading.Event = field(default_factory=threading.Event)

    def __post_init__(self) -> None:
        self._lock = threading.Lock()
        self.begun = 0
        self._latest = 0.0
        self._threads: list[threading.Thread] = []
        self._citizens = [self.make(number) for number in range(self.clients)]
        self._owner: dict[str, Submitter] = {}

    # --- the whole crowd --------------------------------------------------------------------------------
    def start(self) -> None:
        for number in range(self.clients):
            thread = threading.Thread(target=self._work, args=(number,), daemon=True)
            self._threads.append(thread)
            thread.start()

    def is_working(self) -> bool:
        return any(thread.is_alive() for thread in self._threads)

    def finish(self) -> None:
        """Let the clients end what they have begun, and begin no more than wanted."""
        self.stopped.set()
        for thread in self._threads:
            thread.join()

    def send_again(self, keys: list[str]) -> None:
        """Each of these submissions again until it is acknowledged, with its own key, by the citizen who began it."""
        for key in keys:
            any(self.attempt(self._owner[key], key) for _try in range(MOST_TRIES))

    def acknowledged_since(self, moment: float) -> bool:
        """Whether a submission begun after this moment was acknowledged."""
        return self._latest > moment

    # --- one client -------------------------------------------------------------------------------------
    def _work(self, number: int) -> None:
        chance = random.Random(f"{self.seed}/{number}")
        citizen = self._citizens[number]
        while key := self._next_key(citizen):
            pause = 0.1
            while not self._heard(citizen, key, chance) and chance.random() > LEFT_OPEN:
                time.sleep(pause)
                pause = min(pause * 2, LONGEST_PAUSE)

    def _next_key(self, citizen: Submitter) -> str:
        with self._lock:
            if self.begun >= self.wanted and self.stopped.is_set():
                return ""
            self.begun += 1
            key = f"{self.seed}-{self.begun:05d}"
            self._owner[key] = citizen
            return key

    def _heard(self, citizen: Submitter, key: str, chance: random.Random) -> bool:
        return self.attempt(citizen, key, answer_lost=chance.random() < LOST_ON_THE_WAY)

    def attempt(self, citizen: Submitter, key: str, *, answer_lost: bool = False) -> bool:
        """One try, written down before and after; whether it was acknowledged and the citizen heard of it."""
        self.ledger.write("attempt", key=key)
        began = time.time()
        try:
            code = citizen.submit(key)
            if answer_lost:
                raise NotAcknowledged("the answer was lost on its way")
        except NotAcknowledged as error:
            self.ledger.write("failed", key=key, why=str(error)[:300])
            return False
        self.ledger.write("acknowledged", key=key, code=code, began=began)
        with self._lock:
            self._latest = max(self._latest, began)
        return True
