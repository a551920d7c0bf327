"""What states, waits, events and sources are called on the portal, in plain words."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

STANDINGS: dict[str, Promise] = {
    "submitted": _("Submitted, waiting for an officer to check it"),
    "taken_in": _("Taken in, about to be worked on"),
    "in_process": _("Being worked on"),
    "waiting_supplement": _("Waiting for you to supplement it"),
    "supplement_answered": _("Supplement sent, waiting for an officer to check it"),
    "waiting_financial_duty": _("Waiting for the tax to be paid"),
    "waiting_payment": _("Waiting for the fee to be paid"),
    "decided": _("The result is ready"),
    "returned": _("Finished, the result was handed over"),
    "intake_refused": _("Not taken in"),
    "not_eligible": _("Not eligible"),
    "stopped": _("Stopped"),
    "withdrawn": _("Withdrawn by the applicant"),
}

WAITS: dict[str, Promise] = {
    "supplement": _("Waiting for you to supplement the dossier; the time you take is not counted."),
    "payment": _("Waiting for the fee to be paid."),
    "financial_duty": _("Waiting for the tax and other financial duties to be paid."),
    "opinion": _("Waiting for another agency's opinion."),
    "verification": _("Being verified on the spot."),
    "partner": _("Waiting for another agency's system."),
}

EVENTS: dict[str, Promise] = {
    "submitted": _("You submitted the dossier."),
    "taken_in": _("The dossier was taken in and a date was promised."),
    "intake_refused": _("The dossier was not taken in; the letter says why."),
    "assigned": _("The dossier was passed to the officer who handles it."),
    "supplement_requested": _("You were asked to supplement the dossier."),
    "supplement_answered": _("You sent the supplement."),
    "supplement_accepted": _("The supplement was accepted."),
    "payment_requested": _("You were asked to pay a fee."),
    "payment_confirmed": _("The payment was confirmed."),
    "financial_duty_requested": _("The tax office was asked what has to be paid."),
    "financial_duty_met": _("The tax and other duties were paid."),
    "opinion_requested": _("Another agency was asked for its opinion."),
    "opinion_recorded": _("The other agency answered."),
    "extended": _("The promised date was moved; a letter of apology was written."),
    "decided": _("The agency decided; the result is ready."),
    "not_eligible": _("The agency found that the conditions are not met; the letter says why."),
    "returned": _("The result was handed over."),
    "stopped": _("The work on the dossier was stopped; the letter says why."),
    "withdrawn": _("You withdrew the dossier."),
}

LETTERS: dict[str, Promise] = {
    "acknowledgement": _("Acknowledgement of the online submission"),
    "receipt": _("Receipt with the promised date"),
    "supplement": _("Request for a supplement"),
    "refusal": _("Letter of refusal"),
    "apology": _("Letter of apology with a new date"),
    "stop": _("Notice that the work was stopped"),
}

LETTER_FILES = {
    "acknowledgement": "xac-nhan-nop-ho-so",
    "receipt": "giay-tiep-nhan",
    "supplement": "yeu-cau-bo-sung",
    "refusal": "thong-bao-tu-choi",
    "apology": "thu-xin-loi",
    "stop": "thong-bao-dung",
}
"""What the PDF of a letter is called when it is downloaded."""

PAY_AT: dict[str, Promise] = {
    "submission": _("when the dossier is handed in"),
    "before_result": _("before the result is handed over"),
}

APPLICANTS: dict[str, Promise] = {"citizen": _("A person"), "organisation": _("An organisation")}

CHANNELS: dict[str, Promise] = {
    "direct": _("at the counter"),
    "online": _("online"),
    "post": _("by post"),
}

PLACES: dict[str, Promise] = {"standard": _("Ordinary places"), "remote": _("Remote communes and islands")}

SOURCES: dict[str, Promise] = {
    "identity": _("your electronic identity"),
    "population": _("the population database"),
    "civil_status": _("the civil status database"),
    "land_registry": _("the land database"),
    "business_registry": _("the business register"),
    "previous_dossier": _("an earlier dossier of yours"),
}

ROLES: dict[str, Promise] = {
    "receiving": _("the one-stop counter"),
    "competent": _("the agency that decides"),
    "land_office": _("the land registration office"),
    "tax": _("the tax office"),
    "consulted": _("another agency"),
}

LEDGERS: dict[str, Promise] = {"phi": _("fee"), "le_phi": _("charge")}

UNITS: dict[str, Promise] = {
    "dossier": _("per dossier"),
    "page": _("per page"),
    "copy": _("per copy"),
    "person": _("per person"),
    "point": _("per point"),
}

LEVELS: dict[str, Promise] = {
    "commune": _("Commune"),
    "province": _("Province"),
    "ministry": _("Ministry"),
}


def letter_file(kind: str, code: str) -> str:
    """The file name of a letter of the dossier with this code."""
    return f"{LETTER_FILES.get(kind, kind)}-{code}.pdf"
