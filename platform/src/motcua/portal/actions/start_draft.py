"""Start a draft: case, applicant and place are chosen, what is known of the person is offered."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from catalog.reads import ProcedureVersion
from django.db import transaction

from motcua.ground import clock, crypto
from motcua.people.actor import Actor
from motcua.portal import prefill
from motcua.portal.actions.keep_answers import sealed
from motcua.portal.models import Draft
from motcua.portal.offices import Office

KEPT_FOR = timedelta(days=30)


@transaction.atomic
def run(
    actor: Actor,
    version: ProcedureVersion,
    *,
    case: str,
    applicant: str,
    office: Office,
    identity: Mapping[str, Any],
) -> Draft:
    """A new draft of this person; ``identity`` is what is known of them (see ``prefill.identity_of``)."""
    now = clock.now()
    subject = crypto.new_subject()
    answers = prefill.suggested(version.loaded(), identity) if applicant == "citizen" else {}
    return Draft.objects.create(
        owner_id=actor.user_id or 0,
        version=version,
        subject=subject,
        case=case,
        applicant=applicant,
        place=office.place,
        choice=office.value,
        agency=office.agency,
        competent=office.competent,
        sealed=sealed(subject, answers, {}),
        created_at=now,
        changed_at=now,
        expires_at=now + KEPT_FOR,
    )
