"""Start a draft: case, applicant and place are chosen, what is known of the person is offered."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from catalog.reads import ProcedureVersion
from django.db import transaction

from motcua.ground import clock, crypto
from motcua.ground.idempotency import once
from motcua.people.actor import Actor
from motcua.portal import prefill
from motcua.portal.actions.keep_answers import sealed
from motcua.portal.models import Draft
from motcua.portal.offices import Office

KEPT_FOR = timedelta(days=30)


def run(
    actor: Actor,
    version: ProcedureVersion,
    *,
    case: str,
    applicant: str,
    office: Office,
    identity: Mapping[str, Any],
    key: str = "",
) -> str:
    """The public id of a new draft of this person; ``identity`` is what is known of them (see
    ``prefill.identity_of``).

    The same choice sent twice with the same ``key`` gives the same draft. Raises IdempotencyConflict when the key
    comes back with another choice.
    """

    def work() -> str:
        return _started(actor, version, case, applicant, office, identity)

    if not key:
        return work()
    chosen = {"version": version.public_id, "case": case, "applicant": applicant, "office": office.value}
    return str(once(f"{actor.trace}/start_draft", key, chosen, work)[0])


@transaction.atomic
def _started(
    actor: Actor,
    version: ProcedureVersion,
    case: str,
    applicant: str,
    office: Office,
    identity: Mapping[str, Any],
) -> str:
    now = clock.now()
    subject = crypto.new_subject()
    answers = prefill.suggested(version.loaded(), identity) if applicant == "citizen" else {}
    draft = Draft.objects.create(
        owner_id=actor.user_id or 0,
        version=version,
        subject=subject,
        case=case,
        applicant=applicant,
        place=office.place,
        choice=office.value,
        agency=office.agency,
        competent=office.competent,
        sealed=sealed(subject, answers),
        created_at=now,
        changed_at=now,
        expires_at=now + KEPT_FOR,
    )
    return draft.public_id
