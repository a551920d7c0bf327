"""When a dossier is due: the examples of the design and every rule of counting."""

from __future__ import annotations

from datetime import date, datetime

import making_deadlines as making
import pytest
from forms_schema.calendars import VIETNAM, OutOfCalendar
from forms_schema.deadlines import MissingCalendar, TimedEvent, add, rule_for
from forms_schema.situation import Situation
from making_deadlines import computed, event, leg, pause, rule, wait

D = date.fromisoformat
TEN_DAYS = rule(leg(10), pauses=[pause("financial_duty"), pause("supplement", "restart")])
TAX_WAIT = wait("financial_duty", "2026-07-06", "2026-07-20")


@pytest.mark.parametrize(
    ("received", "amount", "unit", "due"),
    [
        ("2026-02-12", 3, "working_day", "2026-02-24"),
        ("2026-08-20", 3, "working_day", "2026-08-24"),
        ("2025-12-31", 3, "working_day", "2026-01-07"),
        ("2024-04-26", 3, "working_day", "2024-05-04"),
        ("2026-02-06", 10, "calendar_day", "2026-02-23"),
        ("2026-01-31", 1, "month", "2026-03-02"),
        ("2026-06-30", 15, "calendar_day", "2026-07-15"),
        ("2026-07-01", 7, "working_day", "2026-07-10"),
    ],
)
def test_examples_of_the_design(received, amount, unit, due):
    """The receipt day is not counted, Tết and weekends are not working days, a make-up Saturday is."""
    assert computed(rule(leg(amount, unit)), f"{received}T09:00").due == D(due)
    assert add(D(received), amount, unit, VIETNAM).due == D(due)


def test_land_transfer_with_tax():
    """Ten working days from 1 July, tax slip after three of them, paid on 20 July: due on 29 July 2026."""
    assert computed(TEN_DAYS, "2026-07-01T09:30", *TAX_WAIT).due == D("2026-07-29")


@pytest.mark.parametrize(
    ("received", "due"),
    [
        ("2026-08-21T15:01", "2026-08-22"),
        ("2026-08-21T15:00", "2026-08-21"),
        ("2026-08-21T08:00", "2026-08-21"),
        ("2026-08-23T16:00", "2026-08-24"),
    ],
)
def test_same_day_certification(received, due):
    """A same-day result is due the same day; strictly after 15:00, or on a day off, the next working day."""
    cutoff = {"time": "15:00", "effect": "result_next_working_day"}
    assert computed(rule(leg(0), late_cutoff=cutoff), received).due == D(due)


@pytest.mark.parametrize(
    ("effect", "due"),
    [
        ("none", "2026-07-06"),
        ("result_next_working_day", "2026-07-07"),
        ("counts_next_working_day", "2026-07-07"),
    ],
)
def test_effects_of_a_late_receipt(effect, due):
    """After 15:00 an n-day period is not longer, unless the procedure says so."""
    late = rule(leg(3), late_cutoff={"time": "15:00", "effect": effect})
    assert computed(late, "2026-07-01T15:01").due == D(due)
    assert computed(late, "2026-07-01T15:00").due == D("2026-07-06")


def test_receiving_later_never_means_due_earlier():
    """A dossier received on Saturday is not due before one received late on Friday."""
    late = rule(leg(3), late_cutoff={"time": "15:00", "effect": "counts_next_working_day"})
    moments = [
        "2026-07-03T14:00",
        "2026-07-03T16:00",
        "2026-07-04T09:00",
        "2026-07-05T09:00",
        "2026-07-06T09:00",
    ]
    dues = [computed(late, moment).due for moment in moments]
    assert dues == sorted(dues)


def test_legs_follow_each_other():
    """5 working days, 7 working days and 12 days are three legs, not 24 days."""
    three = rule(leg(5, by="receiving"), leg(7, by="competent"), leg(12, "calendar_day", by="tax"))
    found = computed(three, "2026-07-01T09:00")
    assert [part.end for part in found.legs] == [D("2026-07-08"), D("2026-07-17"), D("2026-07-29")]
    assert [part.start for part in found.legs] == [D("2026-07-01"), D("2026-07-08"), D("2026-07-17")]
    assert [len(part.counted) for part in found.legs] == [5, 7, 12]


def test_each_leg_counts_by_the_calendar_of_its_agency():
    """A day off of the tax office lengthens only the leg the tax office answers for."""
    off = VIETNAM.layer([{"from": "2026-07-03", "kind": "off", "name": {"vi": "Nghỉ"}}])
    two = rule(leg(2, by="competent"), leg(2, by="tax"))
    calendars = {"competent": VIETNAM, "tax": off}
    assert computed(two, "2026-06-29T09:00", calendar=calendars).due == D("2026-07-06")
    assert computed(two, "2026-06-29T09:00", calendar=VIETNAM).due == D("2026-07-03")


def test_a_missing_calendar_is_named():
    """Without a calendar for the agency of a leg the error names the agency."""
    with pytest.raises(MissingCalendar, match="'tax'"):
        computed(rule(leg(2, by="tax")), "2026-06-29T09:00", calendar={"receiving": VIETNAM})


@pytest.mark.parametrize(
    ("start", "events", "due"),
    [
        (
            "fee_paid",
            [event("accepted", "2026-07-01T09:00"), event("fee_paid", "2026-07-03T09:00")],
            "2026-07-07",
        ),
        (
            "fee_paid",
            [event("fee_paid", "2026-06-30T09:00"), event("accepted", "2026-07-01T09:00")],
            "2026-07-03",
        ),
        ("received_by_competent", [event("received_by_competent", "2026-07-02T08:00")], "2026-07-06"),
        (
            "postmark",
            [event("postmarked", "2026-06-30T08:00"), event("accepted", "2026-07-02T08:00")],
            "2026-07-02",
        ),
    ],
)
def test_kinds_of_start(start, events, due):
    """The clock starts with what the law names: the paid fee, the agency's receipt, the postmark."""
    assert computed(rule(leg(2), start=start), *events).due == D(due)


def test_without_its_start_the_clock_stands():
    """While the fee is not paid no date is promised, and the explanation says what is missing."""
    found = computed(rule(leg(2), start="fee_paid"), "2026-07-01T09:00")
    assert (found.due, found.verdict, found.started) == (None, "open", None)
    assert "phí được nộp" in found.explanation[0]["vi"]


@pytest.mark.parametrize(
    ("received", "hours", "due_at"),
    [
        ("2026-07-01T09:30", 1, "2026-07-01T10:30"),
        ("2026-07-01T11:00", 1, "2026-07-01T13:30"),
        ("2026-07-03T16:30", 8, "2026-07-06T16:30"),
        ("2026-07-04T09:00", 1, "2026-07-06T08:30"),
        ("2026-07-01T09:30", "0.5", "2026-07-01T10:00"),
    ],
)
def test_hours_run_from_the_moment(received, hours, due_at):
    """Hours run from the very moment, inside working hours only (Civil Code art. 147)."""
    found = computed(rule(leg(hours, "working_hour")), received)
    assert found.due_at == datetime.fromisoformat(due_at)
    assert found.due == found.due_at.date()


def test_hours_are_judged_by_the_minute():
    """When the period ends in hours, a minute too late is overdue."""
    hour = rule(leg(1, "working_hour"))
    verdicts = [
        computed(hour, "2026-07-01T09:30", event("decided", f"2026-07-01T{at}")).verdict
        for at in ("10:29", "10:30", "10:31")
    ]
    assert verdicts == ["early", "on_time", "overdue"]


def test_half_days():
    """Five half days after Wednesday end on Monday at noon; the next leg runs on from noon."""
    found = computed(rule(leg("2.5", by="receiving"), leg("0.5")), "2026-07-01T09:00")
    assert [part.end_at for part in found.legs] == [datetime(2026, 7, 6, 11, 30), None]
    assert computed(rule(leg(5, "half_day")), "2026-07-01T09:00").due_at == datetime(2026, 7, 6, 11, 30)


@pytest.mark.parametrize(
    ("decided", "verdict"), [("2026-07-14", "early"), ("2026-07-15", "on_time"), ("2026-07-16", "overdue")]
)
def test_dates_are_compared(decided, verdict):
    """Before the date is early, on the date on time, after it overdue, whatever the hour."""
    for at in ("00:01", "23:59"):
        found = computed(TEN_DAYS, "2026-07-01T09:30", event("decided", f"{decided}T{at}"))
        assert found.verdict == verdict


def test_the_decision_counts_not_the_return():
    """A result decided in time and fetched late is on time; without a decision the return is judged."""
    decided, returned = event("decided", "2026-07-15T09:00"), event("returned", "2026-08-03T09:00")
    assert computed(TEN_DAYS, "2026-07-01T09:30", decided, returned).verdict == "on_time"
    assert computed(TEN_DAYS, "2026-07-01T09:30", returned).verdict == "overdue"


def test_late_typing_is_not_overdue():
    """Events are put in the order they happened, so a decision typed in last but made in time is on time."""
    events = [event("decided", "2026-07-29T10:00"), *TAX_WAIT, event("accepted", "2026-07-01T09:30")]
    assert computed(TEN_DAYS, *events).verdict == "on_time"


def test_an_open_dossier_has_no_verdict():
    """A dossier without a result is open, however late it is."""
    found = computed(TEN_DAYS, "2026-07-01T09:30", as_of=datetime(2026, 9, 1, 8))
    assert (found.verdict, found.legal_verdict, found.pace) == ("open", "open", "open")


def test_the_promise_and_the_law():
    """The province promises seven days where the law gives ten; both dates are known and judged."""
    promised = rule(leg(10), committed=[leg(7)])
    found = computed(promised, "2026-07-01T09:30", event("decided", "2026-07-13T09:00"))
    assert (found.due, found.legal_due) == (D("2026-07-10"), D("2026-07-15"))
    assert (found.verdict, found.legal_verdict, found.pace) == ("overdue", "early", "within_law")


def test_extending_the_promise_inside_the_law():
    """Putting off the promised date inside the legal limit leaves the legal date where it is."""
    promised = rule(leg(10), committed=[leg(7)])
    inside = computed(promised, "2026-07-01T09:30", event("extended", "2026-07-09T09:00", "2026-07-14"))
    beyond = computed(promised, "2026-07-01T09:30", event("extended", "2026-07-09T09:00", "2026-07-21"))
    assert (inside.due, inside.legal_due) == (D("2026-07-14"), D("2026-07-15"))
    assert (beyond.due, beyond.legal_due) == (D("2026-07-21"), D("2026-07-21"))


@pytest.mark.parametrize(("unit", "due"), [("working_day", "2026-07-29"), ("calendar_day", "2026-07-27")])
def test_remote_communes_get_more_time(unit, due):
    """In remote communes ten days are added: working days to the leg, other days after it."""
    more = {"id": "remote", "name": {"vi": "Xã khó khăn"}, "leg": "leg_competent", "add": 10, "unit": unit}
    remote = rule(leg(10), modifiers=[more | {"applies": {"place": ["remote"]}}])
    there = Situation("standard", D("2026-07-01"), "direct", "remote", "citizen")
    assert computed(remote, "2026-07-01T09:30", situation=there).due == D(due)
    assert computed(remote, "2026-07-01T09:30").due == D("2026-07-15")


def test_a_modifier_may_look_at_the_answers():
    """More than ten nominees give five more days."""
    when = {"gt": [{"var": ["nominees"]}, 10]}
    more = {
        "id": "many",
        "name": {"vi": "Nhiều người"},
        "leg": "leg_competent",
        "add": 5,
        "unit": "working_day",
    }
    many = rule(leg(10), modifiers=[more | {"when": when}])
    dues = [computed(many, "2026-07-01T09:30", values={"nominees": n}).due for n in (10, 11, None)]
    assert dues == [D("2026-07-15"), D("2026-07-22"), D("2026-07-15")]


def test_dates_in_undecided_years_are_provisional():
    """A date that reaches into a year without decided holidays says that it is provisional."""
    found = computed(rule(leg(20)), "2026-12-15T09:00")
    assert found.provisional and any("tạm tính" in line["vi"] for line in found.explanation)
    assert not computed(rule(leg(10)), "2026-12-15T09:00").provisional


def test_the_explanation_is_readable():
    """The citizen reads which day is not counted, what is counted and when the result is due."""
    lines = computed(TEN_DAYS, "2026-07-01T09:30", *TAX_WAIT).explanation
    assert [line["vi"] for line in lines] == [
        "Ngày nhận đủ hồ sơ 01/7/2026 không tính (Điều 147 Bộ luật Dân sự).",
        "Thời gian chờ thực hiện nghĩa vụ tài chính không tính: sau ngày 06/7/2026 đến hết ngày 20/7/2026.",
        "Giải quyết hồ sơ: 10 ngày làm việc, tính từ 02/7/2026 đến hết ngày 29/7/2026.",
        "Hẹn trả kết quả: ngày 29/7/2026.",
    ]
    assert all(line["en"] for line in lines)


def test_the_explanation_names_a_moved_last_day():
    """When the last day is a day off the explanation says so and names the law."""
    line = add(D("2026-02-06"), 10, "calendar_day", VIETNAM).explanation[1]["vi"]
    assert "Ngày 16/02/2026 là ngày nghỉ" in line and "Điều 148" in line


SAME_DAY_SENTENCES = [
    (
        "2026-11-24T09:30",
        "Giải quyết hồ sơ: trong ngày; 24/11/2026 là ngày nghỉ (Ngày Văn hóa Việt Nam) nên trả ngày 25/11/2026.",
    ),
    ("2026-11-22T09:30", "Giải quyết hồ sơ: trong ngày; 22/11/2026 là ngày nghỉ nên trả ngày 23/11/2026."),
    ("2026-11-25T09:30", "Giải quyết hồ sơ: ngay trong ngày 25/11/2026."),
]


@pytest.mark.parametrize(("received", "said"), SAME_DAY_SENTENCES)
def test_a_same_day_promise_says_why_it_is_another_day(received, said):
    """Nobody reads "0 working days"; on a day off the sentence names it and the day of the result."""
    lines = [line["vi"] for line in computed(rule(leg(0)), received).explanation]
    assert lines[0] == said
    assert not any("không tính" in line for line in lines)


def test_counted_days_are_listed():
    """The counted days skip weekends, and the receipt day is not among them."""
    days = add(D("2026-07-01"), 3, "working_day", VIETNAM).counted
    assert days == (D("2026-07-02"), D("2026-07-03"), D("2026-07-06"))


@pytest.mark.parametrize(("amount", "unit"), [("2.5", "calendar_day"), ("0.25", "working_day"), (1, "week")])
def test_lengths_nobody_can_count(amount, unit):
    """Half calendar days, quarter working days and unknown units are refused."""
    with pytest.raises(ValueError, match="unit"):
        add(D("2026-07-01"), amount, unit, VIETNAM)


def test_leaving_the_calendar_is_refused():
    """A period that ends after the calendar's data is refused, not guessed."""
    with pytest.raises(OutOfCalendar):
        add(D("2050-12-01"), 60, "working_day", VIETNAM)


@pytest.mark.parametrize(
    ("name", "at"),
    [("approved", datetime(2026, 7, 1)), ("decided", datetime.fromisoformat("2026-07-01T00:00Z"))],
)
def test_events_that_do_not_exist(name, at):
    """An unknown event or a time with a zone is refused when it is made."""
    with pytest.raises(ValueError, match=r"event|zone"):
        TimedEvent(name, at)


def test_time_is_cheap():
    """One date takes well under five milliseconds, so that a province can be recomputed in seconds."""
    import time

    begun = time.thread_time()
    for _ in range(200):
        computed(TEN_DAYS, "2026-07-01T09:30", *TAX_WAIT)
    assert (time.thread_time() - begun) / 200 < 0.005


def test_the_procedure_gives_its_rules():
    """The rule of a procedure is found from the procedure itself or from its rules."""

    class Procedure:
        deadlines = (TEN_DAYS,)

    assert rule_for(Procedure(), making.HERE) is rule_for([TEN_DAYS], making.HERE) is TEN_DAYS
