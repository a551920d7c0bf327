"""What happened to the dossiers of a demonstration. People and numbers are invented and belong to nobody."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

LAND_OFFICE, COMMUNE, ISLAND = "H48.12.05", "H48.101", "H48.107"
LAND, COPIES = "1.013831", "2.000815"
PROVINCE, WARD = "Tỉnh Quảng Ngãi", "Phường Cẩm Thành"
PAPERS: Mapping[str, tuple[str, ...]] = {
    "transfer": ("application", "certificate", "contract", "registration_tax", "income_tax"),
    "gift": ("application", "certificate", "gift_deed", "registration_tax", "income_tax"),
}
"""The papers a case always needs."""


@dataclass(frozen=True)
class DemoApplicant:
    """Whose dossier it is; ``login`` where they have an account of the demonstration."""

    name: str
    personal_id: str
    phone: str
    birth: str
    street: str
    login: str = ""


@dataclass(frozen=True)
class Story:
    """One dossier: ``acts`` are (working days ago, act), the first one makes it. ``competent`` decides it."""

    applicant: str
    office: str
    acts: tuple[tuple[int, str], ...]
    procedure: str = LAND
    case: str = "transfer"
    competent: str = ""


CITIZENS: Mapping[str, DemoApplicant] = {
    "hoa": DemoApplicant(
        "Nguyễn Thị Hoa", "051190000001", "0905000001", "1990-03-08", "12 Hùng Vương", login="hoa"
    ),
    "tuan": DemoApplicant(
        "Phạm Anh Tuấn", "051085000002", "0905000002", "1985-11-20", "5 Lê Trung Đình", login="tuan"
    ),
    "bay": DemoApplicant("Trần Văn Bảy", "051070000103", "0905000103", "1970-02-14", "31 Phan Bội Châu"),
    "lan": DemoApplicant("Lê Thị Lan", "051188000104", "0905000104", "1988-09-02", "8 Trần Hưng Đạo"),
    "duc": DemoApplicant("Võ Minh Đức", "051079000105", "0905000105", "1979-12-25", "44 Nguyễn Nghiêm"),
    "xuan": DemoApplicant("Đinh Thị Xuân", "051165000106", "", "1965-01-30", "Tổ dân phố số 3"),
    "hai": DemoApplicant("Bùi Quang Hải", "051092000107", "0905000107", "1992-06-11", "17 Cao Bá Quát"),
    "nga": DemoApplicant("Hồ Thị Nga", "051183000108", "0905000108", "1983-04-19", "26 Chu Văn An"),
    "son": DemoApplicant("Phan Thanh Sơn", "051076000109", "0905000109", "1976-10-05", "9 Bà Triệu"),
    "thuy": DemoApplicant("Đặng Thu Thủy", "051195000110", "0905000110", "1995-07-27", "63 Quang Trung"),
}
OFFICERS: Mapping[str, Mapping[str, str]] = {
    LAND_OFFICE: {
        "receiver": "tiepnhan",
        "specialist": "thuly",
        "leader": "lanhdao",
        "returner": "traketqua",
    },
    COMMUNE: {"receiver": "camthanh", "specialist": "camthanh", "leader": "chutich", "returner": "camthanh"},
    ISLAND: {},
}


def _online(applicant: str, days: int, *acts: tuple[int, str], case: str = "transfer") -> Story:
    return Story(applicant, LAND_OFFICE, ((days, "submit"), *acts), case=case)


def _paper(applicant: str, days: int, *acts: tuple[int, str], case: str = "transfer") -> Story:
    return Story(applicant, LAND_OFFICE, ((days, "take_in_paper"), *acts), case=case)


STORIES: tuple[Story, ...] = (
    # handed in, nobody has looked yet
    _online("hoa", 0),
    _online("tuan", 0),
    _online("hoa", 1, case="gift"),
    Story("tuan", COMMUNE, ((0, "submit"),), COPIES, "ordinary"),
    Story("hoa", ISLAND, ((1, "submit"),), COPIES, "ordinary"),
    # taken in
    _paper("bay", 0),
    _paper("lan", 1, case="gift"),
    _online("tuan", 4, (3, "take_in")),
    Story("nga", COMMUNE, ((2, "take_in_paper"),), competent=LAND_OFFICE),
    # worked on
    _paper("duc", 5, (4, "assign")),
    _paper("xuan", 6, (5, "assign"), case="gift"),
    _paper("hai", 7, (6, "assign"), (3, "ask_opinion")),
    # something is asked for, answered, accepted
    _online("hoa", 7, (6, "take_in"), (6, "assign"), (4, "request_supplement")),
    _paper("son", 8, (7, "assign"), (5, "request_supplement")),
    _online("tuan", 8, (7, "take_in"), (7, "assign"), (5, "request_supplement"), (2, "answer_supplement")),
    _paper("thuy", 10, (9, "assign"), (7, "request_supplement"), (5, "accept_supplement")),
    # with the tax office, and back
    _paper("bay", 9, (8, "assign"), (6, "request_financial_duty")),
    _online(
        "hoa",
        12,
        (11, "take_in"),
        (11, "assign"),
        (9, "request_financial_duty"),
        (4, "confirm_financial_duty"),
    ),
    # a later date, said in time
    _paper("lan", 8, (8, "assign"), (3, "extend_with_apology")),
    # due tomorrow, due today, overdue
    _paper("duc", 9, (9, "assign")),
    _paper("xuan", 10, (10, "assign"), case="gift"),
    _paper("hai", 13, (12, "assign")),
    # decided, waiting to be fetched
    _online("tuan", 12, (11, "take_in"), (11, "assign"), (2, "decide")),
    _paper("nga", 12, (11, "assign"), (4, "decide"), (3, "confirm_payment")),
    # returned: early, on time, late
    _online(
        "hoa",
        20,
        (19, "take_in"),
        (19, "assign"),
        (13, "decide"),
        (12, "confirm_payment"),
        (11, "return_result"),
    ),
    _paper(
        "son", 18, (17, "assign"), (8, "decide"), (7, "confirm_payment"), (7, "return_result"), case="gift"
    ),
    _paper("thuy", 30, (29, "assign"), (16, "decide"), (15, "confirm_payment"), (14, "return_result")),
    Story("lan", COMMUNE, ((1, "certify_instantly"),), COPIES, "ordinary"),
    Story("son", COMMUNE, ((2, "certify_instantly"),), COPIES, "ordinary"),
    # ended otherwise
    _online("tuan", 5, (4, "refuse_intake")),
    _online("hoa", 6, (5, "withdraw")),
    _paper("bay", 12, (11, "assign"), (6, "declare_not_eligible")),
    _paper("nga", 11, (10, "assign"), (7, "stop")),
)
