"""Hand a draft in: it becomes a dossier, once, however often the button is pressed."""

from collections.abc import Mapping

from django.db import transaction

from motcua.dossiers.actions import submit
from motcua.dossiers.errors import AnswersRefused
from motcua.ground import crypto, storage
from motcua.people.actor import Actor
from motcua.portal.actions.attach_file import owner_name
from motcua.portal.errors import DraftGone
from motcua.portal.models import Draft
from motcua.portal.parties import parties
from motcua.portal.reads import Filling, opened


def run(actor: Actor, draft: Draft, identity: Mapping[str, str], language: str) -> str:
    """The public id of the dossier. Raises DossierError; then nothing has changed.

    The draft's row is locked, so that a second press waits and gets the same dossier.
    """
    with transaction.atomic():
        held = Draft.objects.select_for_update(of=("self",)).select_related("version", "subject")
        mine = held.filter(pk=draft.pk, owner_id=actor.user_id).first()
        if mine is None:
            raise DraftGone
        if mine.dossier:
            return mine.dossier
        filling = opened(mine)
        if filling.unread_answers:
            raise AnswersRefused(filling.unread_answers)
        files = _files_let_go(mine)
        command = _filing(actor, filling, files, identity, language)
        born = submit.run(actor, command)
        _empty(mine, born.dossier.public_id)
        return born.dossier.public_id


def _filing(
    actor: Actor,
    filling: Filling,
    files: Mapping[str, tuple[str, ...]],
    identity: Mapping[str, str],
    language: str,
) -> submit.Command:
    draft = filling.draft
    return submit.Command(
        procedure=draft.version.code,
        case=draft.case,
        agency=draft.agency,
        competent=draft.competent,
        parties=parties(actor, filling, identity),
        answers=filling.form.submission(filling.answers, filling.situation, filling.locked),
        files=files,
        channel="online",
        place=draft.place,
        applicant=draft.applicant,
        language=language,
    )


def _files_let_go(draft: Draft) -> dict[str, tuple[str, ...]]:
    """Public ids by component, released from the draft so that the dossier can claim them."""
    found: dict[str, tuple[str, ...]] = {}
    for row in draft.files.select_related("file").order_by("pk"):
        storage.release(row.file, owner_name(draft))
        found[row.component] = (*found.get(row.component, ()), row.file.public_id)
    return found


def _empty(draft: Draft, dossier: str) -> None:
    """Only the pointer to the dossier stays, until the draft's time is over."""
    draft.files.all().delete()
    draft.dossier, draft.sealed, draft.carried = dossier, None, None
    draft.save(update_fields=["dossier", "sealed", "carried"])
    crypto.destroy(draft.subject)
