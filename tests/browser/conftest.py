"""The scene the browser looks at: a draft, and dossiers at four moments of their life."""

from collections.abc import Mapping
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from own_site import Site
from story import applying, working
from story.applying import ANSWERS, PAPERS, PDF, Slip
from story.people import People

LAND = "1.013831"
VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")


def handed_in(people: People) -> Slip:
    """A dossier just handed in online."""
    page = people.citizen("hoa", java_script_enabled=False)
    page.goto(f"/vi/thu-tuc/{LAND}/")
    applying.begin(page)
    for answers in ANSWERS.values():
        applying.answer(page, answers)
        applying.go_on(page)
    applying.upload(page, PAPERS, script=False)
    page.check("#f-commitment")
    applying.go_on(page)
    applying.hand_in(page)
    taken = applying.slip(page)
    page.context.close()
    return taken


def taken_in(people: People) -> Slip:
    """A dossier on the specialist's table."""
    taken = handed_in(people)
    desk = people.staff("tiepnhan")
    desk.goto(f"/vi/desk/ho-so/{taken.dossier}/")
    working.do(desk, "take_in")
    working.do(desk, "assign", holder="Lê Thị Bình")
    desk.context.close()
    return taken


def waiting(people: People) -> Slip:
    """A dossier that waits for the applicant, for the tax office and for another agency."""
    taken, desk = taken_in(people), people.staff("thuly")
    desk.goto(f"/vi/desk/ho-so/{taken.dossier}/")
    working.do(desk, "request_financial_duty", reference="PC-0001/2026")
    working.do(desk, "ask_opinion", agency=1, text="Đề nghị xác nhận nguồn gốc đất.")
    working.do(
        desk, "request_supplement", text="Thiếu trang 2.", components=["contract"], fields_asked=["price"]
    )
    desk.context.close()
    return taken


def decided(people: People) -> Slip:
    """A dossier whose result is ready and whose fee is paid."""
    taken, desk = taken_in(people), people.staff("lanhdao")
    desk.goto(f"/vi/desk/ho-so/{taken.dossier}/")
    result = {"name": "ket-qua.pdf", "mimeType": "application/pdf", "buffer": PDF}
    signed = {"number": "CS 1", "happened_at": f"{datetime.now(VIETNAM):%d/%m/%Y}", "files": result}
    working.do(desk, "decide", result="certificate", **signed)
    desk = people.staff("traketqua")
    desk.goto(f"/vi/desk/ho-so/{taken.dossier}/")
    working.do(desk, "confirm_payment", reference="BL-1")
    desk.context.close()
    return taken


def draft(people: People) -> str:
    """A draft nobody has filled in."""
    page = people.citizen("hoa", java_script_enabled=False)
    page.goto(f"/vi/thu-tuc/{LAND}/")
    applying.begin(page)
    found = page.url.split("/ban-nhap/")[1].split("/")[0]
    page.context.close()
    return found


@pytest.fixture(scope="session")
def made(whole_site: Site) -> dict[str, str]:
    """What the scene of this run consists of, once it was made."""
    return {}


@pytest.fixture(scope="module")
def scene(people: People, made: dict[str, str]) -> Mapping[str, str]:
    """The names used in addresses of pages, each with what stands there now."""
    if not made:
        slips = {"submitted": handed_in(people), "working": taken_in(people)}
        slips |= {"waiting": waiting(people), "decided": decided(people)}
        made.update({name: one.dossier for name, one in slips.items()})
        made.update(code=slips["submitted"].code, draft=draft(people))
    return made
