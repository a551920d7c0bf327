"""The stand-in refuses what the real portal would refuse: each service has accepted and refused calls."""

from typing import Any

import httpx
import pytest

BASE = "/XrdAdapter/RestService/forward/mapi"
DESTINATION = "VN:GOV:000.00.00.G22:vpcpdvcprovider"
DOSSIER = {
    "MaHoSo": "000.00.12.H48-260701-0007",
    "MaTTHC": "1.013831",
    "TenTTHC": "Đăng ký biến động",
    "ChuHoSo": "Nguyễn Thị Hoa",
    "LoaiDoiTuong": "1",
    "TrichYeuHoSo": "Chuyển nhượng",
    "TrangThaiHoSo": "4",
    "KenhThucHien": "1",
    "NgayTiepNhan": "20260701093000",
    "NgayHenTra": "20260715170000",
}
LINE = {
    "MaHoSo": DOSSIER["MaHoSo"],
    "NguoiXuLy": "Trần Văn An",
    "ThoiDiemXuLy": "20260701093000",
    "NoiDungXuLy": "Tiếp nhận",
    "TrangThai": "2",
}


def post(portal: Any, door: str, body: Any, destination: str = DESTINATION) -> dict[str, Any]:
    """One raw call, as any client of the portal would make it."""
    answer = httpx.post(
        f"{portal.address}{BASE}/{door}", params={"dstcode": destination}, json=body, trust_env=False
    )
    assert answer.status_code == 200
    return answer.json()


@pytest.fixture
def session(portal: Any) -> str:
    return str(post(portal, "login", {"username": "province", "password": "province-demo"})["session"])


def push(portal: Any, session: str, service: str, data: Any, **more: Any) -> dict[str, Any]:
    """One call of a service that a province pushes to."""
    envelope = {"session": session, "madonvi": "000.00.00.H48", "service": service, "data": data, **more}
    return post(portal, "g", envelope)


def test_a_complete_dossier_is_accepted(portal, session) -> None:
    """A dossier with everything the guide asks for is taken and can be looked up."""
    reply = push(portal, session, "DongBoHoSoMC", [DOSSIER], isUpdating="False")
    assert reply == {"error_code": "0", "message": "Đồng bộ thành công"}

    asked = {"session": session, "madonvi": "H48", "service": "TraCuuHoSo", "mahoso": DOSSIER["MaHoSo"]}
    assert post(portal, "s", asked)["result"] == [DOSSIER]


BROKEN = {
    "number instead of text": {"TrangThaiHoSo": 4},
    "date of twelve digits": {"NgayHenTra": "202607151700"},
    "thirteenth month": {"NgayHenTra": "20261315170000"},
    "date with dashes": {"NgayHenTra": "2026-07-15 17:00"},
    "kind of owner five": {"LoaiDoiTuong": "5"},
    "account of a paper dossier": {"MaDoiTuong": "tech-7"},
    "passport as a citizen's number": {"DinhDanhCHS": [{"LoaiDinhDanh": "1", "SoDinhDanh": "B1234567"}]},
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_dossier_is_refused(portal, session, name: str) -> None:
    """A dossier that breaks one rule is refused with prose, and nothing of it is kept."""
    reply = push(portal, session, "DongBoHoSoMC", [{**DOSSIER, **BROKEN[name]}], isUpdating="False")

    assert reply["error_code"] == "-1"
    assert portal.held()[0] == []


def test_a_batch_is_taken_whole_or_not_at_all(portal, session) -> None:
    """One broken dossier among good ones makes the portal refuse all of them."""
    broken = {**DOSSIER, "MaHoSo": "000.00.12.H48-260701-0008", "ChuHoSo": ""}
    reply = push(portal, session, "DongBoHoSoMC", [DOSSIER, broken], isUpdating="False")

    assert (reply["error_code"], portal.held()[0]) == ("-1", [])


@pytest.mark.parametrize(
    ("data", "words"),
    [([LINE] * 11, "Số dòng"), ([], "Số dòng"), ([{**LINE, "NguoiXuLy": "a" * 51}], "50 ký tự")],
)
def test_broken_progress_is_refused(portal, session, data, words) -> None:
    """More than ten lines, none at all, or a name that is too long are refused."""
    push(portal, session, "DongBoHoSoMC", [DOSSIER], isUpdating="False")

    assert words in push(portal, session, "CapNhatTienDoHoSoMC", data)["message"]
    assert portal.held()[1] == []


def test_progress_needs_its_dossier(portal, session) -> None:
    """Progress of a dossier the portal never saw is refused."""
    assert "chưa có trên hệ thống" in push(portal, session, "CapNhatTienDoHoSoMC", [LINE])["message"]


def test_the_same_progress_is_there_only_once(portal, session) -> None:
    """A repeated line is answered with "already there" and not kept twice."""
    push(portal, session, "DongBoHoSoMC", [DOSSIER], isUpdating="False")
    assert push(portal, session, "CapNhatTienDoHoSoMC", [LINE])["error_code"] == "0"

    assert push(portal, session, "CapNhatTienDoHoSoMC", [LINE]) == {
        "error_code": "-3",
        "message": "Tiến độ đã tồn tại",
    }
    assert len(portal.held()[1]) == 1


@pytest.mark.parametrize(
    ("body", "destination"),
    [
        ({"username": "province", "password": "wrong"}, DESTINATION),
        ({"username": "somebody", "password": "province-demo"}, DESTINATION),
        ({"username": "province", "password": "province-demo"}, "VN:GOV:elsewhere"),
    ],
)
def test_signing_in_needs_account_and_destination(portal, body, destination) -> None:
    """A wrong password, a wrong account or a wrong destination gives no session."""
    assert not post(portal, "login", body, destination).get("session")


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"session": "stale"}, "Session"),
        ({"madonvi": ""}, "mã đơn vị"),
        ({"service": "DongBoHoSoDVC"}, "Dịch vụ không tồn tại"),
        ({"mahoso": "000.00.12.H48-260701-9999"}, "Không tìm thấy hồ sơ"),
    ],
)
def test_a_look_up_can_be_refused(portal, session, changes, words) -> None:
    """Without session, agency, known service or known dossier a look-up is refused in prose."""
    asked = {"session": session, "madonvi": "H48", "service": "TraCuuHoSo", "mahoso": "x", **changes}

    assert words in post(portal, "s", asked)["message"]


def test_what_is_no_json_is_refused(portal) -> None:
    """A call that is no JSON object is refused and breaks nothing."""
    for raw in (b"{", b"[]", b"\xff"):
        answer = httpx.post(f"{portal.address}{BASE}/g", content=raw, trust_env=False)
        assert answer.json()["error_code"] == "-2"


def test_no_secret_is_remembered(portal, session) -> None:
    """The stand-in's record of calls holds neither session nor password."""
    push(portal, session, "DongBoHoSoMC", [DOSSIER], isUpdating="False")
    record = repr(portal.read("calls"))

    assert "DongBoHoSoMC" in record
    assert "province-demo" not in record
    assert session not in record
