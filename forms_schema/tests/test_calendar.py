"""Which days state bodies work, and counting with them."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import naive_calendar as naive
import pytest
from forms_schema.calendars import AFTERNOON, MORNING, VIETNAM, Entry, OutOfCalendar
from hypothesis import given, settings
from hypothesis import strategies as st

DECIDED = [date(2022, 1, 1) + timedelta(n) for n in range((date(2026, 12, 31) - date(2022, 1, 1)).days + 1)]
DAYS = st.dates(date(2022, 1, 1), date(2026, 9, 30))
SATURDAY_MORNING = {"saturday": {"open": ["morning"], "counts": []}}


def test_the_data_equal_the_official_table():
    """Every day of 2022 to 2026 is worked or off exactly as the official calendars say."""
    assert [day for day in DECIDED if VIETNAM.is_working(day) != naive.works(day)] == []


@pytest.mark.parametrize(("year", "days"), naive.WORKING_DAYS_PER_YEAR.items())
def test_working_days_per_year(year, days):
    """A year has as many working days as the official calendar adds up to."""
    assert VIETNAM.working_days_between(date(year - 1, 12, 31), date(year, 12, 31)) == days


@pytest.mark.parametrize(
    ("received", "days", "due"),
    [
        ("2026-02-12", 3, "2026-02-24"),
        ("2026-08-20", 3, "2026-08-24"),
        ("2025-12-31", 3, "2026-01-07"),
        ("2024-04-26", 3, "2024-05-04"),
        ("2026-08-21", 0, "2026-08-21"),
        ("2026-08-23", 0, "2026-08-24"),
    ],
)
def test_examples_of_the_design(received, days, due):
    """The day of receipt is not counted; holidays and weekends are not; a make-up Saturday is."""
    assert VIETNAM.add_working_days(date.fromisoformat(received), days) == date.fromisoformat(due)


@settings(max_examples=600, deadline=None)
@given(DAYS, st.integers(0, 60))
def test_adding_agrees_with_walking(day, n):
    """Counting with tables gives the day that walking day by day gives."""
    assert VIETNAM.add_working_days(day, n) == naive.add_working(day, n)


@settings(max_examples=300, deadline=None)
@given(DAYS, DAYS)
def test_between_agrees_with_walking(one, other):
    """The number of working days between two days is the number seen when walking from one to the other."""
    first, last = sorted((one, other))
    assert VIETNAM.working_days_between(first, last) == naive.working_between(first, last)
    assert VIETNAM.working_days_between(last, first) == -naive.working_between(first, last)
    assert len(VIETNAM.counted_days(first, last)) == naive.working_between(first, last)


@settings(max_examples=300, deadline=None)
@given(DAYS, st.integers(-30, -1))
def test_counting_back(day, n):
    """Going back n working days and forward again over the same days gives n."""
    back = VIETNAM.add_working_days(day, n)
    assert VIETNAM.is_working(back)
    assert VIETNAM.working_days_between(back - timedelta(1), day - timedelta(1)) == -n


@settings(max_examples=200, deadline=None)
@given(st.lists(st.tuples(DAYS, st.integers(0, 60)), max_size=30))
def test_many_dossiers_at_once_agree_with_walking(cases):
    """Working out many due dates in one go gives each the day that walking day by day gives."""
    numpy = pytest.importorskip("numpy", reason="numpy is missing: install motcua-forms-schema[fast]")
    from forms_schema.calendars.batch import CountedDays

    days = numpy.array([day for day, _ in cases], dtype="datetime64[D]")
    amounts = numpy.array([n for _, n in cases], dtype=int)
    found = CountedDays(VIETNAM).add_working_days(days, amounts).tolist()
    assert found == [naive.add_working(day, n) for day, n in cases]


def test_many_dossiers_count_back_and_stay_inside():
    """In one go too, days are counted back, one number may stand for all, and leaving the calendar is refused."""
    numpy = pytest.importorskip("numpy", reason="numpy is missing: install motcua-forms-schema[fast]")
    from forms_schema.calendars.batch import CountedDays

    table = CountedDays(VIETNAM)
    days = numpy.array(["2026-02-24", "2026-08-24"], dtype="datetime64[D]")
    assert table.add_working_days(days, -1).tolist() == [date(2026, 2, 23), date(2026, 8, 22)]
    for day, n in (("2050-12-20", 30), ("2018-01-02", -10), ("2017-12-31", 1), ("2051-01-01", -5)):
        with pytest.raises(OutOfCalendar):
            table.add_working_days(numpy.array([day], dtype="datetime64[D]"), n)


@settings(max_examples=150, deadline=None)
@given(st.datetimes(datetime(2022, 1, 1), datetime(2026, 9, 30)), st.integers(1, 1500))
def test_minutes_agree_with_walking(moment, n):
    """Working minutes run only inside working hours, from the very moment."""
    moment = moment.replace(second=0, microsecond=0)
    assert VIETNAM.add_minutes(moment, n) == naive.add_minutes(moment, n)


@settings(max_examples=150, deadline=None)
@given(st.datetimes(datetime(2022, 1, 1), datetime(2026, 9, 30)), st.integers(1, 5000))
def test_minutes_added_are_the_minutes_between(moment, n):
    """What is added to a moment can be measured again."""
    moment = moment.replace(second=0, microsecond=0)
    assert VIETNAM.working_minutes_between(moment, VIETNAM.add_minutes(moment, n)) == n


def test_half_days():
    """Five half days after Wednesday end on Monday at noon: Thursday, Friday, Monday morning."""
    assert VIETNAM.add_half_days(date(2026, 7, 1), 5) == (date(2026, 7, 6), MORNING)
    assert VIETNAM.add_half_days(date(2026, 7, 1), 1, after_slot=MORNING) == (date(2026, 7, 1), AFTERNOON)
    assert VIETNAM.half_days_between(date(2026, 7, 1), date(2026, 7, 6)) == 6


def test_saturday_counter_does_not_count():
    """An office that receives on Saturday mornings is open then, but its deadlines do not run."""
    police = VIETNAM.layer(week=SATURDAY_MORNING)
    saturday = date(2026, 7, 4)
    assert police.is_open(saturday, MORNING) and not police.is_open(saturday, AFTERNOON)
    assert not police.is_working(saturday)
    assert police.add_working_days(date(2026, 7, 3), 1) == date(2026, 7, 6)


def test_holiday_closes_a_saturday_counter():
    """A holiday on a Saturday closes the Saturday counter too."""
    assert not VIETNAM.layer(week=SATURDAY_MORNING).is_open(date(2026, 2, 21))


def test_layers_inherit_and_the_nearest_wins():
    """A province adds a day off, an agency works on it all the same; the nation is untouched."""
    storm = {"from": "2026-09-28", "kind": "off", "name": {"vi": "Bão"}, "decision": "QĐ 1/2026"}
    province = VIETNAM.layer([storm])
    agency = province.layer([{**storm, "kind": "make_up", "slots": ["morning"]}])
    day = date(2026, 9, 28)
    assert [c.is_working(day) for c in (VIETNAM, province, agency)] == [True, False, True]
    assert agency.counts(day, MORNING) and not agency.counts(day, AFTERNOON)
    assert len({VIETNAM.version, province.version, agency.version}) == 3


def test_the_same_data_have_the_same_version():
    """The version of a calendar depends on its content only."""
    assert VIETNAM.layer().version == VIETNAM.version


def test_undecided_years_are_provisional():
    """Days after the last decided year say that they are provisional; the law's holidays are off."""
    assert VIETNAM.decided_until == date(2026, 12, 31)
    assert VIETNAM.is_provisional(date(2027, 1, 4)) and not VIETNAM.is_provisional(date(2026, 12, 31))
    off = ["2027-01-01", "2027-02-05", "2027-02-09", "2027-04-16", "2027-04-30", "2027-09-02", "2027-11-24"]
    assert [day for day in off if VIETNAM.is_working(date.fromisoformat(day))] == []


@pytest.mark.parametrize("year", [2027, 2028, 2029, 2030])
def test_holidays_on_rest_days_are_made_good(year):
    """The law gives 12 paid days off; each one falling on a weekend is made good on a working day."""
    weekdays = [date(year, 1, 1) + timedelta(n) for n in range(365)]
    off = [day for day in weekdays if day.weekday() < 5 and not VIETNAM.is_working(day)]
    assert len(off) == 12


def test_a_swap_announced_late_is_not_known_before():
    """Before 25 December 2025 nobody could know that 2 January 2026 would be off."""
    before = VIETNAM.as_known_on(date(2025, 12, 24))
    assert before.is_working(date(2026, 1, 2)) and not VIETNAM.is_working(date(2026, 1, 2))
    assert before.add_working_days(date(2025, 12, 31), 3) == date(2026, 1, 6)


def test_decisions_name_their_source():
    """Each decided entry names the decision that made it and the day it became known."""
    decided = [entry for entry in VIETNAM.entries if not VIETNAM.is_provisional(entry.first)]
    assert decided and all(entry.decision and entry.known_on for entry in decided)
    assert all(entry.known_on <= entry.first for entry in decided)


def test_days_outside_the_data_are_refused():
    """A calculation that leaves the calendar says so instead of guessing."""
    with pytest.raises(OutOfCalendar, match="add the missing years"):
        VIETNAM.add_working_days(date(2050, 12, 20), 30)
    with pytest.raises(OutOfCalendar):
        VIETNAM.is_working(date(1999, 1, 1))
    for day, n in ((date(2018, 1, 2), -10), (date(2017, 12, 31), 1), (date(2051, 1, 1), 0)):
        with pytest.raises(OutOfCalendar):
            VIETNAM.add_working_days(day, n)
    with pytest.raises(OutOfCalendar):
        VIETNAM.working_days_between(date(2026, 1, 1), date(2051, 1, 1))


@pytest.mark.parametrize(
    "broken", [{"to": "2026-01-01"}, {"kind": "holiday"}, {"slots": ["night"]}, {"affects": ["nothing"]}]
)
def test_nonsense_entries_are_refused(broken):
    """An entry that cannot mean anything is refused when it is read."""
    with pytest.raises(ValueError, match="entry"):
        Entry.read({"from": "2026-03-02", "kind": "off", "name": {"vi": "x"}} | broken)
