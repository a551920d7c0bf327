"""The gateway of the population database as a process of its own, and who is looked up there."""

from collections.abc import Iterator
from dataclasses import dataclass
from types import ModuleType
from typing import Any
from uuid import uuid4

import httpx
import pytest

pytest.register_assert_rewrite("motcua_sdk.testkit.contract")

from motcua_population import plugin as module  # noqa: E402
from motcua_sdk.testkit import partner  # noqa: E402
from motcua_sdk.testkit.fake_host import FakeHost  # noqa: E402
from motcua_sdk.values import Identity, PersonQuery  # noqa: E402

ACCOUNT = {"account": "province", "secret": "population-demo", "agency_code": "H48"}

PATIENCE = 60  # seconds; the machine may be busy


@dataclass(frozen=True)
class GatewayProcess:
    """The running gateway, as a test sees it."""

    address: str

    def mood(self, **switches: object) -> None:
        """Change the gateway's mood; without switches it is well again."""
        partner.tell(self.address, "mood", **switches)

    def calls(self) -> list[dict[str, Any]]:
        """What the gateway answered so far, in order."""
        return httpx.get(f"{self.address}/simulator/calls", trust_env=False, timeout=PATIENCE).json()


def query(**changes: Any) -> PersonQuery:
    """A look-up of a person the registry holds, under a number of its own."""
    parts = {
        "request_id": uuid4().hex,
        "identity": Identity("personal_id", "051190000001"),
        "name": "Nguyễn Thị Hoa",
        "born": "1990-03-08",
        "officer": "tiepnhan",
        "agency_code": "H48.12.05",
        "procedure_code": "1.013831",
        "dossier_code": "000.00.12.H48-260701-0007",
        "purpose": "Điền sẵn",
    }
    return PersonQuery(**{**parts, **changes})


@pytest.fixture(scope="session")
def gateway_process() -> Iterator[GatewayProcess]:
    with partner.running("population_simulator") as address:
        yield GatewayProcess(address)


@pytest.fixture
def gateway(gateway_process: GatewayProcess) -> GatewayProcess:
    gateway_process.mood()
    return gateway_process


@pytest.fixture
def plugin() -> ModuleType:
    return module


@pytest.fixture
def host(gateway: GatewayProcess) -> FakeHost:
    return FakeHost({"gateway_url": gateway.address, **ACCOUNT}, timeout=PATIENCE)


@pytest.fixture
def absent_host() -> FakeHost:
    return FakeHost({"gateway_url": partner.absent_address(), **ACCOUNT}, timeout=PATIENCE)


@pytest.fixture
def locked_host(gateway: GatewayProcess) -> FakeHost:
    return FakeHost({"gateway_url": gateway.address, **ACCOUNT, "secret": "wrong"}, timeout=PATIENCE)


@pytest.fixture
def known_query() -> PersonQuery:
    return query()


@pytest.fixture
def unknown_query() -> PersonQuery:
    return query(identity=Identity("personal_id", "051190999999"))


@pytest.fixture
def asking() -> Any:
    return query
