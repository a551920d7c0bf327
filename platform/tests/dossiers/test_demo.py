"""The demonstration shows an office at work: dossiers in every state, made by the actions people use."""

import lifecycle_table as law
import pytest
from catalog.reads import working_calendar
from django.db import connection
from django.test.utils import CaptureQueriesContext
from motcua.agencies import demo as agencies_demo
from motcua.dossiers import demo, reads
from motcua.dossiers.models import Dossier
from motcua.ground import clock
from motcua.outbox import reads as outbox
from motcua.people import demo as people_demo
from plain_browser import questions

from catalog import demo as catalog_demo

HOUR = 3600
STATES = set(law.STATES) - {""}


@pytest.fixture
def loaded(db: None) -> list[Dossier]:
    agencies_demo.load()
    people_demo.load()
    catalog_demo.load()
    demo.load()
    return list(Dossier.objects.for_system("test"))


def test_dossiers_in_every_state_at_several_offices(loaded: list[Dossier]) -> None:
    """There are at least twenty-five, no state is missing, and three offices have some."""
    assert len(loaded) >= 25
    assert {one.state for one in loaded} == STATES
    assert len({one.agency_id for one in loaded}) >= 3


def test_what_an_office_must_see_at_once(loaded: list[Dossier]) -> None:
    """Two are due within two working days, one is overdue; some wait for a supplement, tax, an opinion."""
    today, soon = clock.today(), working_calendar("").add_working_days(clock.today(), 2)
    due = [one.due for one in loaded if one.verdict == "open" and one.due]
    assert len([day for day in due if today <= day <= soon]) >= 2
    assert len([one for one in loaded if one.verdict == "open" and one.act_by < today]) == 1
    waits = {
        reason
        for one in loaded
        for reason in one.waits.filter(ended_at=None).values_list("reason", flat=True)
    }
    assert {"supplement", "financial_duty", "opinion"} <= waits
    assert [one for one in loaded if one.answered_at]
    assert [one for one in loaded if one.extensions]
    assert {one.verdict for one in loaded} >= {"open", "early", "overdue"}


def test_every_story_stands_up_to_the_record(loaded: list[Dossier]) -> None:
    """The events of each dossier tell its row, its chain holds, and none of them lies in the future."""
    assert not [one.code for one in loaded if reads.replay(one) or reads.chain_faults(one)]
    assert not [one.code for one in loaded if one.events.filter(recorded_at__gt=clock.now()).exists()]


def test_the_outbox_does_not_seem_to_lag(loaded: list[Dossier]) -> None:
    """What happened weeks ago in a story is owed only since it was loaded, so the site is well at once."""
    held = outbox.lag()
    assert held
    assert max(one.oldest_seconds for one in held) < HOUR


def test_loaded_twice_it_stays_the_same(loaded: list[Dossier]) -> None:
    """Loading again changes nothing, and where people have begun to work nothing is added."""
    before = clock.offset()
    with CaptureQueriesContext(connection) as asked:
        demo.load()
    assert questions(asked) <= 2
    assert (Dossier.objects.for_system("test").count(), clock.offset()) == (len(loaded), before)


def test_it_can_be_left_out(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever wants an empty desk switches the dossiers off."""
    monkeypatch.setenv("MOTCUA_DEMO_DOSSIERS", "0")
    demo.load()
    assert not Dossier.objects.for_system("test").exists()
