"""Telling the portal: the dossier first, its progress only after the dossier was acknowledged."""

from __future__ import annotations

from motcua_sdk.host import Host
from motcua_sdk.values import DossierSnapshot, Message, Outcome

from motcua_national_portal import replies, wire
from motcua_national_portal.client import NoAnswer, Portal, SignInRefused


def tell(message: Message, snapshot: DossierSnapshot, host: Host) -> Outcome:
    """Push the dossier as it stands, then the one progress line of the act this message is about."""
    try:
        portal = Portal(host)
        pushed = _push_dossier(portal, snapshot)
        return _push_progress(portal, message, snapshot, pushed) if pushed.settled else pushed
    except NoAnswer as silence:
        return replies.no_answer(str(silence))
    except SignInRefused:
        return sign_in_refused()


def sign_in_refused() -> Outcome:
    """Our account is not accepted: a task for an administrator."""
    return Outcome(
        "wrong_configuration",
        {
            "vi": "Cổng quốc gia không chấp nhận tài khoản. Quản trị viên cần kiểm tra tài khoản và mật khẩu.",
            "en": "The national portal does not accept the account. An administrator must check it.",
        },
    )


def _push_dossier(portal: Portal, snapshot: DossierSnapshot) -> Outcome:
    """As new, or as a change once the portal is known to have it; each refusal of the mode turns to the other."""
    body = wire.dossier(snapshot, portal.options)
    known = f"known:{snapshot.code}"
    updating = portal.host.store.get(known) is not None
    reply = portal.integrate("DongBoHoSoMC", isUpdating=str(updating), data=[body])
    outcome = replies.outcome(reply)
    if outcome.kind == "already_there" or (updating and replies.unknown_dossier(reply)):
        outcome = replies.outcome(portal.integrate("DongBoHoSoMC", isUpdating=str(not updating), data=[body]))
    if outcome.settled:
        portal.host.store.put(known, True)
    return outcome


def _push_progress(portal: Portal, message: Message, snapshot: DossierSnapshot, pushed: Outcome) -> Outcome:
    """The line of this act; what is no act (a recomputed date) has none, the dossier's reply stands."""
    number = message.payload.get("event")
    lines = [wire.progress(line, snapshot.code) for line in snapshot.progress if line.number == number]
    if not lines:
        return pushed
    return replies.outcome(portal.integrate("CapNhatTienDoHoSoMC", data=lines))
