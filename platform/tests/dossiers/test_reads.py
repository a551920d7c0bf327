"""What officers, citizens and passers-by can find out, and at what cost."""

from dataclasses import replace
from datetime import date
from typing import Any

import making
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from motcua.dossiers import reads
from motcua.dossiers.actions import assign, decide, request_supplement, withdraw
from motcua.dossiers.errors import NotFound, NotPermitted, TooManyAttempts
from motcua.dossiers.filings import PartyEntry
from motcua.dossiers.models import Dossier
from motcua.people.actor import Actor
from motcua.people.errors import NotAllowed, UnscopedRead

SECRETS = ("Nguyễn", "nguyen", "015190000018", "0912345678")


def _party(**known: Any) -> tuple[PartyEntry, ...]:
    return (PartyEntry(**{"name": "Đặng Thị Hoà", **known}),)


def test_the_queue_begins_with_the_most_urgent(office: making.Office) -> None:
    """Least remaining legal time first; who waits for the citizen comes last; finished ones are not there."""
    waiting = making.in_process(office)
    request_supplement.run(
        office.specialist, waiting.public_id, request_supplement.Command("Bổ sung bản đồ.", (), ("map",))
    )
    making.set_clock("2026-07-02 09:30")
    later = making.in_process(office, place="remote")
    sooner = making.in_process(office)
    making.decided(office)
    fresh = making.submitted(office).dossier
    page = reads.queue(office.specialist)
    assert [row.code for row in page.rows] == [fresh.code, sooner.code, later.code, waiting.code]
    assert [row.left.days for row in page.rows] == [None, 10, 20, None]
    assert page.rows[3].standing.code == 5


def test_the_queue_in_pages(office: making.Office) -> None:
    """Page after page every open dossier appears exactly once."""
    codes = {making.taken_in(office).code for _ in range(7)}
    seen, cursor = [], ""
    while True:
        page = reads.queue(office.receiver, after=cursor, limit=3)
        seen += [row.code for row in page.rows]
        cursor = page.after
        if not cursor:
            break
    assert (len(seen), set(seen)) == (7, codes)


@pytest.mark.parametrize(
    ("narrowed", "found"),
    [
        ({"state": "in_process"}, 1),
        ({"unassigned": True}, 2),
        ({"waiting": True}, 1),
        ({"waiting": False}, 2),
        ({"overdue": True}, 0),
        ({"channel": "direct"}, 0),
        ({"procedure": "9.000001"}, 3),
    ],
)
def test_the_queue_narrowed(office: making.Office, narrowed: dict[str, Any], found: int) -> None:
    """Filters narrow the list to what an officer asks for."""
    making.in_process(office)
    making.taken_in(office)
    dossier = making.submitted(office).dossier
    command = request_supplement.Command("Bổ sung bản đồ.", (), ("map",))
    request_supplement.run(office.receiver, dossier.public_id, command)
    assert len(reads.queue(office.receiver, reads.QueueFilter(**narrowed)).rows) == found


def test_lists_cost_the_same_for_two_and_for_twelve(office: making.Office) -> None:
    """The queue, the search and the citizen's list make a fixed number of queries."""
    asked = {
        "queue": (5, lambda: reads.queue(office.receiver)),
        "search": (5, lambda: reads.search(office.receiver, "nguyen thi")),
        "mine": (5, lambda: reads.my_dossiers(office.citizen)),
        "status": (2, lambda: reads.public_status(first.code)),
    }
    first = making.taken_in(office)
    making.taken_in(office)
    few = {name: _cost(question) for name, (_most, question) in asked.items()}
    for _ in range(10):
        making.taken_in(office)
    many = {name: _cost(question) for name, (_most, question) in asked.items()}
    assert few == many
    assert all(many[name] <= most for name, (most, _question) in asked.items()), many


def _cost(question: Any) -> int:
    with CaptureQueriesContext(
        connection,
    ) as queries:
        question()
    return len([query for query in queries if "ground_clockoffset" not in query["sql"]])


@pytest.mark.parametrize(
    "text",
    [
        "Đặng Thị Hoà",
        "dang thi hoa",
        "ĐẶNG THỊ",
        "thi hoa",
        "001190000018",
        "001 190 000 018",
        "0987654321",
        "+84987654321",
    ],
)
def test_search(office: making.Office, text: str) -> None:
    """A dossier is found by name with or without diacritics, by id number and by telephone."""
    making.taken_in(office)
    parties = _party(id_number="001190000018", phone="0987 654 321", person=office.citizen.person or "")
    wanted = making.taken_in(office, parties=parties)
    assert [row.code for row in reads.search(office.receiver, text)] == [wanted.code]


def test_search_by_code_and_foreign_number(office: making.Office) -> None:
    """The dossier code and the number of another system both lead to the dossier."""
    dossier = making.submitted(office, foreign={"national_portal": "000.00.16.H15-260701-0001"}).dossier
    for text in (dossier.code, dossier.code.lower(), "000.00.16.H15-260701-0001"):
        assert reads.by_code(office.receiver, text) == dossier
        assert [row.code for row in reads.search(office.receiver, text)] == [dossier.code]


def test_agencies_are_walls(office: making.Office) -> None:
    """Officers of another agency, strangers and visitors neither find nor see the dossier."""
    dossier = making.taken_in(office)
    other = making.office()
    for stranger in (other.receiver, other.leader, making.citizen(), Actor.visitor()):
        with pytest.raises(NotFound):
            reads.dossier(stranger, dossier.public_id)
        with pytest.raises(NotFound):
            reads.timeline(stranger, dossier.public_id)
        assert reads.search(stranger, "nguyen thi") == ()
        with pytest.raises(NotFound):
            withdraw.run(stranger, dossier.public_id, withdraw.Command())
    assert reads.queue(other.receiver).rows == ()
    with pytest.raises(NotAllowed):
        reads.queue(office.citizen)


def test_nobody_reads_dossiers_without_saying_for_whom(office: making.Office) -> None:
    """A query over dossiers without a scope raises before it reaches the database."""
    with pytest.raises(UnscopedRead):
        list(Dossier.objects.all())


def test_rights_are_asked_when_acting(office: making.Office) -> None:
    """A leader whose staffing ended since the page was drawn can no longer decide."""
    from motcua.people.models import Staffing, User
    from motcua.people.reads import actor_of_user

    dossier = making.in_process(office)
    Staffing.objects.filter(user_id=office.leader.user_id).update(valid_to=date(2026, 6, 30))
    leader = actor_of_user(User.objects.get(pk=office.leader.user_id))
    with pytest.raises((NotPermitted, NotFound)):
        decide.run(leader, dossier.public_id, making.decision())


def test_a_code_alone_reveals_nothing_personal(office: making.Office) -> None:
    """With the code anybody learns state and dates; no name, number, title or agency."""
    dossier = making.in_process(office)
    status = reads.public_status(dossier.code.lower())
    assert status is not None
    assert (status.standing.code, status.promised) == (4, date(2026, 7, 15))
    assert not any(secret in repr(status) for secret in (*SECRETS, "giấy phép", "UBND"))
    assert reads.public_status("H15.1-260701-9999") is None


def test_the_pin_of_the_slip_tells_more(office: making.Office) -> None:
    """With code and PIN the holder of the slip sees the procedure, the steps, what is owed and what is
    asked.
    """
    born = making.submitted(office)
    request_supplement.run(
        office.receiver, born.dossier.public_id, request_supplement.Command("Thiếu bản đồ.", (), ("map",))
    )
    tracked = reads.tracked(born.dossier.code, born.pin)
    assert tracked is not None
    assert tracked.procedure["vi"] == "Cấp giấy phép nhỏ"
    assert tracked.owed == 29_000
    assert tracked.asked_components == ("map",)
    assert [told.first[0] for told in tracked.steps] == ["submitted", "supplement_requested"]
    assert not any(secret in repr(tracked) for secret in SECRETS)


def test_the_pin_cannot_be_guessed(office: making.Office) -> None:
    """After five wrong PINs within an hour even the right one is refused; an hour later it works again."""
    born = making.submitted(office)
    wrong = f"{(int(born.pin) + 1) % 10**6:06d}"
    for _ in range(5):
        assert reads.tracked(born.dossier.code, wrong) is None
    with pytest.raises(TooManyAttempts):
        reads.tracked(born.dossier.code, born.pin)
    making.set_clock("2026-07-01 10:45")
    assert reads.tracked(born.dossier.code, born.pin) is not None


def test_what_is_stored_is_sealed(office: making.Office) -> None:
    """Events, outbox and record hold no name, number or answer; snapshots and parties hold them sealed."""
    born = making.submitted(office)
    making.in_process(office)
    with connection.cursor() as cursor:
        for table in ("dossiers_event", "outbox_message", "audit_entry", "dossiers_answersnapshot"):
            cursor.execute(f"SELECT coalesce(string_agg(t::text, ' '), '') FROM {table} t")
            text = cursor.fetchone()[0]
            assert not any(secret in text for secret in (*SECRETS, born.pin + '"')), table
        cursor.execute("SELECT coalesce(string_agg(t::text, ' '), '') FROM dossiers_party t")
        text = cursor.fetchone()[0]
        assert "015190000018" not in text
        assert "0912345678" not in text


def test_erasing_a_person_leaves_the_chain_valid(office: making.Office) -> None:
    """When the owner's key is destroyed the answers are gone for ever, and the chain still holds."""
    from motcua.dossiers.gathering import owner_subject
    from motcua.ground import crypto
    from motcua.ground.errors import KeyDestroyed

    dossier = making.decided(office)
    crypto.destroy(owner_subject(dossier))
    with pytest.raises(KeyDestroyed):
        reads.answers(office.leader, dossier.public_id)
    assert reads.chain_faults(dossier) == ()
    assert reads.replay(dossier) == {}


def test_my_dossiers(office: making.Office) -> None:
    """A citizen sees the dossiers they are a party of, newest first, and nobody else's."""
    first = making.submitted(office).dossier
    making.set_clock("2026-07-02 09:30")
    second = making.submitted(office).dossier
    making.submitted(making.office())
    assert [row.code for row in reads.my_dossiers(office.citizen)] == [second.code, first.code]


def test_who_files_for_another_does_not_end_it_for_them(office: making.Office) -> None:
    """An applicant who is not the owner withdraws only with the authority of the owner to do so."""
    helper = making.citizen("Trần Văn Nộp")
    owner = PartyEntry(name="Nguyễn Thị Thử", person=office.citizen.person or "")
    filed = PartyEntry(name="Trần Văn Nộp", role="applicant", person=helper.person or "")
    dossier = making.submitted(office, parties=(owner, filed)).dossier
    assert "withdraw" not in reads.actions_for(helper, dossier.public_id)
    with pytest.raises(NotPermitted):
        withdraw.run(helper, dossier.public_id, withdraw.Command())
    allowed = replace(filed, authority_scope=("withdraw",), authority_basis="Giấy ủy quyền 7/2026")
    other = making.submitted(office, parties=(owner, allowed)).dossier
    assert withdraw.run(helper, other.public_id, withdraw.Command()).state == "withdrawn"


def test_a_representative_does_what_they_were_given(office: making.Office) -> None:
    """Somebody authorised to supplement sees the dossier and cannot withdraw it; when the authority has ended
    they do not see it any more."""
    helper = making.citizen("Trần Văn Giúp")
    owner = PartyEntry(name="Nguyễn Thị Thử", person=office.citizen.person or "")
    given = PartyEntry(
        name="Trần Văn Giúp",
        role="representative",
        person=helper.person or "",
        authority_scope=("supplement",),
        authority_basis="Giấy ủy quyền 12/2026",
        authority_until=date(2026, 7, 10),
    )
    dossier = making.submitted(office, parties=(owner, given)).dossier
    assert reads.dossier(helper, dossier.public_id) == dossier
    with pytest.raises(NotPermitted):
        withdraw.run(helper, dossier.public_id, withdraw.Command())
    making.set_clock("2026-07-13 09:00")
    with pytest.raises(NotFound):
        reads.dossier(helper, dossier.public_id)


def test_the_same_act_again_is_read_once(office: making.Office) -> None:
    """Assigned three times to the same officer reads as one act, three times; to another officer it is another act."""
    one = making.in_process(office).public_id
    again = assign.Command(office.specialist.user)
    for _ in range(2):
        assign.run(office.receiver, one, again)
    assign.run(office.receiver, one, assign.Command(office.leader.user))
    told = reads.repeated(reads.timeline(office.receiver, one))
    assert [(each.first.kind, each.times) for each in told][-2:] == [("assigned", 3), ("assigned", 1)]
    assert len([each for each in reads.timeline(office.receiver, one) if each.kind == "assigned"]) == 4
