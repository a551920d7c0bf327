"""The hooks of the plugin."""

from __future__ import annotations

from collections.abc import Sequence

from motcua_sdk import PluginInfo, hookimpl
from motcua_sdk.host import Host
from motcua_sdk.values import (
    DossierSnapshot,
    Health,
    Message,
    Outcome,
    PartnerStatus,
    Polled,
    Problem,
)

from motcua_national_portal import telling
from motcua_national_portal.client import NoAnswer, Portal, SignInRefused
from motcua_national_portal.options import SCHEMA

LONGEST_ABSTRACT = 1000


@hookimpl
def plugin_info() -> PluginInfo:
    return PluginInfo(
        name="motcua_national_portal",
        title={"vi": "Cổng Dịch vụ công quốc gia", "en": "National public service portal"},
        version="0.1.0",
        contract=">=1,<2",
        options=SCHEMA,
        react_seconds=60,
    )


@hookimpl
def topics_heard() -> Sequence[str]:
    return ("dossier.*",)


@hookimpl
def fields_read() -> Sequence[str]:
    return ()


@hookimpl
def check_before_taking_in(snapshot: DossierSnapshot) -> Sequence[Problem]:
    found = []
    if snapshot.owner is None or not snapshot.owner.name.strip():
        found.append(
            _problem("owner_missing", "Hồ sơ chưa có tên chủ hồ sơ.", "The dossier names no owner.", "owner")
        )
    if len(snapshot.abstract) > LONGEST_ABSTRACT:
        found.append(
            _problem(
                "abstract_too_long",
                "Trích yếu dài quá 1.000 ký tự, Cổng quốc gia sẽ từ chối. Hãy rút ngắn.",
                "The abstract is longer than 1,000 characters; the national portal would refuse it. Shorten it.",
                "abstract",
            )
        )
    return found


@hookimpl
def tell_partner(message: Message, snapshot: DossierSnapshot, host: Host) -> Outcome:
    return telling.tell(message, snapshot, host)


@hookimpl
def read_back(codes: Sequence[str], cursor: str, host: Host) -> Polled:
    portal = Portal(host)
    return Polled(cursor, tuple(_status(portal, code) for code in codes))


@hookimpl
def test_connection(host: Host) -> Health:
    try:
        Portal(host).sign_in()
    except NoAnswer as silence:
        return Health(False, _words(f"Không kết nối được ({silence}).", f"No connection ({silence})."))
    except SignInRefused:
        return Health(False, telling.sign_in_refused().message)
    return Health(True, _words("Đăng nhập được.", "Signed in."))


def _status(portal: Portal, code: str) -> PartnerStatus:
    reply = portal.share("TraCuuHoSo", mahoso=code)
    held = reply.get("result") or []
    status = str(held[0].get("TrangThaiHoSo", "")) if held else ""
    return PartnerStatus(code, int(status) if status.isdigit() else None, str(reply.get("message", "")))


def _problem(code: str, vi: str, en: str, field: str) -> Problem:
    return Problem(code, _words(vi, en), field)


def _words(vi: str, en: str) -> dict[str, str]:
    return {"vi": vi, "en": en}
