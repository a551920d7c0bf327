"""The queue: what an officer sees first in the morning."""

from urllib.parse import quote

import making
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from motcua.dossiers.actions import answer_supplement, request_supplement
from motcua.dossiers.models import Dossier
from motcua.people.actor import Actor
from signing import signed_in

HOME = "/vi/desk/"
MOST_STATEMENTS = 12


def shown(actor: Actor, query: str = "tab=open") -> str:
    return signed_in(actor).get(f"{HOME}?{query}").content.decode()


def codes(text: str, *dossiers: Dossier) -> list[str]:
    """The codes on the page, in the order they stand there."""
    there = [one.code for one in dossiers if one.code in text]
    return sorted(there, key=text.index)


def test_the_queue_lists_open_dossiers_in_words(office: making.Office) -> None:
    """Each open dossier stands in the queue with its code, owner, state and remaining days in words."""
    dossier = making.taken_in(office)
    text = shown(office.receiver)
    for words in (dossier.code, "Nguyễn Thị Thử", "15/07/2026", "Còn 10 ngày làm việc", "Đã tiếp nhận"):
        assert words in text
    assert "10 working days left" in signed_in(office.receiver).get("/en/desk/?tab=open").content.decode()


def test_the_least_remaining_time_comes_first(office: making.Office) -> None:
    """Overdue before due soon before later; what waits for the applicant comes last."""
    late = making.in_process(office)
    making.set_clock("2026-07-02 09:30")
    waiting = making.in_process(office)
    ask = request_supplement.Command("Thiếu bản đồ.", (), ("map",))
    request_supplement.run(office.specialist, waiting.public_id, ask)
    making.set_clock("2026-07-16 09:30")
    later = making.in_process(office)
    text = shown(office.receiver)
    assert codes(text, late, waiting, later) == [late.code, later.code, waiting.code]
    assert "Quá hạn 1 ngày làm việc" in text
    assert "Tạm dừng tính thời hạn" in text


def test_an_online_dossier_left_lying_is_late_intake(office: making.Office) -> None:
    """An online dossier not taken in within one working day is marked as late intake."""
    making.submitted(office)
    making.set_clock("2026-07-02 17:00")
    assert "Chậm tiếp nhận" not in shown(office.receiver, "tab=to_take_in")
    making.set_clock("2026-07-03 08:00")
    assert "Chậm tiếp nhận" in shown(office.receiver, "tab=to_take_in")


def test_a_supplement_handed_in_is_seen(office: making.Office) -> None:
    """When the applicant has answered, the queue says so although the clock still stands."""
    dossier = making.in_process(office)
    ask = request_supplement.Command("Sửa số bản.", ("copies",))
    request_supplement.run(office.specialist, dossier.public_id, ask)
    assert "chờ cán bộ kiểm tra" not in shown(office.receiver)
    answer_supplement.run(office.citizen, dossier.public_id, answer_supplement.Command({"copies": 3}))
    assert "chờ cán bộ kiểm tra" in shown(office.receiver)


def test_tabs_count_and_narrow(office: making.Office) -> None:
    """Each tab shows its own dossiers and says beside its name how many they are."""
    mine, new = making.in_process(office), making.submitted(office).dossier
    decided = making.decided(office)
    expected = {
        "mine": [mine],
        "unassigned": [new],
        "to_take_in": [new],
        "to_return": [decided],
        "overdue": [],
    }
    for tab, there in expected.items():
        text = shown(office.specialist, f"tab={tab}")
        assert codes(text, mine, new, decided) == [one.code for one in there], tab
        number = text.split(f'href="{HOME}?tab={tab}"', 1)[1].split('tabs__number">', 1)[1].split("<", 1)[0]
        assert int(number) == len(there), tab


def test_filters_come_back_the_next_time(office: making.Office) -> None:
    """The filters an officer used last are those of the next visit, and of nobody else."""
    making.in_process(office)
    signed_in(office.receiver).get(f"{HOME}?tab=unassigned&channel=online")
    again = signed_in(office.receiver).get(HOME)
    assert again.status_code == 302
    assert again["Location"] == f"{HOME}?tab=unassigned&channel=online"
    assert signed_in(office.specialist).get(HOME).status_code == 200


def test_nonsense_in_the_address_is_no_filter(office: making.Office) -> None:
    """Words the desk does not know in the address neither narrow the list nor break the page."""
    dossier = making.in_process(office)
    answer = signed_in(office.receiver).get(f"{HOME}?tab=zzz&state=x&channel=y&after=zzz~q&procedure=")
    assert answer.status_code == 200
    assert dossier.code in answer.content.decode()


@pytest.mark.parametrize("rows", [10, 50])
def test_the_queue_costs_the_same_for_many(office: making.Office, rows: int) -> None:
    """The queue asks the database at most twelve times, for ten dossiers as for fifty."""
    for _ in range(rows):
        making.submitted(office)
    client = signed_in(office.leader)
    client.get(f"{HOME}?tab=open")
    with CaptureQueriesContext(connection) as asked:
        text = client.get(f"{HOME}?tab=open").content.decode()
    # Only a clock that can be shifted (tests, demonstrations) lies in the database.
    statements = [one["sql"] for one in asked if "ground_clockoffset" not in one["sql"]]
    assert text.count("data-line") == rows
    assert len(statements) <= MOST_STATEMENTS, "\n".join(sql[:120] for sql in statements)
    assert len(asked) - len(statements) <= MOST_STATEMENTS


def test_the_next_page_goes_on_where_this_one_ends(office: making.Office) -> None:
    """With more than fifty dossiers the next page shows the rest, none twice and none left out."""
    made = {making.submitted(office).dossier.code for _ in range(53)}
    client = signed_in(office.receiver)
    first = client.get(f"{HOME}?tab=open").content.decode()
    onward = first.split('rel="next"', 1)[0].rsplit('href="', 1)[1].split('"', 1)[0].replace("&amp;", "&")
    second = client.get(onward).content.decode()
    on_first = {code for code in made if code in first}
    on_second = {code for code in made if code in second}
    assert (len(on_first), len(on_second)) == (50, 3)
    assert on_first | on_second == made


def test_search_by_whatever_the_person_has(office: making.Office) -> None:
    """A code opens the dossier; a name without marks, an id number or a telephone number lists it."""
    dossier = making.in_process(office)
    client = signed_in(office.receiver)
    opened = client.post(f"{HOME}tim/", {"q": dossier.code})
    assert opened.status_code == 302
    assert dossier.public_id in opened["Location"]
    for text in ("nguyen thi thu", "Nguyễn Thị Thử", "015190000018", "0912345678"):
        assert dossier.code in client.post(f"{HOME}tim/", {"q": text}, follow=True).content.decode(), text
    assert "Không tìm thấy" in client.post(f"{HOME}tim/", {"q": "Trần"}, follow=True).content.decode()


def test_no_address_of_the_search_holds_what_was_typed(office: making.Office) -> None:
    """An id number, a telephone or a name is posted: no address, result or kept session holds it."""
    dossier = making.in_process(office)
    client = signed_in(office.receiver)
    for text in ("015190000018", "0912345678", "Nguyễn Thị Thử"):
        answer = client.post(f"{HOME}tim/", {"q": text})
        assert answer.status_code == 302
        assert quote(text) not in answer["Location"]
        assert text not in answer["Location"]
        assert text not in str(dict(client.session))
        assert dossier.code in client.get(answer["Location"]).content.decode()
    assert 'method="post"' in client.get(HOME, follow=True).content.decode().split("desk-search", 1)[1][:80]
    assert dossier.code not in signed_in(office.leader).get(answer["Location"]).content.decode()
    assert dossier.code not in client.get(f"{HOME}tim/?q=015190000018").content.decode()
    assert dossier.code not in client.get(f"{HOME}tim/?found=²").content.decode()


def test_a_decided_dossier_shows_its_verdict_and_no_standing_clock(office: making.Office) -> None:
    """What is decided and waits to be handed over says how it ended, however late it is fetched."""
    dossier = making.decided(office)
    making.set_clock("2026-09-01 09:30")
    text = shown(office.returner, "tab=to_return")
    assert dossier.code in text
    assert "Trước hạn" in text
    assert "Tạm dừng tính thời hạn" not in text
    assert "Quá hạn " not in text.split("<table")[1]


def test_the_page_of_a_dossier_says_how_much_time_is_left(office: making.Office) -> None:
    """The officer sees on the dossier itself, not only in the queue, that it is late."""
    dossier = making.in_process(office)
    making.set_clock("2026-07-16 09:30")
    page = signed_in(office.specialist).get(f"/vi/desk/ho-so/{dossier.public_id}/").content.decode()
    assert "Quá hạn 1 ngày làm việc" in page
