"""Look a person up in a registry: always for a dossier or a form, with a purpose, and on the record."""

from dataclasses import dataclass

from django.db import transaction
from motcua_sdk.values import Identity, LookUp, PersonQuery

from motcua import audit
from motcua.exchange.errors import PurposeMissing
from motcua.exchange.models import LookUpRecord
from motcua.extensions import reads as extensions
from motcua.extensions.calling import call, seconds
from motcua.extensions.discovery import Loaded
from motcua.extensions.errors import CallFailed, CallRefused, CallTimedOut
from motcua.extensions.host import PluginHost
from motcua.ground import clock, crypto
from motcua.ground.ids import new_public_id
from motcua.people.actor import Actor

HOOK = "look_up_person"
LONGEST_PURPOSE = 300


@dataclass(frozen=True)
class Wanted:
    """Whom somebody looks for, and why.

    ``born`` is ``yyyy-mm-dd`` or ``yyyy``; ``about`` the public id of the dossier or draft; ``dossier_code`` its code.
    """

    identity: Identity
    name: str
    born: str
    purpose: str
    procedure_code: str
    about: str = ""
    dossier_code: str = ""
    agency_id: int | None = None
    agency_code: str = ""
    officer: str = ""


def look_up_person(actor: Actor, wanted: Wanted) -> LookUp:
    """What the registry says; "unavailable" with a sentence when nobody can be asked.

    Must run outside any transaction. Raises PurposeMissing.
    """
    if not wanted.purpose.strip():
        raise PurposeMissing(
            "Hãy ghi mục đích tra cứu trước khi tra cứu.", "Say what the look-up is for, then look up."
        )
    offering = extensions.active(HOOK, agency_id=wanted.agency_id, procedure_code=wanted.procedure_code)
    if not offering:
        return _unavailable("Chưa kết nối cơ sở dữ liệu dân cư.", "No population database is connected.")
    request_id = new_public_id()
    answer = _ask(offering[0], _query(actor, wanted, request_id))
    _record(actor, wanted, offering[0].info.name, request_id, answer.kind)
    return answer


def _query(actor: Actor, wanted: Wanted, request_id: str) -> PersonQuery:
    return PersonQuery(
        request_id=request_id,
        identity=wanted.identity,
        name=wanted.name,
        born=wanted.born,
        officer=wanted.officer or actor.user,
        agency_code=wanted.agency_code,
        procedure_code=wanted.procedure_code,
        dossier_code=wanted.dossier_code,
        purpose=wanted.purpose,
    )


def _ask(plugin: Loaded, query: PersonQuery) -> LookUp:
    try:
        answer = call(plugin, HOOK, query, PluginHost(plugin, seconds(plugin, HOOK)))
    except (CallRefused, CallFailed, CallTimedOut) as error:
        return _unavailable(error.message["vi"], error.message["en"])
    if isinstance(answer, LookUp):
        return answer
    return _unavailable("Cơ sở dữ liệu trả lời không đọc được.", "The registry's answer cannot be read.")


def _unavailable(vi: str, en: str) -> LookUp:
    by_hand = {"vi": f"{vi} Ông/bà vẫn điền tiếp bằng tay được.", "en": f"{en} You can go on by hand."}
    return LookUp("unavailable", by_hand)


@transaction.atomic
def _record(actor: Actor, wanted: Wanted, partner: str, request_id: str, outcome: str) -> None:
    """Who asked, for what and why; the chain of the dossier or draft holds it, so that nobody asks unseen."""
    purpose = wanted.purpose[:LONGEST_PURPOSE]
    LookUpRecord.objects.create(
        request_id=request_id,
        partner=partner,
        actor=actor.trace,
        agency_id=wanted.agency_id,
        about=wanted.about,
        procedure_code=wanted.procedure_code,
        purpose=purpose,
        person=crypto.commitment(wanted.identity.number),
        outcome=outcome,
        at=clock.now(),
    )
    chain = f"{'dossier' if wanted.dossier_code else 'draft'}:{wanted.about}"
    facts = {"request": request_id, "partner": partner, "outcome": outcome}
    audit.record(chain, "exchange.looked_up", actor, facts | {"purpose": crypto.commitment(purpose)})
