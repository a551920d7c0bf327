"""The acts on a dossier as partners are told of them: who, where, when, what, and the status after it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache

from motcua_sdk.values import ProgressLine

from motcua.agencies import reads as agency_reads
from motcua.dossiers import lifecycle
from motcua.dossiers.events import Kind, Recorded
from motcua.dossiers.life import Life, fold
from motcua.dossiers.models import Dossier
from motcua.ground import clock
from motcua.people import reads as people_reads

WORDS: Mapping[Kind, str] = {
    Kind.SUBMITTED: "Nộp hồ sơ trực tuyến",
    Kind.TAKEN_IN: "Tiếp nhận hồ sơ",
    Kind.INTAKE_REFUSED: "Từ chối tiếp nhận hồ sơ",
    Kind.ASSIGNED: "Phân công thụ lý hồ sơ",
    Kind.SUPPLEMENT_REQUESTED: "Yêu cầu bổ sung hồ sơ",
    Kind.SUPPLEMENT_ANSWERED: "Người nộp đã gửi phần bổ sung",
    Kind.SUPPLEMENT_ACCEPTED: "Tiếp nhận phần bổ sung",
    Kind.PAYMENT_REQUESTED: "Yêu cầu nộp phí, lệ phí",
    Kind.PAYMENT_CONFIRMED: "Xác nhận đã nộp phí, lệ phí",
    Kind.FINANCIAL_DUTY_REQUESTED: "Chuyển thông tin xác định nghĩa vụ tài chính",
    Kind.FINANCIAL_DUTY_MET: "Đã thực hiện nghĩa vụ tài chính",
    Kind.OPINION_REQUESTED: "Lấy ý kiến cơ quan phối hợp",
    Kind.OPINION_RECORDED: "Nhận ý kiến cơ quan phối hợp",
    Kind.EXTENDED: "Xin lỗi và hẹn lại ngày trả kết quả",
    Kind.DECIDED: "Có kết quả giải quyết",
    Kind.NOT_ELIGIBLE: "Thông báo hồ sơ không đủ điều kiện giải quyết",
    Kind.RETURNED: "Trả kết quả",
    Kind.STOPPED: "Dừng giải quyết hồ sơ",
    Kind.WITHDRAWN: "Người nộp rút hồ sơ",
}
"""What each act is called; a recomputed date is no act and has no words."""

APPLICANT = "Người nộp hồ sơ"
SYSTEM = "Hệ thống một cửa"


def lines(dossier: Dossier, events: Sequence[Recorded]) -> tuple[ProgressLine, ...]:
    """One line for each act, oldest first. A citizen's act names no citizen; times are civil."""
    made = {number: who for number, *who in dossier.events.values_list("number", "actor", "place")}
    officer, unit = cache(_officer), cache(_unit)
    found, life = [], Life()
    for event in events:
        life = fold([event], life)
        if event.kind not in WORDS:
            continue
        trace, place = made[event.number]
        line = ProgressLine(
            number=event.number,
            officer=officer(trace),
            position="",
            unit=unit(place) or dossier.agency.name,
            at=clock.civil(event.happened_at),
            text=WORDS[event.kind],
            status=lifecycle.standing(life.state, life.reasons).code,
        )
        found.append(line)
    return tuple(found)


def _officer(trace: str) -> str:
    kind = trace.partition(":")[0]
    if kind == "staff":
        return people_reads.display_name(trace)
    return APPLICANT if kind in ("citizen", "pin_holder") else SYSTEM


def _unit(place: str) -> str:
    return agency_reads.by_public_id(place).name if place else ""
