"""Checks of what an officer entered, against the pinned procedure version. Pure."""

from __future__ import annotations

from forms_schema.model import Result

from motcua.dossiers.errors import NotNow, NotOffered
from motcua.dossiers.facts import Facts

SHORTEST_REASON = 5
LONGEST_REASON = 4000


def written_reason(text: str) -> str:
    """The text the applicant will read; raises NotOffered when it says nothing or is far too long."""
    if not SHORTEST_REASON <= len(text.strip()) <= LONGEST_REASON:
        raise NotOffered(
            f"Hãy ghi rõ lý do bằng câu đầy đủ (từ {SHORTEST_REASON} đến {LONGEST_REASON} ký tự).",
            f"State the reason in whole sentences ({SHORTEST_REASON} to {LONGEST_REASON} characters).",
            field="text",
        )
    return text.strip()


def owed_lines(facts: Facts, wanted: tuple[str, ...]) -> tuple[str, ...]:
    """The fee lines meant: ``wanted``, or all that are owed; raises NotNow when nothing of it is owed."""
    owed = facts.owed()
    lines = wanted or owed
    if not lines or set(lines) - set(owed):
        raise NotNow(
            "Khoản phí, lệ phí này không còn nợ. Hãy tải lại trang.",
            "This fee is not owed (any more). Reload the page.",
        )
    return lines


def result_of(facts: Facts, result_id: str) -> Result:
    """The result of the procedure under this id; raises NotOffered."""
    for result in facts.procedure.results:
        if result.id == result_id:
            return result
    raise NotOffered(
        "Thủ tục không có loại kết quả này. Hãy chọn trong danh sách của thủ tục.",
        "The procedure has no such result. Choose from the procedure's list.",
        field="result",
    )


def step_of(facts: Facts, wanted: str) -> str:
    """The step meant: where the dossier is, or one the current step leads to; raises NotOffered."""
    steps = {step.id: step for step in facts.procedure.steps}
    here = facts.life.step or next(iter(steps), "")
    if not wanted or wanted == here:
        return here
    onward = {way.to for way in steps[here].next} if here in steps else set(steps)
    if wanted not in onward:
        raise NotOffered(
            "Bước này không tiếp theo bước hiện tại của hồ sơ. Hãy chọn bước tiếp theo của quy trình.",
            "This step does not follow the present one. Choose a next step of the process.",
            field="step",
        )
    return wanted
