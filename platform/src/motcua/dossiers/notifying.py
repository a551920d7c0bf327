"""Telling the people of a dossier what happened: all owners and the applicant, in words of the pinned version."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from django.conf import settings
from django.utils.translation import override

from motcua import outbox
from motcua.dossiers import asof, gathering
from motcua.dossiers.events import Kind, Recorded
from motcua.dossiers.life import fold
from motcua.dossiers.models import Dossier, Event, Party
from motcua.ground import clock, crypto, formats
from motcua.notices import texts
from motcua.notices.actions import Owed, owe

NOTICE_OF: Mapping[str, str] = {
    Kind.SUBMITTED: "submitted",
    Kind.TAKEN_IN: "taken_in",
    Kind.INTAKE_REFUSED: "intake_refused",
    Kind.SUPPLEMENT_REQUESTED: "supplement_requested",
    Kind.PAYMENT_REQUESTED: "payment_requested",
    Kind.FINANCIAL_DUTY_REQUESTED: "payment_requested",
    Kind.EXTENDED: "extended",
    Kind.DECIDED: "result_ready",
    Kind.NOT_ELIGIBLE: "not_eligible",
    Kind.RETURNED: "returned",
    Kind.STOPPED: "stopped",
    Kind.WITHDRAWN: "withdrawn",
}
"""Which event owes which notice."""

TOLD = (Party.Role.OWNER, Party.Role.CO_OWNER, Party.Role.APPLICANT)
AT_ONCE = "certify_instantly"


def _heard(call: outbox.Call) -> None:
    dossiers = Dossier.objects.for_system("notices").select_related("version", "agency", "received_by")
    dossier = dossiers.get(public_id=str(call.payload["dossier"]))
    event = dossier.events.get(number=int(str(call.payload["event"])))
    kind = NOTICE_OF.get(event.kind)
    if kind is None or event.action == AT_ONCE:
        return
    words = _words(dossier, event, kind)
    for party, ways in _told(dossier):
        owe(_owed(dossier, event, kind, party, words, ways))


def _owed(
    dossier: Dossier,
    event: Event,
    kind: str,
    party: Party,
    words: Mapping[str, str],
    ways: Mapping[str, str],
) -> Owed:
    return Owed(
        about=dossier.public_id,
        dossier_code=dossier.code,
        event=event.number,
        kind=kind,
        person=party.person,
        subject=party.subject,
        agency_id=dossier.agency_id,
        language=dossier.language,
        words=words,
        ways=ways,
    )


def _told(dossier: Dossier) -> Iterator[tuple[Party, Mapping[str, str]]]:
    """Each person once, with the ways to reach them."""
    met: set[str] = set()
    for party in dossier.parties.filter(role__in=TOLD).select_related("subject").order_by("pk"):
        known = json.loads(crypto.open_sealed(party.subject, bytes(party.sealed), purpose="party"))
        who = party.person or known["id_number"] or party.public_id
        if who not in met:
            met.add(who)
            yield party, {"phone": known["phone"], "email": known["email"]}


def _words(dossier: Dossier, event: Event, kind: str) -> dict[str, str]:
    """Short text, subject and body; of a sensitive procedure only that there is news, whatever its texts say."""
    language = dossier.language
    own: Mapping[str, Any] = next(
        (one for one in dossier.version.document.get("notices", []) if one["event"] == kind), {}
    )
    known = asof.left_by(event, gathering.events(dossier))
    facts = _facts(dossier, event, known)
    if dossier.sensitive:
        neutral = texts.filled(_said(texts.NEUTRAL, language), facts)
        return {"short": neutral, "subject": dossier.code, "body": neutral}
    money = _money(event, kind, known, language)
    short = texts.filled(_said(own.get("sms") or texts.DEFAULTS[kind], language), facts) + money
    letter = own.get("email") or {}
    subject = texts.filled(_said(letter["subject"], language), facts) if letter else dossier.code
    body = texts.filled(_said(letter["body"], language), facts) + money if letter else short
    return {"short": short, "subject": subject, "body": body}


def _money(event: Event, kind: str, known: Sequence[Recorded], language: str) -> str:
    """The sentence with the sum still owed: of what was asked for, or before the result is handed over."""
    owed = gathering.owed(known)
    asked = event.data.get("lines", owed if event.kind == Kind.DECIDED else ())
    total = sum(amount for line, amount in owed.items() if line in asked)
    if not total:
        return ""
    with override(language):
        return " " + texts.filled(_said(texts.TO_PAY[kind], language), {"sum": formats.money(total)})


def _facts(dossier: Dossier, event: Event, known: Sequence[Recorded]) -> dict[str, str]:
    """The date is the one this event left: a notice heard late must not speak of what happened since."""
    until, due = event.data.get("until"), fold(known).promised
    no_day = _said(texts.NOT_FIXED, dossier.language)
    return {
        "dossier_code": dossier.code,
        "due": f"{due:%d/%m/%Y}" if due else no_day,
        "agency": dossier.received_by.name,
        "reason": gathering.written(dossier, event.number),
        "supplement_until": f"{date.fromisoformat(until):%d/%m/%Y}" if until else no_day,
        "link": settings.TRACKING_ADDRESS.format(language=dossier.language, code=dossier.code),
        "happened": f"{clock.civil(event.happened_at):%d/%m/%Y}",
    }


def _said(texts_by_language: Mapping[str, str], language: str) -> str:
    return texts_by_language.get(language) or texts_by_language["vi"]


def subscribe() -> None:
    """Owe notices in the transaction that marks the event heard: exactly once."""
    outbox.subscribe("dossier.*", "dossiers.notices", _heard, inside=True)
