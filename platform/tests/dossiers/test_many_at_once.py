"""Many people at the same moment: codes stay unique, one officer wins, one request counts once."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier
from typing import Any

import making
import pytest
from django.db import connection
from motcua.dossiers import reads
from motcua.dossiers.actions import assign, refuse_intake, submit, take_in
from motcua.dossiers.errors import DossierError, KeyReused, StalePage
from motcua.dossiers.models import Dossier, Event
from motcua.ground import clock

pytestmark = pytest.mark.commits


@pytest.fixture
def office(committed_db: Any) -> Iterator[making.Office]:
    making.set_clock("2026-12-31 23:59:55")
    making.published()
    yield making.office()
    clock.reset()


def _together(jobs: list[Callable[[], Any]]) -> list[Any]:
    """Run all jobs at once, each with a connection of its own; exceptions are answers too."""
    gate = Barrier(len(jobs))

    def one(job: Callable[[], Any]) -> Any:
        gate.wait()
        try:
            return job()
        except DossierError as refusal:
            return refusal
        finally:
            connection.close()

    with ThreadPoolExecutor(len(jobs)) as pool:
        return list(pool.map(one, jobs))


def test_codes_are_unique_over_midnight(office: making.Office) -> None:
    """Twenty counters take in dossiers over New Year's midnight: no code twice, none left out, right day."""
    papers = {"application": making.Paper(originals=1)}
    filings = [making.filing(office, channel="direct", papers=papers) for _ in range(100)]

    def intake(number: int) -> list[str]:
        mine = filings[number * 5 : number * 5 + 5]
        codes = []
        for place, filing in enumerate(mine):
            if number == 0 and place == 2:
                clock.shift(timedelta(seconds=10))
            codes.append(making.paper_intake(office, filing).dossier.code)
        return codes

    found = [code for codes in _together([lambda n=n: intake(n) for n in range(20)]) for code in codes]
    assert len(set(found)) == 100
    days = {code.split("-")[1] for code in found}
    assert days == {"261231", "270101"}
    for day in days:
        numbers = sorted(int(code.split("-")[2]) for code in found if code.split("-")[1] == day)
        assert numbers == list(range(1, len(numbers) + 1))


def test_two_officers_at_once(office: making.Office) -> None:
    """Eight officers open the same page; one acts, the others are told who and when, and nothing is
    doubled.
    """
    dossier = making.submitted(office).dossier
    officers = [making.staff(office.agency, "receiver") for _ in range(8)]

    def act(number: int) -> Any:
        module, command = (take_in, take_in.Command())
        if number % 2:
            module, command = (refuse_intake, refuse_intake.Command("Không thuộc thẩm quyền."))
        return module.run(officers[number], dossier.public_id, command, seen=dossier.revision)

    answers = _together([lambda n=n: act(n) for n in range(8)])
    winners = [answer for answer in answers if isinstance(answer, Dossier)]
    losers = [answer for answer in answers if isinstance(answer, StalePage)]
    assert (len(winners), len(losers)) == (1, 7)
    assert all(loser.who.startswith("Cán bộ Thử") and ":" in loser.when for loser in losers)
    assert dossier.events.exclude(kind="due_changed").count() == 2
    assert reads.replay(winners[0]) == {}


def test_one_request_sent_twenty_times(office: making.Office) -> None:
    """Twenty copies of one submission give one dossier, one code and the same PIN."""
    filing = making.filing(office)
    answers = _together([lambda: submit.run(office.citizen, filing, idempotency_key="form-1")] * 20)
    assert len({(born.dossier.code, born.pin) for born in answers}) == 1
    assert Event.objects.filter(kind="submitted").count() == 1


def test_the_same_key_for_something_else(office: making.Office) -> None:
    """A key that was used for another content is refused; another person's equal key is another key."""
    dossier = making.taken_in(office)
    other = making.taken_in(office)
    command = assign.Command(office.specialist.user)
    assign.run(office.receiver, dossier.public_id, command, idempotency_key="k")
    assign.run(office.receiver, dossier.public_id, command, idempotency_key="k")
    assert dossier.events.filter(kind="assigned").count() == 1
    with pytest.raises(KeyReused):
        assign.run(office.receiver, other.public_id, command, idempotency_key="k")
    assign.run(office.leader, other.public_id, command, idempotency_key="k")
    assert other.events.filter(kind="assigned").count() == 1


def test_a_refused_request_may_be_mended(office: making.Office) -> None:
    """A refused request leaves nothing behind: the same key may be sent again when it is right."""
    dossier = making.taken_in(office)
    with pytest.raises(DossierError):
        assign.run(office.receiver, dossier.public_id, assign.Command(""), idempotency_key="k")
    assign.run(
        office.receiver,
        dossier.public_id,
        assign.Command(office.specialist.user),
        idempotency_key="k",
    )
