"""Dates a dossier is promised and judged by. Expected days are counted by hand on the calendar of 2026."""

from dataclasses import replace
from datetime import date

import making
import pytest
import small_procedure
from motcua.dossiers import reads
from motcua.dossiers.actions import (
    accept_supplement,
    answer_supplement,
    ask_opinion,
    assign,
    confirm_financial_duty,
    confirm_payment,
    decide,
    extend_with_apology,
    record_opinion,
    request_financial_duty,
    request_supplement,
    stop,
    take_in,
    withdraw,
)
from motcua.dossiers.errors import NotNow, NotOffered, WrongMoment
from motcua.dossiers.models import Dossier

REASON = "Thiếu bản vẽ, đề nghị bổ sung."


def _ask(office: making.Office, dossier: Dossier) -> Dossier:
    command = request_supplement.Command(REASON, fields=("note",), components=("map",))
    return request_supplement.run(office.specialist, dossier.public_id, command)


def _answer(office: making.Office, dossier: Dossier) -> Dossier:
    command = answer_supplement.Command({"note": "Đã bổ sung"}, {"map": (making.pdf(),)})
    return answer_supplement.run(office.citizen, dossier.public_id, command)


def _accept(office: making.Office, dossier: Dossier) -> Dossier:
    return accept_supplement.run(office.specialist, dossier.public_id, accept_supplement.Command())


def test_ten_working_days_from_the_intake(office: making.Office) -> None:
    """Taken in on Wednesday 1 July, ten working days: the slip promises Wednesday 15 July."""
    dossier = making.taken_in(office)
    assert (dossier.due, dossier.promised, dossier.legal_due) == (date(2026, 7, 15),) * 3
    assert dossier.act_by == date(2026, 7, 15)


def test_remote_communes_have_ten_days_more(office: making.Office) -> None:
    """In a remote commune the same dossier is due on Wednesday 29 July."""
    assert making.taken_in(office, place="remote").due == date(2026, 7, 29)


def test_before_the_intake_no_date_is_promised(office: making.Office) -> None:
    """A submitted dossier has no due date; it should be taken in within one working day."""
    dossier = making.submitted(office).dossier
    assert dossier.due is None
    assert dossier.act_by == date(2026, 7, 2)


def test_late_typing_is_not_overdue(office: making.Office) -> None:
    """A result signed on the due day and typed in a week later is on time, and is marked as a late entry."""
    dossier = making.in_process(office)
    making.set_clock("2026-07-22 10:00")
    command = making.decision(signed=making.vietnam("2026-07-15 16:00"))
    dossier = decide.run(office.leader, dossier.public_id, command)
    assert dossier.verdict == "on_time"
    decided = [m for m in reads.timeline(office.leader, dossier.public_id) if m.kind == "decided"]
    assert [moment.late for moment in decided] == [True]


def test_a_past_decision_needs_its_number(office: making.Office) -> None:
    """Nobody can make a late dossier punctual by stating an earlier day without the number of the paper."""
    dossier = making.in_process(office)
    making.set_clock("2026-07-22 10:00")
    with pytest.raises(NotOffered) as refusal:
        decide.run(
            office.leader,
            dossier.public_id,
            making.decision(number=" ", signed=making.vietnam("2026-07-15 16:00")),
        )
    assert refusal.value.field == "number"


def test_a_paper_result_is_recorded_only_where_results_are_on_paper(office: making.Office) -> None:
    """An electronic result needs its file; a result on paper needs the officer's word that it is."""
    dossier = making.in_process(office)
    on_paper = decide.Command("permit", "12/GP", making.clock.now(), paper=True)
    for refused in (on_paper, replace(on_paper, paper=False), replace(on_paper, happened_at=None)):
        with pytest.raises(NotOffered):
            decide.run(office.leader, dossier.public_id, refused)
    results = [{**one, "electronic": False} for one in small_procedure.document()["results"]]
    making.published(small_procedure.document(results=results, code="9.000003", id="on_paper"))
    other = making.in_process(office, procedure="9.000003")
    on_paper = replace(on_paper, happened_at=making.clock.now())
    with pytest.raises(NotOffered):
        decide.run(office.leader, other.public_id, replace(on_paper, paper=False))
    assert decide.run(office.leader, other.public_id, on_paper).state == "decided"


def test_a_decision_cannot_lie_in_the_future_or_before_the_intake(office: making.Office) -> None:
    """A decision is dated between the intake and now."""
    dossier = making.in_process(office)
    for day in ("2026-06-30 16:00", "2026-07-02 16:00"):
        with pytest.raises(WrongMoment):
            decide.run(office.leader, dossier.public_id, making.decision(signed=making.vietnam(day)))


@pytest.mark.parametrize(
    ("day", "verdict"),
    [("2026-07-14 16:00", "early"), ("2026-07-15 23:00", "on_time"), ("2026-07-16 08:00", "overdue")],
)
def test_verdict_compares_days(office: making.Office, day: str, verdict: str) -> None:
    """Decided before, on or after the due day: early, on time, overdue."""
    dossier = making.in_process(office)
    making.set_clock(day)
    dossier = decide.run(office.leader, dossier.public_id, making.decision())
    assert dossier.verdict == verdict


def test_a_supplement_pauses_the_clock(office: making.Office) -> None:
    """Asked on 3 July, handed in on 13 July: the six working days of waiting are added to 15 July."""
    dossier = making.in_process(office)
    making.set_clock("2026-07-03 10:00")
    dossier = _ask(office, dossier)
    assert dossier.act_by == date(9999, 12, 31)
    making.set_clock("2026-07-13 09:00")
    _answer(office, dossier)
    dossier = _accept(office, dossier)
    assert dossier.due == date(2026, 7, 23)
    assert dossier.promised == date(2026, 7, 23)


def test_an_idle_officer_does_not_lengthen_the_time(office: making.Office) -> None:
    """The supplement counts from when it was handed in, though an officer accepted it three days later."""
    dossier = making.in_process(office)
    making.set_clock("2026-07-03 10:00")
    _ask(office, dossier)
    making.set_clock("2026-07-13 09:00")
    _answer(office, dossier)
    making.set_clock("2026-07-16 09:00")
    assert _accept(office, dossier).due == date(2026, 7, 23)


def test_where_the_law_says_so_the_time_begins_anew(office: making.Office) -> None:
    """With the effect "restart" the ten working days run again from 13 July: due on 27 July."""
    dossier = making.in_process(office, case="again")
    making.set_clock("2026-07-03 10:00")
    _ask(office, dossier)
    making.set_clock("2026-07-13 09:00")
    _answer(office, dossier)
    assert _accept(office, dossier).due == date(2026, 7, 27)


def test_paper_supplement_typed_in_later(office: making.Office) -> None:
    """Paper handed in on 13 July and typed in on 15 July counts from 13 July."""
    dossier = making.in_process(office)
    making.set_clock("2026-07-03 10:00")
    _ask(office, dossier)
    making.set_clock("2026-07-15 09:00")
    command = accept_supplement.Command(making.vietnam("2026-07-13 09:00"))
    dossier = accept_supplement.run(office.receiver, dossier.public_id, command)
    assert dossier.due == date(2026, 7, 23)


def test_nothing_received_nothing_accepted(office: making.Office) -> None:
    """A supplement that was neither answered online nor handed in on paper cannot be accepted."""
    dossier = _ask(office, making.in_process(office))
    with pytest.raises(NotNow):
        _accept(office, dossier)


def test_tax_time_is_not_the_agencys(office: making.Office) -> None:
    """Tax slip on 6 July, paid on 20 July: a dossier of 1 July with ten working days is due on 29 July."""
    dossier = making.in_process(office)
    making.set_clock("2026-07-06 10:00")
    request_financial_duty.run(office.specialist, dossier.public_id, request_financial_duty.Command("PC-01"))
    making.set_clock("2026-07-22 09:00")
    command = confirm_financial_duty.Command("GNT-9", making.vietnam("2026-07-20 15:00"))
    dossier = confirm_financial_duty.run(office.specialist, dossier.public_id, command)
    assert dossier.due == date(2026, 7, 29)


def test_waiting_for_an_opinion_does_not_stop_the_clock(office: making.Office) -> None:
    """Internal waiting never pauses where the procedure names no such pause."""
    dossier = making.in_process(office)
    other = making.agency().public_id
    ask_opinion.run(office.specialist, dossier.public_id, ask_opinion.Command(other, "Xin ý kiến thẩm định"))
    making.set_clock("2026-07-10 09:00")
    dossier = record_opinion.run(
        office.specialist, dossier.public_id, record_opinion.Command(other, "Đồng ý với hồ sơ")
    )
    assert dossier.due == date(2026, 7, 15)


def test_where_the_fee_starts_the_clock(office: making.Office) -> None:
    """With "start: fee paid" no date is promised until the fee is paid, then it counts from that day."""
    dossier = making.taken_in(office, case="paid_first")
    assert dossier.due is None
    making.set_clock("2026-07-03 09:00")
    dossier = confirm_payment.run(
        office.receiver, dossier.public_id, confirm_payment.Command("cash", lines=("copy_fee",))
    )
    assert dossier.due == date(2026, 7, 17)


def test_extension_in_time(office: making.Office) -> None:
    """Told on 14 July, one day before: the new date 20 July is the date the dossier is judged by."""
    dossier = making.in_process(office)
    making.set_clock("2026-07-14 10:00")
    command = extend_with_apology.Command(date(2026, 7, 20), "Hồ sơ phức tạp, cần thêm thời gian.")
    dossier = extend_with_apology.run(office.leader, dossier.public_id, command)
    assert (dossier.due, dossier.promised) == (date(2026, 7, 20), date(2026, 7, 20))
    making.set_clock("2026-07-20 10:00")
    assert decide.run(office.leader, dossier.public_id, making.decision()).verdict == "on_time"


def test_extension_too_late_is_an_apology_only(office: making.Office) -> None:
    """Told on the due day itself: the applicant gets a new date, but the dossier stays overdue after the
    old.
    """
    dossier = making.in_process(office)
    making.set_clock("2026-07-15 10:00")
    command = extend_with_apology.Command(date(2026, 7, 20), "Hồ sơ phức tạp, cần thêm thời gian.")
    dossier = extend_with_apology.run(office.leader, dossier.public_id, command)
    assert (dossier.due, dossier.promised) == (date(2026, 7, 15), date(2026, 7, 20))
    making.set_clock("2026-07-20 10:00")
    assert decide.run(office.leader, dossier.public_id, making.decision()).verdict == "overdue"


def test_extension_only_once(office: making.Office) -> None:
    """The date may be put off once; a second time is refused."""
    dossier = making.in_process(office)
    first = extend_with_apology.Command(date(2026, 7, 20), "Hồ sơ phức tạp, cần thêm thời gian.")
    extend_with_apology.run(office.leader, dossier.public_id, first)
    second = extend_with_apology.Command(date(2026, 7, 22), "Vẫn cần thêm thời gian.")
    with pytest.raises(NotOffered):
        extend_with_apology.run(office.leader, dossier.public_id, second)


@pytest.mark.parametrize("day", [date(2026, 7, 15), date(2026, 7, 18), date(2026, 7, 30)])
def test_extension_to_an_impossible_day(office: making.Office, day: date) -> None:
    """Not to the old date, not to a Saturday, not beyond the ten working days the procedure allows."""
    dossier = making.in_process(office)
    with pytest.raises((NotOffered, WrongMoment)):
        extend_with_apology.run(
            office.leader, dossier.public_id, extend_with_apology.Command(day, "Cần thêm thời gian.")
        )


def test_no_extension_while_the_clock_stands(office: making.Office) -> None:
    """While the applicant has to supplement there is no date that could be put off."""
    dossier = _ask(office, making.in_process(office))
    with pytest.raises(NotNow):
        extend_with_apology.run(
            office.leader,
            dossier.public_id,
            extend_with_apology.Command(date(2026, 7, 20), "Cần thêm thời gian."),
        )


def test_a_stopped_dossier_is_judged_when_it_stops(office: making.Office) -> None:
    """Stopped before the due day: early, and the verdict is frozen."""
    dossier = making.in_process(office)
    making.set_clock("2026-07-10 10:00")
    dossier = stop.run(office.leader, dossier.public_id, stop.Command("Người nộp không hợp tác."))
    assert dossier.verdict == "early"


def test_withdrawn_before_the_intake_has_no_verdict(office: making.Office) -> None:
    """Who withdraws before the intake was never promised a date, so nothing is judged."""
    dossier = making.submitted(office).dossier
    dossier = withdraw.run(office.citizen, dossier.public_id, withdraw.Command())
    assert (dossier.verdict, dossier.due) == ("open", None)


def test_why_this_date(office: making.Office) -> None:
    """The reckoning names the day, the rule and the calendar, in Vietnamese and English."""
    why = reads.why_this_date(office.receiver, making.taken_in(office).public_id)
    assert why.reckoning.due == date(2026, 7, 15)
    assert why.rule == "standard_time"
    assert all(line["vi"] and line["en"] for line in why.reckoning.explanation)


def test_paper_received_days_ago(office: making.Office) -> None:
    """Paper handed in on 26 June and typed in on 1 July counts from 26 June: due on 10 July."""
    dossier = making.on_paper(office, making.vietnam("2026-06-26 15:30")).dossier
    assert dossier.due == date(2026, 7, 10)
    assert dossier.code.split("-")[1] == "260701"


def test_competent_agency_elsewhere(office: making.Office) -> None:
    """Taken in here, decided there: both agencies see the dossier, and the counter here returns the
    result.
    """
    there = making.office()
    dossier = making.submitted(office, competent=there.agency.public_id).dossier
    take_in.run(office.receiver, dossier.public_id, take_in.Command())
    command = assign.Command(there.specialist.user, agency=there.agency.public_id)
    dossier = assign.run(office.receiver, dossier.public_id, command)
    assert dossier.agency == there.agency
    dossier = decide.run(there.leader, dossier.public_id, making.decision())
    assert "return_result" in reads.actions_for(office.returner, dossier.public_id)
