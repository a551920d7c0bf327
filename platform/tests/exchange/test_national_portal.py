"""From an act on the desk to the national portal and back: the real plugin, the real wire, a real process."""

from datetime import timedelta
from typing import Any

import making
import pytest
from motcua.dossiers.actions import (
    assign,
    confirm_payment,
    decide,
    request_supplement,
    return_result,
    take_in,
    withdraw,
)
from motcua.dossiers.models import Dossier
from motcua.exchange import actions, reads
from motcua.ground import clock
from motcua.outbox.delivering import deliver_due
from signing import signed_in

CODE = "1.013831"


def later(hours: int = 8) -> None:
    """Let every pause between attempts pass."""
    clock.shift(timedelta(hours=hours))


def to_the_end(office: making.Office) -> Dossier:
    """A dossier from submission to return, the outbox delivered after each act."""
    dossier = making.submitted(office, procedure=CODE).dossier
    deliver_due()
    for act in (
        lambda: take_in.run(office.receiver, dossier.public_id, take_in.Command()),
        lambda: assign.run(office.receiver, dossier.public_id, assign.Command(office.specialist.user)),
        lambda: decide.run(office.leader, dossier.public_id, making.decision()),
        lambda: confirm_payment.run(
            office.receiver, dossier.public_id, confirm_payment.Command("cash", "BL-1")
        ),
        lambda: return_result.run(office.returner, dossier.public_id, return_result.Command()),
    ):
        act()
        deliver_due()
    return dossier


def statuses(portal: Any, code: str) -> list[str]:
    """The status after each act, as the portal's progress lines tell it."""
    return [line["TrangThai"] for line in portal.read("progress", code=code)]


def sent(portal: Any) -> list[str]:
    """The status of the dossier in each push, in order."""
    calls = [one for one in portal.read("calls") if one["service"] == "DongBoHoSoMC"]
    return [one["body"]["data"][0]["TrangThaiHoSo"] for one in calls]


def test_the_portal_hears_every_status_in_order(told_office: making.Office, portal: Any) -> None:
    """The portal holds 1 new, 2 taken in, 4 in process, 9 done, 10 returned, in that order, once each."""
    dossier = to_the_end(told_office)
    assert statuses(portal, dossier.code) == ["1", "2", "4", "9", "9", "10"]
    pushed = [int(status) for status in sent(portal)]
    assert pushed == sorted(pushed)
    held = portal.read("dossier", code=dossier.code)
    assert held["ChuHoSo"] == "Nguyễn Thị Thử"
    assert held["TrangThaiHoSo"] == "10"
    assert held["NgayTiepNhan"].startswith("202607010930")
    assert held["NgayHenTra"] == "20260715170000"
    assert [one["MaGiayToKetQua"] for one in held["DanhSachGiayToKetQua"]] == ["KQ.permit"]


def test_each_reply_is_kept_word_for_word(told_office: making.Office, portal: Any) -> None:
    """What the portal answered is kept as it came, and names who acted and where."""
    dossier = to_the_end(told_office)
    rows = reads.transmissions(dossier.public_id)
    assert {row.state for row in rows} == {"accepted"}
    replies = [attempt.reply for row in rows for attempt in row.tries.all()]
    assert all("thành công" in reply.lower() for reply in replies)
    lines = portal.read("progress", code=dossier.code)
    assert lines[1]["NoiDungXuLy"] == "Tiếp nhận hồ sơ"
    assert lines[1]["NguoiXuLy"].startswith("Cán bộ Thử")
    assert lines[1]["PhongBanXuLy"] == told_office.agency.name


@pytest.mark.parametrize("bad_day", [{"down": True}, {"drunk": True}, {"lose_reply": True}])
def test_a_bad_day_of_the_portal_leaves_no_trace(
    told_office: making.Office, portal: Any, bad_day: dict[str, bool]
) -> None:
    """Down, drunk or silent after the work: it is sent again by itself and nothing is there twice."""
    portal.mood(times=2, **bad_day)
    dossier = making.submitted(told_office, procedure=CODE).dossier
    deliver_due()
    assert {row.state for row in reads.transmissions(dossier.public_id)} == {"retry_later"}
    portal.mood(times=0, down=False, drunk=False, lose_reply=False)
    for _ in range(3):
        later()
        deliver_due()
    take_in.run(told_office.receiver, dossier.public_id, take_in.Command())
    deliver_due()
    assert statuses(portal, dossier.code) == ["1", "2"]
    assert [one["MaHoSo"] for one in portal.read("dossiers")] == [dossier.code]
    assert {row.state for row in reads.transmissions(dossier.public_id)} <= {"accepted", "already_there"}


def test_what_the_portal_says_again_is_read_once(told_office: making.Office, portal: Any) -> None:
    """Ten hours without a portal fill no page: attempts with the same answer are one line; the record keeps each."""
    portal.mood(times=6, down=True)
    dossier = making.submitted(told_office, procedure=CODE).dossier
    for _ in range(3):
        deliver_due()
        later()
    portal.mood(times=0, down=False)
    deliver_due()
    row = reads.transmissions(dossier.public_id)[0]
    assert [(one.times, one.first.outcome) for one in row.attempts_made] == [
        (3, "retry_later"),
        (1, "accepted"),
    ]
    assert row.tries.count() == row.attempts == 4
    page = signed_in(told_office.leader).get(f"/vi/desk/ho-so/{dossier.public_id}/").content.decode()
    assert "4 lần gửi" in page
    assert page.count("(3 lần, lần cuối lúc") == 1


def test_wrong_data_waits_for_a_person(told_office: making.Office, portal: Any) -> None:
    """A refused message is parked, shown with the portal's own words, and goes once the cause is gone."""
    portal.mood(refuse="Trích yếu hồ sơ không hợp lệ")
    dossier = making.submitted(told_office, procedure=CODE).dossier
    other = making.submitted(told_office, procedure=CODE).dossier
    deliver_due()
    text = signed_in(told_office.leader).get("/vi/desk/gui-lai/").content.decode()
    assert dossier.code in text
    assert "Trích yếu hồ sơ không hợp lệ" in text
    portal.mood(refuse="")
    stuck = list(reads.stuck(told_office.leader))
    assert {row.about for row in stuck} == {dossier.public_id, other.public_id}
    chosen = {"message": [row.public_id for row in stuck]}
    assert signed_in(told_office.leader).post("/vi/desk/gui-lai/gui/", chosen).status_code == 302
    deliver_due()
    assert list(reads.stuck(told_office.leader)) == []
    assert statuses(portal, dossier.code) == statuses(portal, other.code) == ["1"]


def test_sending_again_is_for_those_who_may(told_office: making.Office, portal: Any) -> None:
    """A receiver sees stuck messages but may not send them again; neither may another agency's leader."""
    portal.mood(refuse="Sai")
    making.submitted(told_office, procedure=CODE)
    deliver_due()
    (row,) = reads.stuck(told_office.leader)[:1]
    stranger = making.staff(making.agency(), "leader")
    for actor in (told_office.receiver, stranger):
        assert signed_in(actor).post("/vi/desk/gui-lai/gui/", {"message": row.public_id}).status_code == 403
    assert list(reads.stuck(stranger)) == []
    assert list(reads.stuck(making.staff(making.agency(), "system_admin"))) == [row]
    actions.send_again(told_office.leader, row.public_id)


def test_a_backlog_tells_each_act_as_it_left_the_dossier(told_office: making.Office, portal: Any) -> None:
    """Told late, each message still says how the dossier stood after its own act, not how it stands today."""
    dossier = making.submitted(told_office, procedure=CODE).dossier
    take_in.run(told_office.receiver, dossier.public_id, take_in.Command())
    assign.run(told_office.receiver, dossier.public_id, assign.Command(told_office.specialist.user))
    decide.run(told_office.leader, dossier.public_id, making.decision())
    deliver_due()
    calls = [one["body"]["data"][0] for one in portal.read("calls") if one["service"] == "DongBoHoSoMC"]
    pushed = {one["TrangThaiHoSo"]: one for one in calls}
    assert list(dict.fromkeys(sent(portal))) == ["1", "2", "4", "9"]
    assert pushed["1"]["NgayTiepNhan"] == ""
    assert pushed["4"]["DanhSachGiayToKetQua"] == []
    assert pushed["9"]["DanhSachGiayToKetQua"] != []


def test_a_dossier_withdrawn_before_intake_is_told_without_a_made_up_date(
    told_office: making.Office, portal: Any
) -> None:
    """Told late, its submission is new and not withdrawn, and the withdrawal names no date of intake."""
    dossier = making.submitted(told_office, procedure=CODE).dossier
    withdraw.run(told_office.citizen, dossier.public_id, withdraw.Command("Không cần nữa."))
    deliver_due()
    assert {row.state for row in reads.transmissions(dossier.public_id)} == {"accepted"}
    held = portal.read("dossier", code=dossier.code)
    assert (held["TrangThaiHoSo"], held["NgayTiepNhan"]) == ("7", "")
    assert statuses(portal, dossier.code) == ["1", "7"]


def test_copies_certified_at_the_counter_are_not_stuck(told_office: making.Office, portal: Any) -> None:
    """What is taken in, decided and returned in one act is told with the day it was promised for."""
    dossier = making.certified(told_office, procedure=CODE).dossier
    deliver_due()
    assert list(reads.stuck(told_office.leader)) == []
    calls = [one["body"]["data"][0] for one in portal.read("calls") if one["service"] == "DongBoHoSoMC"]
    assert calls[0]["TrangThaiHoSo"] == "2"
    assert calls[0]["NgayHenTra"] == calls[-1]["NgayHenTra"] == "20260715170000"
    assert statuses(portal, dossier.code)[-1] == "10"


def test_a_supplement_asked_before_the_intake_is_not_stuck(told_office: making.Office, portal: Any) -> None:
    """The portal hears that a paper is missing although nobody has taken the dossier in."""
    dossier = making.submitted(told_office, procedure=CODE).dossier
    asked = request_supplement.Command("Ảnh chụp bị mờ.", (), ("map",))
    request_supplement.run(told_office.receiver, dossier.public_id, asked)
    deliver_due()
    assert list(reads.stuck(told_office.leader)) == []
    held = portal.read("dossier", code=dossier.code)
    assert (held["TrangThaiHoSo"], held["NgayTiepNhan"]) == ("5", "")


def test_a_dossier_that_is_paid_before_its_time_begins_is_not_stuck(
    told_office: making.Office, portal: Any
) -> None:
    """Taken in before a day can be promised it is held as registered; once paid the portal hears intake and day."""
    dossier = making.submitted(told_office, procedure=CODE, case="paid_first").dossier
    take_in.run(told_office.receiver, dossier.public_id, take_in.Command())
    deliver_due()
    assert list(reads.stuck(told_office.leader)) == []
    held = portal.read("dossier", code=dossier.code)
    assert (held["TrangThaiHoSo"], held["NgayTiepNhan"], held["NgayHenTra"]) == ("1", "", "")
    confirm_payment.run(told_office.receiver, dossier.public_id, confirm_payment.Command("cash", "BL-1"))
    deliver_due()
    assert list(reads.stuck(told_office.leader)) == []
    held = portal.read("dossier", code=dossier.code)
    assert (held["TrangThaiHoSo"], held["NgayTiepNhan"][:8], held["NgayHenTra"][:8]) == (
        "2",
        "20260701",
        "20260715",
    )
