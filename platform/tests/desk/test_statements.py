"""How many statements a page of the desk costs, the moved clock of tests not counted."""

from datetime import timedelta

import making
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from motcua.exchange.models import Attempt, Transmission
from motcua.ground import clock
from signing import signed_in


def told(dossier: str, agency: int) -> None:
    """Two partners were told of a dossier, each with several attempts."""
    now = clock.now()
    for number in range(2):
        one = Transmission.objects.create(
            partner=f"motcua_partner_{number}",
            about=dossier,
            dossier_code="H15-1",
            agency_id=agency,
            topic="dossier.taken_in",
            event=2,
            idempotency_key=f"{dossier}/{number}",
            first_at=now,
            last_at=now,
        )
        for minutes in range(3):
            Attempt.objects.create(
                transmission=one, at=now + timedelta(minutes=minutes), outcome="retry_later", reply="503"
            )


def cost(client: object, address: str) -> int:
    """The statements of one request, the second of its kind."""
    assert client.get(address).status_code == 200
    with CaptureQueriesContext(connection) as asked:
        client.get(address)
    return len([one for one in asked if "ground_clockoffset" not in one["sql"]])


@pytest.mark.parametrize("role", ["receiver", "specialist", "leader"])
def test_a_dossier_costs_twelve_statements_at_most(office: making.Office, role: str) -> None:
    """The page of a dossier asks the database at most twelve times, whoever opens it and however much is in it."""
    plain, full = making.in_process(office), making.decided(office)
    told(full.public_id, office.agency.pk)
    client = signed_in(office.officers[role])
    client.post(f"/vi/desk/ho-so/{full.public_id}/ghi-chu/", {"text": "Đã gọi điện.", "key": "note-1"})
    few, many = (cost(client, f"/vi/desk/ho-so/{one.public_id}/") for one in (plain, full))
    assert (few, many <= 12) == (many, True), (few, many)


def test_the_queue_costs_ten_statements(office: making.Office) -> None:
    """The queue asks the same ten questions for one dossier and for eight."""
    making.in_process(office)
    client = signed_in(office.specialist)
    few = cost(client, "/vi/desk/")
    for _ in range(7):
        making.in_process(office)
    assert few == cost(client, "/vi/desk/") <= 10
