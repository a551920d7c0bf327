"""Deadlines against a calculator that walks day by day and knows nothing of the package."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

import naive_calendar as naive
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from making_deadlines import computed, event, leg, pause, rule, wait

CASES = 2500
THOROUGH = {"deadline": None, "suppress_health_check": list(HealthCheck), "derandomize": True}
REASONS = ("supplement", "financial_duty", "verification", "opinion", "posting", "outage")
EFFECTS = ("pause", "pause", "restart", "replace", "extend")
DAYS = st.dates(date(2022, 1, 1), date(2025, 3, 31))
LENGTHS = st.tuples(st.integers(1, 20), st.sampled_from(["working_day", "working_day", "calendar_day"]))
PLANS = st.one_of(
    st.lists(LENGTHS, min_size=1, max_size=3), st.just([(1, "month")]), st.just([(0, "working_day")])
)
WAITS = st.lists(st.tuples(st.integers(-3, 50), st.integers(0, 30), st.integers(0, 5)), max_size=4)
EXTENSIONS = st.lists(st.tuples(st.integers(0, 50), st.integers(-3, 40)), max_size=2)
BY_REASON = st.lists(st.tuples(st.sampled_from(EFFECTS), LENGTHS), min_size=6, max_size=6)


def _rule(plan, by_reason):
    legs = [leg(n, unit, leg_id=f"leg_{index}") for index, (n, unit) in enumerate(plan)]
    pauses = [
        pause(reason, effect, *(length if effect in ("replace", "extend") else ()))
        for reason, (effect, length) in zip(REASONS, by_reason, strict=True)
    ]
    return rule(*legs, pauses=pauses)


def _case(received, plan, by_reason, waits, extensions):
    """What the package says and what walking says about one dossier."""
    events, walked = [f"{received}T08:00"], []
    for index, (after, lasting, which) in enumerate(waits):
        begins, reason = received + timedelta(after), REASONS[which]
        ends, (effect, length) = begins + timedelta(lasting), by_reason[which]
        events += wait(reason, begins, ends, hour=f"10:{index:02d}", key=str(index))
        walked.append((begins, ends, effect, *length, reason))
    put_off = [(received + timedelta(a), received + timedelta(a + b)) for a, b in extensions]
    for index, (announced, new) in enumerate(put_off):
        events.append(event("extended", f"{announced}T09:{index:02d}", str(new)))
    return (
        computed(_rule(plan, by_reason), *events).due,
        naive.due_by_walking(received, plan, walked, put_off),
    )


def test_random_dossiers_are_due_when_walking_says_so(capsys):
    """Pauses, restarts, replacements, lengthenings and extensions give the day that walking gives."""
    seen = {"cases": 0, "with waits": 0, "with extension": 0}

    @settings(max_examples=CASES, **THOROUGH)
    @given(DAYS, PLANS, BY_REASON, WAITS, EXTENSIONS)
    def agree(received, plan, by_reason, waits, extensions):
        found, walked = _case(received, plan, by_reason, waits, extensions)
        seen["cases"] += 1
        seen["with waits"] += bool(waits)
        seen["with extension"] += bool(extensions)
        assert found == walked

    agree()
    with capsys.disabled():
        print(f"\nrandom dossiers compared with day-by-day walking: {seen}")
    assert seen["cases"] >= 2000


@settings(max_examples=200, **THOROUGH)
@given(
    st.datetimes(datetime(2022, 1, 1), datetime(2025, 3, 31)),
    st.integers(1, 16),
    st.lists(st.tuples(st.integers(-600, 3000), st.integers(0, 4000)), max_size=3),
)
def test_random_hours(moment, hours, waits):
    """Hours run minute by minute inside working hours, and stop while a pause lasts."""
    moment = moment.replace(second=0, microsecond=0)
    stretches = [(moment + timedelta(minutes=a), moment + timedelta(minutes=a + b)) for a, b in waits]
    events = [event("accepted", moment.isoformat())]
    for index, (begins, ends) in enumerate(stretches):
        events.append(event("opinion_requested", begins.isoformat(), reason=str(index)))
        events.append(event("opinion_received", ends.isoformat(), reason=str(index)))
    found = computed(rule(leg(hours, "working_hour"), pauses=[pause("opinion")]), *events)
    assert found.due_at == naive.hours_by_walking(moment, hours * 60, stretches)


@settings(max_examples=200, **THOROUGH)
@given(DAYS, st.integers(1, 30), st.lists(st.tuples(st.integers(0, 20), st.integers(0, 10)), max_size=2))
def test_random_half_days(received, n, waits):
    """Half days are counted one by one, leaving out the days of a pause."""
    stretches = [(received + timedelta(a), received + timedelta(a + b)) for a, b in waits]
    events = [f"{received}T08:00"]
    for index, (begins, ends) in enumerate(stretches):
        events += wait("opinion", begins, ends, key=str(index))
    found = computed(rule(leg(n, "half_day"), pauses=[pause("opinion")]), *events)
    day, slot = naive.halves_by_walking(received, n, naive.paused_days(stretches))
    noon = datetime.combine(day, time(11, 30))
    assert (found.due, found.due_at) == (day, noon if slot == "morning" else None)


@settings(max_examples=300, **THOROUGH)
@given(DAYS, PLANS, st.integers(0, 40))
def test_a_later_receipt_is_never_due_earlier(received, plan, later):
    """Whoever hands in later is never promised an earlier date."""
    which = rule(*(leg(n, unit, leg_id=f"leg_{i}") for i, (n, unit) in enumerate(plan)))
    first = computed(which, f"{received}T08:00").due
    second = computed(which, f"{received + timedelta(later)}T08:00").due
    assert first <= second


@settings(max_examples=300, **THOROUGH)
@given(DAYS, PLANS, st.integers(0, 20), st.integers(0, 15))
def test_a_pause_never_makes_a_date_earlier(received, plan, after, lasting):
    """Stopping the clock never brings the date forward."""
    legs = [leg(n, unit, leg_id=f"leg_{i}") for i, (n, unit) in enumerate(plan)]
    which = rule(*legs, pauses=[pause("opinion")])
    begins = received + timedelta(after)
    waiting = wait("opinion", begins, begins + timedelta(lasting))
    assert computed(which, f"{received}T08:00", *waiting).due >= computed(which, f"{received}T08:00").due


@pytest.mark.parametrize("day", ["2024-02-09", "2025-01-31", "2026-02-20"])
def test_the_oracle_knows_tet(day):
    """The walking calculator has Tết from its own table."""
    assert not naive.works(date.fromisoformat(day))
