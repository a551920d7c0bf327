"""The partners as processes of their own, told by the real plugins over HTTP."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import making
import pytest
import small_procedure
from motcua.extensions import demo
from motcua.outbox import subscriptions
from motcua_sdk.testkit import partner

CODE = "1.013831"


@dataclass(frozen=True)
class Portal:
    """The running national portal."""

    address: str

    def mood(self, **switches: object) -> None:
        """Let it have a bad day."""
        partner.tell(self.address, "mood", **switches)

    def read(self, what: str, **query: str) -> Any:
        """What it holds: dossiers, dossier, progress, calls."""
        return httpx.get(f"{self.address}/simulator/{what}", params=query, trust_env=False, timeout=60).json()


@pytest.fixture(scope="session")
def portal_process(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Portal]:
    memory = Path(tmp_path_factory.mktemp("portal")) / "portal.sqlite3"
    with partner.running("national_portal_simulator", "--memory", str(memory)) as address:
        yield Portal(address)


@pytest.fixture
def portal(portal_process: Portal) -> Portal:
    partner.tell(portal_process.address, "reset")
    return portal_process


@pytest.fixture
def told_office(committed_db: Any, portal: Portal, monkeypatch: pytest.MonkeyPatch) -> making.Office:
    """A staffed office whose dossiers the portal hears of; only the portal listens to the outbox."""
    ours = {name: one for name, one in subscriptions.registry.by_name.items() if name.startswith("exchange.")}
    monkeypatch.setattr(subscriptions.registry, "by_name", ours)
    monkeypatch.setenv("MOTCUA_NATIONAL_PORTAL_SIMULATOR_URL", portal.address)
    making.set_clock("2026-07-01 09:30")
    making.published(small_procedure.document(code=CODE))
    demo.load()
    return making.office()
