"""Every page of portal and desk: who looks at it, and at which address.

The names are those of the routes; a route that is no page (a file, an answer to a script, a form's target) stands in
``NO_PAGES`` with the reason, so a new route that stands in neither list fails a test.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

LAND, COPIES = "1.013831", "2.000815"


@dataclass(frozen=True)
class Looked:
    """One look at a page: ``who`` is a username, or empty for a visitor; ``path`` may name parts of the scene."""

    who: str
    path: str
    label: str = ""
    status: int = 200


def visitor(path: str, label: str = "") -> Looked:
    """A page for everybody."""
    return Looked("", path, label)


def hoa(path: str, label: str = "") -> Looked:
    """A page of a signed-in citizen."""
    return Looked("hoa", path, label)


DRAFT = "/vi/nop/ban-nhap/{draft}/"
MINE = "/vi/ho-so/{waiting}/"
FORM_PAGES = ("owner", "representative", "parcel", "change", "wishes", "papers")

PORTAL: Mapping[str, tuple[Looked, ...]] = {
    "home": (visitor("/vi/"), visitor("/en/", "English")),
    "procedures": (
        visitor("/vi/thu-tuc/"),
        visitor("/vi/thu-tuc/?q=dat%20dai", "found"),
        visitor("/vi/thu-tuc/?q=khong-co-gi", "nothing found"),
    ),
    "procedure": (visitor(f"/vi/thu-tuc/{LAND}/"), visitor(f"/en/thu-tuc/{COPIES}/", "English")),
    "checklist": (visitor(f"/vi/thu-tuc/{LAND}/mang-theo/"),),
    "contact": (visitor("/vi/lien-he/"),),
    "accessibility": (visitor("/vi/tiep-can/"),),
    "privacy": (visitor("/vi/du-lieu-ca-nhan/"),),
    "tracking": (
        visitor("/vi/tra-cuu/"),
        visitor("/vi/tra-cuu/?ma={code}", "found"),
        Looked("", "/vi/tra-cuu/?ma=H00.00.00-260101-0001", "unknown", 404),
    ),
    "account_login": (visitor("/vi/dang-nhap/"),),
    "account_signup": (visitor("/vi/dang-ky/"),),
    "draft_start": (hoa(f"/vi/nop/{LAND}/"),),
    "draft_choose": (hoa(DRAFT + "lua-chon/"),),
    "draft_page": (
        *(hoa(DRAFT + f"trang/{name}/", name) for name in FORM_PAGES),
        hoa(DRAFT + "trang/parcel/?sua=1", "with problems"),
    ),
    "draft_check": (hoa(DRAFT + "kiem-tra/"),),
    "my_dossiers": (hoa("/vi/ho-so/"),),
    "my_dossier": (hoa(MINE), hoa("/vi/ho-so/{decided}/", "decided")),
    "acknowledgement": (hoa(MINE + "da-nop/"),),
    "dossier_supplement": (hoa(MINE + "bo-sung/"),),
    "dossier_withdraw": (hoa(MINE + "rut/"),),
    "account_logout": (hoa("/vi/dang-xuat/"),),
    "account_inactive": (visitor("/vi/tai-khoan/tam-khoa/"),),
    "account_change_password": (hoa("/vi/tai-khoan/mat-khau/"),),
}

DESK_DOSSIER = "/vi/desk/ho-so/{%s}/"


def _acts(who: str, dossier: str, *acts: str) -> tuple[Looked, ...]:
    return tuple(Looked(who, DESK_DOSSIER % dossier + f"viec/{act}/", act) for act in acts)


DESK: Mapping[str, tuple[Looked, ...]] = {
    "desk_login": (visitor("/vi/desk/dang-nhap/"),),
    "desk_home": (Looked("tiepnhan", "/vi/desk/"), Looked("lanhdao", "/en/desk/", "English")),
    "desk_search": (Looked("tiepnhan", "/vi/desk/tim/"),),
    "desk_intake": (Looked("tiepnhan", "/vi/desk/tiep-nhan/"),),
    "desk_intake_form": (Looked("tiepnhan", f"/vi/desk/tiep-nhan/{LAND}/?where=21025"),),
    "desk_certify": (Looked("camthanh", "/vi/desk/chung-thuc/"),),
    "desk_accounts": (Looked("tiepnhan", "/vi/desk/tai-khoan-cong-dan/"),),
    "desk_telephone": (Looked("tiepnhan", "/vi/desk/goi-dien/"),),
    "desk_stuck": (Looked("tiepnhan", "/vi/desk/gui-lai/"),),
    "desk_dossier": (
        Looked("tiepnhan", DESK_DOSSIER % "submitted"),
        Looked("thuly", DESK_DOSSIER % "waiting", "waiting"),
        Looked("traketqua", DESK_DOSSIER % "decided", "decided"),
    ),
    "desk_receipt": (Looked("traketqua", DESK_DOSSIER % "decided" + "bien-lai/"),),
    "desk_look_up": (Looked("tiepnhan", DESK_DOSSIER % "submitted" + "dan-cu/"),),
    "desk_act": (
        *_acts("tiepnhan", "submitted", "take_in", "refuse_intake", "request_supplement", "request_payment"),
        *_acts("tiepnhan", "submitted", "confirm_payment", "withdraw"),
        *_acts("thuly", "working", "assign", "request_financial_duty", "ask_opinion"),
        *_acts("thuly", "waiting", "accept_supplement", "record_opinion", "confirm_financial_duty"),
        *_acts("lanhdao", "working", "extend_with_apology", "decide", "stop", "declare_not_eligible"),
        *_acts("traketqua", "decided", "return_result"),
    ),
    "desk_change_password": (Looked("tiepnhan", "/vi/desk/mat-khau/"),),
    "mfa_index": (Looked("tiepnhan", "/vi/desk/bao-mat/"),),
    "mfa_activate_totp": (Looked("tiepnhan", "/vi/desk/bao-mat/ung-dung/"),),
    "mfa_view_recovery_codes": (Looked("tiepnhan", "/vi/desk/bao-mat/ma-du-phong/", "none yet", 404),),
    "mfa_generate_recovery_codes": (Looked("tiepnhan", "/vi/desk/bao-mat/ma-du-phong/moi/"),),
    "account_reauthenticate": (Looked("tiepnhan", "/vi/desk/nhap-lai-mat-khau/"),),
    "mfa_reauthenticate": (Looked("tiepnhan", "/vi/desk/nhap-lai-ma/"),),
    "desk_logout": (Looked("tiepnhan", "/vi/desk/dang-xuat/"),),
}

NO_PAGES: Mapping[str, str] = {
    "health": "answers a machine",
    "metrics": "answers a machine",
    "mfa_authenticate": "shown between two steps of signing in; looked at by its own test",
    "draft": "leads on to the page to go on with",
    "draft_discard": "a form's target",
    "draft_file": "a file",
    "draft_autosave": "answers the script",
    "draft_fill_in": "a form's target",
    "tracking_letter": "a PDF",
    "tracking_supplement": "needs the PIN entered in the same browser; looked at by its own test",
    "dossier_qr": "a picture",
    "dossier_slip": "a PDF",
    "dossier_letter": "a PDF",
    "dossier_result": "a file",
    "dossier_file": "a file",
    "desk_certify_fee": "answers the script",
    "desk_send_again": "a form's target",
    "desk_called": "a form's target",
    "desk_file": "a file",
    "desk_letter": "a PDF",
    "desk_note": "a form's target",
    "desk_apology_preview": "a PDF",
}
