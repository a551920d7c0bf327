"""Who may open and do what on the desk: roles, and how the officer stands to the dossier."""

import re
from dataclasses import replace

import making
import pytest
from motcua.desk import notes
from motcua.dossiers import reads, rights
from motcua.dossiers.errors import NotFound
from motcua.dossiers.models import Dossier
from motcua.people.errors import NotAllowed
from signing import signed_in

ROLES = ("receiver", "specialist", "leader", "returner", "agency_admin")
R, S, L, T, A = ROLES
PAGES = {
    "": {R, S, L, T, A},
    "tim/": {R, S, L, T, A},
    "tiep-nhan/": {R},
    "tiep-nhan/9.000001/": {R},
    "gui-lai/": {R, S, L, A},
}
DONE_IN_PROCESS = {
    "assign": {R, S, L},
    "request_supplement": {R, S, L},
    "request_payment": {R, S, T},
    "confirm_payment": {R, T},
    "request_financial_duty": {S},
    "ask_opinion": {S, L},
    "extend_with_apology": {L},
    "decide": {S, L},
    "declare_not_eligible": {L},
    "stop": {L},
    "withdraw": {R},
}
NOT_NOW_IN_PROCESS = {
    "take_in": {R},
    "refuse_intake": {R},
    "accept_supplement": {R, S},
    "confirm_financial_duty": {R, S},
    "record_opinion": {S, L},
    "return_result": {R, T},
}


def of(dossier: Dossier, rest: str = "") -> str:
    return f"/vi/desk/ho-so/{dossier.public_id}/{rest}"


def statuses(office: making.Office, path: str) -> dict[str, int]:
    return {role: signed_in(office.officers[role]).get(path).status_code for role in ROLES}


@pytest.mark.parametrize("path", PAGES)
def test_pages_open_for_their_roles_only(office: making.Office, path: str) -> None:
    """Each page opens for the roles that work on it and for nobody else."""
    expected = {role: 200 if role in PAGES[path] else 403 for role in ROLES}
    assert statuses(office, f"/vi/desk/{path}") == expected


@pytest.mark.parametrize("role", [*ROLES, "system_admin"])
def test_the_navigation_offers_only_pages_that_open(office: making.Office, role: str) -> None:
    """Nobody finds an entry in the navigation, or a shortcut in the help, that answers "you may not"."""
    actor = office.officers.get(role) or making.staff(making.agency(), role)
    client = signed_in(actor)
    shown = client.get("/vi/desk/tim/").content.decode()
    navigation = re.findall(r'href="([^"]+)" data-key="(.)"', shown)
    help_ = set(re.findall(r"<kbd>([a-z])</kbd>", shown)) - {"j", "k"}
    assert navigation
    assert help_ == {key for _address, key in navigation}
    opened = {address: client.get(address, follow=True).status_code for address, _key in navigation}
    assert {address for address, status in opened.items() if status == 403} == set()
    closed = {"gui-lai/", "tiep-nhan/", "goi-dien/"} - {address.split("desk/")[1] for address in opened}
    assert {client.get(f"/vi/desk/{path}").status_code for path in closed} <= {403}


@pytest.mark.parametrize("act", [*DONE_IN_PROCESS, *NOT_NOW_IN_PROCESS])
def test_acts_open_for_their_roles_only(office: making.Office, act: str) -> None:
    """An act opens for its roles; where the state forbids it, they are told so; others are turned away."""
    dossier = making.in_process(office)
    may, not_now = DONE_IN_PROCESS.get(act, set()), NOT_NOW_IN_PROCESS.get(act, set())
    found = statuses(office, of(dossier, f"viec/{act}/"))
    for role in (R, S, L, T):
        assert found[role] == (200 if role in may else 409 if role in not_now else 403), role
    assert found[A] == 404


def test_the_dossier_offers_only_what_may_be_done(office: making.Office) -> None:
    """A button stands on the page exactly where the act may be done."""
    dossier = making.in_process(office)
    for role in (R, S, L, T):
        text = signed_in(office.officers[role]).get(of(dossier)).content.decode()
        offered = {act for act in (*DONE_IN_PROCESS, *NOT_NOW_IN_PROCESS) if f"/viec/{act}/" in text}
        assert offered == {act for act, roles in DONE_IN_PROCESS.items() if role in roles}, role


@pytest.mark.parametrize("role", ROLES)
def test_a_dossier_of_another_agency_does_not_exist(office: making.Office, role: str) -> None:
    """Whoever works elsewhere gets "not found" for every address of the dossier, whatever the role."""
    dossier = making.in_process(office)
    letter = "x" * 22
    stranger = signed_in(making.staff(making.agency(), role))
    for rest in (
        "",
        "dan-cu/",
        "bien-lai/",
        f"van-ban/{letter}/",
        f"tep/{letter}/",
        "viec/assign/",
        "viec/decide/",
    ):
        assert stranger.get(of(dossier, rest)).status_code == 404, rest
    for rest in ("ghi-chu/", "viec/assign/", "viec/decide/", "xin-loi/xem-truoc/"):
        assert stranger.post(of(dossier, rest), {"text": "Ghi chú", "holder": "x"}).status_code == 404, rest
    text = stranger.post("/vi/desk/tim/", {"q": dossier.code}, follow=True).content.decode()
    assert f"/ho-so/{dossier.public_id}/" not in text


def test_the_file_and_the_letter_of_another_dossier_are_not_served(office: making.Office) -> None:
    """A file is served only under its own dossier."""
    one, other = making.in_process(office), making.in_process(office)
    sheet = other.files.first()
    client = signed_in(office.specialist)
    assert client.get(of(one, f"tep/{sheet.public_id}/")).status_code == 404
    served = client.get(of(other, f"tep/{sheet.public_id}/"))
    assert served.status_code == 200
    assert served["Content-Disposition"].startswith("attachment")


@pytest.mark.parametrize("role", ["system_admin", "procedure_editor"])
def test_a_province_wide_role_sees_no_dossiers(office: making.Office, role: str) -> None:
    """Who only edits procedures or runs the system is shown no queue and no dossier."""
    dossier = making.in_process(office)
    client = signed_in(making.staff(office.agency, role))
    for path in ("/vi/desk/", "/vi/desk/?tab=open"):
        answer = client.get(path)
        assert answer.status_code in (302, 403)
        assert "/desk/?" not in answer.headers.get("Location", "")
    assert client.get(of(dossier)).status_code == 404


def test_posting_an_act_of_another_role_changes_nothing(office: making.Office) -> None:
    """A receiver who posts a decision is refused, and the dossier stays as it was."""
    dossier = making.in_process(office)
    answer = signed_in(office.receiver).post(of(dossier, "viec/decide/"), {"result": "permit", "key": "k"})
    assert answer.status_code == 403
    dossier.refresh_from_db()
    assert dossier.state == "in_process"


def test_a_role_elsewhere_opens_no_dossier_here(office: making.Office) -> None:
    """Who handles dossiers in one agency and only runs another reads and notes nothing in the other."""
    dossier = making.in_process(office)
    here = making.staff(office.agency, "agency_admin")
    elsewhere = making.staff(making.agency(), "specialist")
    both = replace(here, roles=here.roles | elsewhere.roles)
    for action in ("dossier.see_personal", "dossier.note"):
        with pytest.raises(NotAllowed):
            rights.demand_at(both, action, dossier)
    for refused in (reads.answers, lambda who, one: notes.write(who, one, "Ghi chú của người ngoài")):
        with pytest.raises((NotFound, NotAllowed)):
            refused(both, dossier.public_id)
    notes.write(office.specialist, dossier.public_id, "Ghi chú của người thụ lý")
    assert reads.answers(office.specialist, dossier.public_id).now
    assert reads.answers(office.citizen, dossier.public_id).now
