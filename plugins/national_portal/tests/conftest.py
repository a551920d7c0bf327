"""The portal as a process of its own, and the dossier that the tests tell it about."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from types import ModuleType
from typing import Any

import httpx
import pytest

pytest.register_assert_rewrite("motcua_sdk.testkit.contract")

from motcua_national_portal import plugin as module  # noqa: E402
from motcua_sdk.testkit import partner  # noqa: E402
from motcua_sdk.testkit.fake_host import FakeHost  # noqa: E402
from motcua_sdk.values import (  # noqa: E402
    DossierSnapshot,
    FeeLine,
    Identity,
    Message,
    Paper,
    Party,
    ProgressLine,
)

CODE = "000.00.12.H48-260701-0007"
ACCOUNT = {"username": "province", "password": "province-demo", "agency_code": "000.00.00.H48"}

PATIENCE = 60  # seconds; the machine may be busy


@dataclass(frozen=True)
class PortalProcess:
    """The running portal, as a test sees it."""

    address: str

    def order(self, what: str, **switches: object) -> None:
        """Change the portal's mood, end its sessions, or empty it."""
        partner.tell(self.address, what, **switches)

    def read(self, what: str, **query: str) -> Any:
        """What the portal holds: dossiers, dossier, progress, calls."""
        return httpx.get(
            f"{self.address}/simulator/{what}", params=query, trust_env=False, timeout=PATIENCE
        ).json()

    def services(self) -> list[str]:
        """The names of the services called so far, in order."""
        return [call["service"] for call in self.read("calls")]

    def held(self) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
        """Every dossier (without the count of writings) and the progress of the test's dossier."""
        dossiers = [{k: v for k, v in one.items() if not k.startswith("_")} for one in self.read("dossiers")]
        return dossiers, self.read("progress", code=CODE)


@pytest.fixture(scope="session")
def portal_process(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PortalProcess]:
    memory = Path(tmp_path_factory.mktemp("portal")) / "portal.sqlite3"
    with partner.running("national_portal_simulator", "--memory", str(memory)) as address:
        yield PortalProcess(address)


@pytest.fixture
def portal(portal_process: PortalProcess) -> PortalProcess:
    portal_process.order("reset")
    return portal_process


@pytest.fixture
def held(portal: PortalProcess) -> Callable[[], Any]:
    return portal.held


@pytest.fixture
def plugin() -> ModuleType:
    return module


@pytest.fixture
def host(portal: PortalProcess) -> FakeHost:
    return FakeHost({"adapter_url": portal.address, **ACCOUNT}, timeout=PATIENCE)


@pytest.fixture
def absent_host() -> FakeHost:
    return FakeHost({"adapter_url": partner.absent_address(), **ACCOUNT}, timeout=PATIENCE)


@pytest.fixture
def locked_host(portal: PortalProcess) -> FakeHost:
    return FakeHost({"adapter_url": portal.address, **ACCOUNT, "password": "wrong"}, timeout=PATIENCE)


@pytest.fixture
def message() -> Message:
    return Message("dossier.taken_in", "k-1", {"dossier": "d1", "event": 2}, datetime(2026, 7, 1, 9, 30))


@pytest.fixture
def good_snapshot() -> DossierSnapshot:
    owner = Party(
        "owner",
        "Nguyễn Thị Hoa",
        identity=Identity("personal_id", "051190000001"),
        phone="0905000001",
        email="hoa@example.vn",
        address="Tổ 3, phường Cẩm Thành",
    )
    return DossierSnapshot(
        public_id="d1",
        code=CODE,
        procedure_code="1.013831.000.00.00.H48",
        procedure_name="Đăng ký biến động đất đai",
        sector_code="dat_dai",
        sector_name="Đất đai",
        status=4,
        state="in_process",
        channel="direct",
        abstract="Chuyển nhượng quyền sử dụng đất thửa 12 tờ 7",
        agency_code="H48.12.05",
        agency_name="Chi nhánh Văn phòng Đăng ký đất đai",
        parties=(owner,),
        submitted_at=datetime(2026, 7, 1, 9, 0),
        taken_in_at=datetime(2026, 7, 1, 9, 30),
        due_at=datetime(2026, 7, 15, 17, 0),
        fees=(FeeLine("phi_tham_dinh", "phi", "Phí thẩm định hồ sơ", 300_000, True),),
        papers=(Paper("f1", "Hợp đồng chuyển nhượng.pdf", "hop_dong", digitised=True),),
        progress=(
            ProgressLine(
                1, "Nguyễn Thị Hoa", "", "Cổng dịch vụ công", datetime(2026, 7, 1, 9, 0), "Nộp hồ sơ", 1
            ),
            ProgressLine(
                2,
                "Trần Văn An",
                "Chuyên viên",
                "Bộ phận một cửa",
                datetime(2026, 7, 1, 9, 30),
                "Tiếp nhận hồ sơ",
                2,
                datetime(2026, 7, 1, 9, 0),
                datetime(2026, 7, 1, 17, 0),
            ),
        ),
    )


@pytest.fixture
def refused_snapshot(good_snapshot: DossierSnapshot) -> DossierSnapshot:
    return replace(good_snapshot, parties=(), abstract="a" * 1001)


@pytest.fixture
def told_code(host: FakeHost, message: Message, good_snapshot: DossierSnapshot) -> str:
    assert module.tell_partner(message, good_snapshot, host).settled
    return CODE


@pytest.fixture
def never_told_code() -> str:
    return "000.00.12.H48-260701-9999"
