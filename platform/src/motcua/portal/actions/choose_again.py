"""Change case, applicant or place of a draft; the answers stay, what no longer counts is left out later."""

from motcua.ground import clock
from motcua.portal.models import Draft
from motcua.portal.offices import Office


def run(draft: Draft, *, case: str, applicant: str, office: Office) -> None:
    """Keep the new choice."""
    draft.case, draft.applicant, draft.place = case, applicant, office.place
    draft.choice, draft.agency, draft.competent = office.value, office.agency, office.competent
    draft.changed_at = clock.now()
    draft.save(update_fields=["case", "applicant", "place", "choice", "agency", "competent", "changed_at"])
