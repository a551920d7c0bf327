"""What the portal hears, in what order, and what it makes of it; the portal runs as a process of its own."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import Any

import httpx
import pytest
from motcua_national_portal import plugin
from motcua_sdk.testkit.fake_host import FakeHost
from motcua_sdk.values import (
    DossierSnapshot,
    Identity,
    Message,
    Paper,
    Party,
    ProgressLine,
    SupplementRound,
)

Change = Callable[[DossierSnapshot], DossierSnapshot]


def tell(message: Message, snapshot: DossierSnapshot, host: FakeHost) -> str:
    """Tell the portal and return how it ended."""
    return plugin.tell_partner(message, snapshot, host).kind


def with_owner(snapshot: DossierSnapshot, **changes: Any) -> DossierSnapshot:
    """The same dossier with another owner."""
    return replace(snapshot, parties=(replace(snapshot.parties[0], **changes),))


def with_line(snapshot: DossierSnapshot, **changes: Any) -> DossierSnapshot:
    """The same dossier with another progress line of the event told."""
    first, second = snapshot.progress
    return replace(snapshot, progress=(first, replace(second, **changes)))


def test_the_dossier_goes_before_its_progress(portal, host, message, good_snapshot) -> None:
    """The portal hears of the dossier first and of the act on it afterwards."""
    assert tell(message, good_snapshot, host) == "accepted"

    assert portal.services() == ["login", "DongBoHoSoMC", "CapNhatTienDoHoSoMC"]
    dossiers, progress = portal.held()
    assert [one["MaTTHC"] for one in dossiers] == ["1.013831"]
    assert [(one["NoiDungXuLy"], one["TrangThai"]) for one in progress] == [("Tiếp nhận hồ sơ", "2")]


def test_no_progress_of_a_dossier_the_portal_refused(portal, host, message, good_snapshot) -> None:
    """Where the portal refuses the dossier, no progress is sent."""
    assert tell(message, replace(good_snapshot, taken_in_at=None), host) == "wrong_data"

    assert "CapNhatTienDoHoSoMC" not in portal.services()


@pytest.mark.parametrize(("status", "held"), [(2, "1"), (4, "1"), (5, "5"), (6, "6"), (8, "8")])
def test_a_dossier_whose_time_has_not_begun_is_told_without_its_intake(
    portal, host, message, good_snapshot, status: int, held: str
) -> None:
    """Taken in, no day promised yet: the portal holds it as registered or as what is asked, and the intake stands in
    the progress; once the day is known it hears both.
    """
    waiting = replace(good_snapshot, status=status, due_at=None)
    assert tell(message, waiting, host) == "accepted"

    dossiers, progress = portal.held()
    assert [(one["TrangThaiHoSo"], one["NgayTiepNhan"], one["NgayHenTra"]) for one in dossiers] == [
        (held, "", "")
    ]
    assert [(one["TrangThai"], one["ThoiDiemXuLy"]) for one in progress] == [("2", "20260701093000")]

    assert tell(message, good_snapshot, host) in {"accepted", "already_there"}
    (known,) = portal.held()[0]
    assert (known["TrangThaiHoSo"], known["NgayTiepNhan"]) == ("4", "20260701093000")
    assert known["NgayHenTra"] == "20260715170000"


def test_only_the_act_that_happened_is_told(portal, host, message, good_snapshot) -> None:
    """A message tells the one act it is about, not the whole history again."""
    act = replace(message, payload={"dossier": "d1", "event": 1})
    assert tell(act, good_snapshot, host) == "accepted"
    assert tell(message, good_snapshot, host) == "accepted"

    assert [one["NoiDungXuLy"] for one in portal.held()[1]] == ["Nộp hồ sơ", "Tiếp nhận hồ sơ"]


REFUSED_DOSSIERS: dict[str, tuple[Change, str, str]] = {
    "done without a due date": (lambda s: replace(s, due_at=None, status=9), "wrong_data", "NgayHenTra"),
    "no intake date": (lambda s: replace(s, taken_in_at=None), "wrong_data", "NgayTiepNhan"),
    "no owner": (lambda s: replace(s, parties=()), "wrong_data", "ChuHoSo"),
    "no abstract": (lambda s: replace(s, abstract=" "), "wrong_data", "TrichYeuHoSo"),
    "abstract too long": (lambda s: replace(s, abstract="a" * 1001), "wrong_data", "1000 ký tự"),
    "eleven digits": (
        lambda s: with_owner(s, identity=Identity("personal_id", "05119000001")),
        "wrong_data",
        "Số định danh",
    ),
    "old id with letters": (
        lambda s: with_owner(s, identity=Identity("old_id", "21234567A")),
        "wrong_data",
        "Số định danh",
    ),
    "code of another shape": (lambda s: replace(s, code="HS-7"), "wrong_data", "không đúng định dạng"),
    "status eleven": (lambda s: replace(s, status=11), "wrong_data", "Trạng thái 11"),
    "unknown procedure": (
        lambda s: replace(s, procedure_code="9.999999"),
        "wrong_configuration",
        "Không tìm thấy thủ tục",
    ),
}


@pytest.mark.parametrize("name", REFUSED_DOSSIERS)
def test_a_refused_dossier_is_a_persons_task(portal, host, message, good_snapshot, name: str) -> None:
    """What the portal refuses becomes a task with the portal's own words, and the portal holds nothing of it."""
    change, kind, words = REFUSED_DOSSIERS[name]
    outcome = plugin.tell_partner(message, change(good_snapshot), host)

    assert outcome.kind == kind
    assert words in json.loads(outcome.reply)["message"]
    assert words in outcome.message["vi"]
    assert portal.held() == ([], [])


REFUSED_PROGRESS: dict[str, tuple[Change, str]] = {
    "nobody did it": (lambda s: with_line(s, officer=""), "NguoiXuLy"),
    "nothing was done": (lambda s: with_line(s, text=""), "NoiDungXuLy"),
    "status zero": (lambda s: with_line(s, status=0), "Trạng thái 0"),
}


@pytest.mark.parametrize("name", REFUSED_PROGRESS)
def test_refused_progress_is_a_persons_task(portal, host, message, good_snapshot, name: str) -> None:
    """Progress that the portal refuses becomes a task; the dossier itself stays with the portal."""
    change, words = REFUSED_PROGRESS[name]
    outcome = plugin.tell_partner(message, change(good_snapshot), host)

    assert outcome.kind == "wrong_data"
    assert words in outcome.message["vi"]
    dossiers, progress = portal.held()
    assert (len(dossiers), progress) == (1, [])


def test_a_long_officers_name_is_cut(portal, host, message, good_snapshot) -> None:
    """The portal takes fifty letters of an officer's name; the rest is left out instead of being refused."""
    assert tell(message, with_line(good_snapshot, officer="Ơ" * 60), host) == "accepted"

    assert portal.held()[1][0]["NguoiXuLy"] == "Ơ" * 50


def test_a_dossier_already_there_is_updated(portal, host, message, good_snapshot) -> None:
    """A dossier that the portal has from elsewhere is changed there, never doubled."""
    assert tell(message, good_snapshot, host) == "accepted"
    host.store.rows.clear()
    later = replace(good_snapshot, status=9, decided_at=datetime(2026, 7, 10, 16, 0))
    assert tell(message, later, host) == "already_there"  # the same act was told before

    dossiers, _ = portal.held()
    assert [(one["TrangThaiHoSo"], one["NgayKetThucXuLy"]) for one in dossiers] == [("9", "20260710160000")]


def test_an_update_of_an_unknown_dossier_is_sent_as_new(portal, host, message, good_snapshot) -> None:
    """When the portal has lost a dossier we told it of, it is sent as a new one."""
    assert tell(message, good_snapshot, host) == "accepted"
    portal.order("reset")

    assert tell(message, good_snapshot, host) == "accepted"
    assert len(portal.held()[0]) == 1


def test_an_ended_session_is_renewed_once(portal, host, message, good_snapshot) -> None:
    """When the portal ends our session, we sign in again once and go on."""
    assert tell(message, good_snapshot, host) == "accepted"
    portal.order("expire_sessions")

    assert plugin.tell_partner(message, good_snapshot, host).settled
    assert portal.services().count("login") == 2


def test_a_session_that_never_holds_does_not_loop(portal, host, message, good_snapshot) -> None:
    """A portal that refuses every session is asked twice, not for ever."""
    portal.order("mood", refuse="Session không hợp lệ hoặc đã hết hạn")
    outcome = plugin.tell_partner(message, good_snapshot, host)

    assert not outcome.settled
    assert portal.services() == ["login", "DongBoHoSoMC", "login", "DongBoHoSoMC"]


def test_a_wrong_password_is_an_administrators_task(portal, locked_host, message, good_snapshot) -> None:
    """A refused account is for an administrator; nothing is sent."""
    assert tell(message, good_snapshot, locked_host) == "wrong_configuration"
    assert portal.services() == ["login"]


@pytest.mark.parametrize("mood", [{"down": True}, {"drunk": True}, {"silent": True}, {"slow": 3}], ids=str)
def test_a_portal_on_a_bad_day_means_later(portal, host, message, good_snapshot, mood) -> None:
    """A portal that is silent, slow, down or talks nonsense with HTTP 200 is told again later, and then only once."""
    patient, host.timeout = host.timeout, 0.5
    portal.order("mood", **mood)
    assert tell(message, good_snapshot, host) == "retry_later"

    portal.order("mood", slow=0, silent=False, down=False, drunk=False)
    host.timeout = patient
    assert tell(message, good_snapshot, host) == "accepted"
    dossiers, progress = portal.held()
    assert (len(dossiers), len(progress)) == (1, 1)


@pytest.mark.parametrize("service", ["DongBoHoSoMC", "CapNhatTienDoHoSoMC"])
def test_a_lost_reply_doubles_nothing(portal, host, message, good_snapshot, service: str) -> None:
    """When the portal did the work and its reply was lost, telling again ends well and leaves one of each."""
    host.before_request = lambda request: _lose_reply_of(portal, service, request)
    assert tell(message, good_snapshot, host) == "retry_later"
    once = portal.held()
    assert len(once[0]) == 1

    host.before_request = None
    assert plugin.tell_partner(message, good_snapshot, host).settled
    assert portal.held()[0] == once[0]
    assert len(portal.held()[1]) == 1


def _lose_reply_of(portal: Any, service: str, request: httpx.Request) -> None:
    if json.loads(request.content).get("service") == service:
        portal.order("mood", lose_reply=True, times=1)


NOON_AND_MIDNIGHT = {
    datetime(2026, 7, 1, 0, 0): "20260701000000",
    datetime(2026, 7, 1, 0, 30): "20260701003000",
    datetime(2026, 7, 1, 12, 0): "20260701120000",
    datetime(2026, 7, 1, 12, 30): "20260701123000",
    datetime(2026, 7, 1, 23, 59, 59): "20260701235959",
}


@pytest.mark.parametrize(("at", "written"), NOON_AND_MIDNIGHT.items(), ids=str)
def test_every_time_is_written_in_24_hours(portal, host, message, good_snapshot, at, written) -> None:
    """Noon is 12 and midnight is 00 in every date the portal gets."""
    names = ("submitted_at", "taken_in_at", "refused_at", "due_at", "decided_at", "returned_at")
    dated = replace(good_snapshot, **dict.fromkeys(names, at))
    dated = replace(with_line(dated, at=at, began_at=at, planned_end=at), supplements=(_round(at),))
    assert tell(message, dated, host) == "accepted"

    (dossier,), (line,) = portal.held()
    (supplement,) = dossier["DanhSachHoSoBoSung"]
    told = {**dossier, **line, **supplement}
    wrong = {name: value for name, value in told.items() if _is_time(name) and value != written}
    assert sum(_is_time(name) for name in told) == 13
    assert wrong == {}


def _is_time(name: str) -> bool:
    return name.startswith(("Ngay", "ThoiDiem"))


def _round(at: datetime) -> SupplementRound:
    return SupplementRound("s1", "Trần Văn An", "Bổ sung bản vẽ", at, at, at, at)


def test_nothing_is_invented_to_please_the_portal(portal, host, message, good_snapshot) -> None:
    """Without number, telephone, account or dates the fields stay empty; no stand-in is ever sent."""
    bare = with_owner(good_snapshot, identity=None, phone="", email="")
    assert tell(message, replace(bare, fees=(), papers=()), host) == "accepted"

    (dossier,), _ = portal.held()
    assert dossier["DinhDanhCHS"] == []
    empty = ("MaDoiTuong", "Email", "SoDienThoai", "NgayTuChoi", "NgayKetThucXuLy", "NgayTra")
    assert {name: dossier[name] for name in empty} == dict.fromkeys(empty, "")
    lists = ("TaiLieuNop", "DanhSachLePhi", "DanhSachHoSoBoSung", "DanhSachGiayToKetQua")
    assert {name: dossier[name] for name in lists} == {name: [] for name in lists}
    assert dossier["HoSoCoThanhPhanSoHoa"] == "0"


@pytest.mark.parametrize("kind", ["passport", "organisation_code", "none"])
def test_a_paper_the_portal_has_no_code_for_is_left_out(portal, host, message, good_snapshot, kind) -> None:
    """A passport is not passed off as a citizen's number."""
    assert tell(message, with_owner(good_snapshot, identity=Identity(kind, "B1234567")), host) == "accepted"

    assert portal.held()[0][0]["DinhDanhCHS"] == []


def test_an_applicants_file_is_never_sent_as_the_result(portal, host, message, good_snapshot) -> None:
    """Only papers the agency issued are results; a finished dossier without one has an empty list."""
    done = replace(good_snapshot, status=9, decided_at=datetime(2026, 7, 10, 16, 0))
    assert tell(message, done, host) == "accepted"
    assert portal.held()[0][0]["DanhSachGiayToKetQua"] == []

    issued = replace(done, results=(Paper("r1", "Giấy chứng nhận.pdf", result_code="KQ.G15.000021"),))
    plugin.tell_partner(message, issued, host)
    (dossier,), _ = portal.held()
    assert [one["MaGiayToKetQua"] for one in dossier["DanhSachGiayToKetQua"]] == ["KQ.G15.000021"]
    assert [one["TenTepDinhKem"] for one in dossier["TaiLieuNop"]] == ["Hợp đồng chuyển nhượng.pdf"]


def test_the_account_is_named_only_for_online_dossiers(portal, host, message, good_snapshot) -> None:
    """The applicant's portal account is sent when the dossier was submitted online, and only then."""
    with_account = replace(good_snapshot, account_id="tech-7")
    assert tell(message, with_account, host) == "accepted"
    assert portal.held()[0][0]["MaDoiTuong"] == ""

    plugin.tell_partner(message, replace(with_account, channel="online"), host)
    assert portal.held()[0][0]["MaDoiTuong"] == "tech-7"


def test_every_value_travels_as_text(portal, host, message, good_snapshot) -> None:
    """Numbers, flags and dates all travel as text, as the portal's guide asks."""
    full = replace(
        good_snapshot,
        results=(Paper("r1", "Giấy chứng nhận.pdf"),),
        supplements=(_round(datetime(2026, 7, 2, 8, 0)),),
    )
    assert tell(message, full, host) == "accepted"

    dossiers, progress = portal.held()
    leaves = list(_leaves([dossiers, progress]))
    assert len(leaves) > 40
    assert [one for one in leaves if not isinstance(one, str)] == []


def _leaves(value: Any) -> Any:
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list):
        for one in value:
            yield from _leaves(one)
    else:
        yield value


def test_our_code_is_mapped_to_the_portals(portal, host, message, good_snapshot) -> None:
    """A procedure with another number on the portal is sent under the number in the mapping."""
    ours = replace(good_snapshot, procedure_code="QNG.77")
    assert tell(message, ours, host) == "wrong_configuration"

    host.options = {**host.options, "procedure_codes": {"QNG.77": "2.000815"}}
    assert tell(message, ours, host) == "accepted"
    assert portal.held()[0][0]["MaTTHC"] == "2.000815"


def test_an_enterprise_is_told_as_one(portal, host, message, good_snapshot) -> None:
    """Citizens, enterprises, state agencies and other organisations carry the portal's numbers one to four."""
    for kind, number in (("citizen", "1"), ("enterprise", "2"), ("state_agency", "3"), ("organisation", "4")):
        owner = Party("owner", "Chủ hồ sơ", kind=kind)  # type: ignore[arg-type]
        plugin.tell_partner(message, replace(good_snapshot, parties=(owner,)), host)

        assert portal.held()[0][0]["LoaiDoiTuong"] == number


def test_a_line_without_times_stays_without(portal, host, message, good_snapshot) -> None:
    """Progress whose planned end is not known is told without one."""
    line = ProgressLine(2, "Trần Văn An", "", "", datetime(2026, 7, 1, 9, 30), "Tiếp nhận hồ sơ", 2)
    assert tell(message, replace(good_snapshot, progress=(line,)), host) == "accepted"

    told = portal.held()[1][0]
    assert (told["NgayBatDau"], told["NgayKetThucTheoQuyDinh"]) == ("", "")
