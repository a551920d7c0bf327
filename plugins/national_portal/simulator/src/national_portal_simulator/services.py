"""The services of the portal, by the name in the body (guide v1.4, parts II.2 and IV)."""

from collections.abc import Callable
from typing import Any

from national_portal_simulator import rules
from national_portal_simulator.ledger import Ledger

Reply = dict[str, Any]

ACCEPTED: Reply = {"error_code": "0", "message": "Đồng bộ thành công"}


def refused(sentence: str, code: str = "-1") -> Reply:
    """The portal's way of saying no: HTTP 200, a code and prose."""
    return {"error_code": code, "message": sentence}


def push_dossiers(body: Reply, ledger: Ledger) -> Reply:
    """``DongBoHoSoMC``: new dossiers, or changes of known ones with ``isUpdating`` "True"; all or none."""
    sent, updating = body.get("data"), body.get("isUpdating")
    if not isinstance(sent, list) or not sent or updating not in ("True", "False"):
        return refused("Dữ liệu gửi lên không hợp lệ")
    for one in sent:
        if problem := rules.dossier(one, rules.PROCEDURES) or _wrong_mode(one, updating, ledger):
            code = "-3" if "đã tồn tại" in problem else "-1"
            return refused(problem, code)
    for one in sent:
        ledger.keep_dossier(one["MaHoSo"], one)
    return ACCEPTED


def _wrong_mode(one: Reply, updating: str, ledger: Ledger) -> str:
    known = ledger.dossier(one["MaHoSo"]) is not None
    if updating == "False" and known:
        return f"Hồ sơ {one['MaHoSo']} đã tồn tại"
    return f"Hồ sơ {one['MaHoSo']} chưa có trên hệ thống" if updating == "True" and not known else ""


def push_progress(body: Reply, ledger: Ledger) -> Reply:
    """``CapNhatTienDoHoSoMC``: up to ten lines of progress of dossiers the portal knows."""
    sent = body.get("data")
    if not isinstance(sent, list) or not sent or len(sent) > rules.MOST_LINES:
        return refused("Số dòng tiến độ không hợp lệ")
    for line in sent:
        if problem := rules.progress(line):
            return refused(problem)
        if ledger.dossier(line["MaHoSo"]) is None:
            return refused(f"Hồ sơ {line['MaHoSo']} chưa có trên hệ thống")
    fresh = [ledger.keep_progress(line) for line in sent]
    return ACCEPTED if any(fresh) else refused("Tiến độ đã tồn tại", "-3")


def look_up(body: Reply, ledger: Ledger) -> Reply:
    """``TraCuuHoSo``: the dossier as the portal holds it."""
    code = str(body.get("mahoso", ""))
    found = ledger.dossier(code)
    if found is None:
        return refused(f"Không tìm thấy hồ sơ {code}")
    return {"error_code": "0", "message": "Thành công", "result": [found]}


SHARED: dict[str, Callable[[Reply, Ledger], Reply]] = {"TraCuuHoSo": look_up}
INTEGRATED: dict[str, Callable[[Reply, Ledger], Reply]] = {
    "DongBoHoSoMC": push_dossiers,
    "CapNhatTienDoHoSoMC": push_progress,
}
