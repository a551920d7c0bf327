"""What waits and extensions do to the date: the clock stands, begins anew, or gets another end."""

from __future__ import annotations

from datetime import date, datetime

import making_deadlines as making
import pytest
from forms_schema.calendars import VIETNAM
from forms_schema.deadlines import supplement_due
from making_deadlines import computed, event, leg, pause, rule, wait

D = date.fromisoformat
TEN_DAYS = rule(leg(10), pauses=[pause("financial_duty"), pause("supplement", "restart")])
TAX_WAIT = wait("financial_duty", "2026-07-06", "2026-07-20")


def test_overlapping_pauses_count_once():
    """Waiting for two things at the same time stops the clock once."""
    both = rule(leg(10), pauses=[pause("financial_duty"), pause("opinion")])
    alone = computed(both, "2026-07-01T09:30", *TAX_WAIT).due
    overlapping = wait("opinion", "2026-07-08", "2026-07-15")
    assert computed(both, "2026-07-01T09:30", *TAX_WAIT, *overlapping).due == alone


def test_two_opinions_side_by_side():
    """Waiting for two agencies lasts until the second has answered."""
    asked = rule(leg(10), pauses=[pause("opinion")])
    one = wait("opinion", "2026-07-03", "2026-07-07", key="one")
    other = wait("opinion", "2026-07-06", "2026-07-10", key="other")
    whole = wait("opinion", "2026-07-03", "2026-07-10")
    assert (
        computed(asked, "2026-07-01T09:30", *one, *other).due
        == computed(asked, "2026-07-01T09:30", *whole).due
    )


@pytest.mark.parametrize("reason", ["verification", "outage", "posting", "opinion"])
def test_waiting_without_a_legal_basis_counts(reason):
    """Internal waiting and outages the procedure does not name never stop the clock."""
    waiting = wait(reason, "2026-07-03", "2026-07-10")
    found = computed(TEN_DAYS, "2026-07-01T09:30", *waiting)
    assert found.due == D("2026-07-15")
    assert any("vẫn tính vào thời hạn" in line["vi"] for line in found.explanation)


def test_pausing_after_the_last_day_does_not_help():
    """A wait that begins when the period is over does not move the date."""
    for reason in ("financial_duty", "supplement"):
        late = wait(reason, "2026-07-16", "2026-07-30")
        assert computed(TEN_DAYS, "2026-07-01T09:30", *late).due == D("2026-07-15")


def test_supplement_restarts():
    """After the supplement the whole period starts again; the day it arrived is not counted."""
    waiting = wait("supplement", "2026-07-03", "2026-07-08")
    assert computed(TEN_DAYS, "2026-07-01T09:30", *waiting).due == D("2026-07-22")


def test_supplement_replaces():
    """After the supplement a fixed term of five working days replaces what was left."""
    replaced = rule(leg(10), pauses=[pause("supplement", "replace", 5)])
    waiting = wait("supplement", "2026-07-03", "2026-07-08")
    assert computed(replaced, "2026-07-01T09:30", *waiting).due == D("2026-07-15")


def test_verification_extends_once():
    """Three working days, five more when something must be verified, and not ten for verifying twice."""
    extended = rule(leg(3), pauses=[pause("verification", "extend", 5)])
    once = wait("verification", "2026-07-02", "2026-07-06")
    twice = wait("verification", "2026-07-08", "2026-07-09")
    assert computed(extended, "2026-07-01T09:30", *once).due == D("2026-07-13")
    assert computed(extended, "2026-07-01T09:30", *once, *twice).due == D("2026-07-13")


def test_supplement_only_as_often_as_allowed():
    """A second supplement request, where one is allowed, does not stop the clock and is reported."""
    term = {"max": 1, "term": {"amount": 30, "unit": "calendar_day"}, "on_expiry": "close"}
    once = rule(leg(10), pauses=[pause("supplement")], supplement=term)
    first = wait("supplement", "2026-07-02", "2026-07-03")
    second = wait("supplement", "2026-07-06", "2026-07-20")
    found = computed(once, "2026-07-01T09:30", *first, *second)
    assert found.due == computed(once, "2026-07-01T09:30", *first).due == D("2026-07-16")
    assert [problem.code for problem in found.problems] == ["deadline.supplement_too_often"]


def test_the_applicants_own_term():
    """The applicant asked on 2 July has thirty days, until 3 August because 1 August is a Saturday."""
    term = {"max": 1, "term": {"amount": 30, "unit": "calendar_day"}, "on_expiry": "close"}
    asked = datetime(2026, 7, 2, 10)
    assert supplement_due(rule(leg(10), supplement=term), asked, VIETNAM) == D("2026-08-03")
    assert supplement_due(rule(leg(10)), asked, VIETNAM) is None


def test_an_open_pause_is_counted_as_if_it_ended_now():
    """While the tax is unpaid the date is the one that would hold if it were paid now, and it says so."""
    open_wait = wait("financial_duty", "2026-07-06")
    for now, due in (
        ("2026-07-06", "2026-07-15"),
        ("2026-07-20", "2026-07-29"),
        ("2026-07-21", "2026-07-30"),
    ):
        found = computed(
            TEN_DAYS, "2026-07-01T09:30", *open_wait, as_of=datetime.fromisoformat(f"{now}T10:00")
        )
        assert found.due == D(due)
        assert [pause.reason for pause in found.open_pauses] == ["financial_duty"]
        assert any("như thể" in line["vi"] for line in found.explanation)


def test_extension_sets_the_date():
    """An extension announced in time sets the new date and uses up the one extension."""
    found = computed(TEN_DAYS, "2026-07-01T09:30", event("extended", "2026-07-14T16:00", "2026-07-22"))
    assert (found.due, found.extensions_left, found.problems) == (D("2026-07-22"), 0, ())
    assert [line["vi"] for line in found.explanation[:2]] == [
        "Ngày 14/7/2026 cơ quan đã gia hạn và hẹn lại ngày 22/7/2026.",
        "Từ ngày báo gia hạn đến ngày hẹn mới: 6 ngày làm việc, tính từ 15/7/2026 đến hết ngày 22/7/2026.",
    ]
    assert found.explanation[1]["en"].startswith(
        "From the notice of the extension to the new date: 6 working"
    )


@pytest.mark.parametrize(
    ("at", "new", "code"),
    [
        ("2026-07-15T08:00", "2026-07-22", "deadline.extension_late"),
        ("2026-07-10T08:00", "2026-07-15", "deadline.extension_backwards"),
        ("2026-07-10T08:00", None, "deadline.extension_backwards"),
    ],
)
def test_extensions_that_are_not_allowed(at, new, code):
    """An extension announced too late, or to no later date, changes nothing and is reported."""
    found = computed(TEN_DAYS, "2026-07-01T09:30", event("extended", at, new))
    assert found.due == D("2026-07-15")
    assert [problem.code for problem in found.problems] == [code]


def test_one_extension_only():
    """The second extension changes nothing."""
    events = [
        event("extended", "2026-07-10T08:00", "2026-07-22"),
        event("extended", "2026-07-20T08:00", "2026-07-29"),
    ]
    found = computed(TEN_DAYS, "2026-07-01T09:30", *events)
    assert (found.due, [p.code for p in found.problems]) == (D("2026-07-22"), ["deadline.extension_max"])
    assert found.problems[0].message["en"] == "The date may be put off only once."


def test_a_refused_extension_names_the_day_in_words():
    """English readers read “14 July 2026”, like in every other sentence about the date."""
    found = computed(TEN_DAYS, "2026-07-01T09:30", event("extended", "2026-07-15T08:00", "2026-07-22"))
    assert found.problems[0].message["en"] == (
        "The extension must be announced by 14 July 2026; 15 July 2026 is too late."
    )


def test_the_longest_extension():
    """Where the law bounds the extension, a longer one is refused."""
    bound = making.ONE_DAY_BEFORE | {"longest": {"amount": 5, "unit": "working_day"}}
    bounded = rule(leg(10), extension=bound)
    dues = [
        computed(bounded, "2026-07-01T09:30", event("extended", "2026-07-10T08:00", new)).due
        for new in ("2026-07-22", "2026-07-23")
    ]
    assert dues == [D("2026-07-22"), D("2026-07-15")]


def test_an_extension_to_a_day_off():
    """A new date on a Sunday means the end of the next working day, with a warning."""
    found = computed(TEN_DAYS, "2026-07-01T09:30", event("extended", "2026-07-10T08:00", "2026-07-19"))
    assert (found.due, [p.code for p in found.problems]) == (D("2026-07-20"), ["deadline.extension_day_off"])


def test_a_pause_after_an_extension_moves_the_new_date():
    """Time paused after an extension is not counted either."""
    extended = event("extended", "2026-07-10T08:00", "2026-07-22")
    waiting = wait("financial_duty", "2026-07-14", "2026-07-16")
    assert computed(TEN_DAYS, "2026-07-01T09:30", extended, *waiting).due == D("2026-07-24")
