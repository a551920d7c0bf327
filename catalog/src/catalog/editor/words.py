"""The closed lists of the procedure language in people's words."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

Options = tuple[tuple[str, Any], ...]

LEVELS: Options = (("province", _("Province")), ("commune", _("Commune")), ("ministry", _("Ministry")))
APPLICANTS: Options = (("citizen", _("Citizen")), ("organisation", _("Organisation")))
CHANNELS: Options = (("direct", _("At the counter")), ("online", _("Online")), ("post", _("By post")))
PLACES: Options = (("standard", _("Ordinary place")), ("remote", _("Remote or difficult place")))
HOMES: Options = (
    ("province", _("The province's own system")),
    ("ministry_system", _("A ministry's system (mirrored here)")),
    ("national_portal", _("The national portal (mirrored here)")),
)
ONLINE_LEVELS: Options = (
    ("full", _("Completely online")),
    ("part", _("Partly online")),
    ("information", _("Information only")),
)
ONLINE_REASONS: Options = (
    ("presence", _("The applicant must come in person")),
    ("field_check", _("A check on the spot is needed")),
    ("technical_fault", _("Technical reasons")),
    ("other", _("Another reason")),
)
TRANSITIONS: Options = (
    ("law_at_receipt", _("Open dossiers keep the version of the day they were received")),
    ("applicant_may_choose_new", _("Open dossiers keep theirs unless the applicant asks for the new one")),
    ("stop_and_return", _("Open dossiers are stopped and returned")),
    ("old_if_complete", _("Complete dossiers keep theirs, the others move to the new one")),
    ("restart", _("Open dossiers start again on the new version")),
    ("hand_over", _("Open dossiers are handed to another agency")),
)
UNITS: Options = (
    ("working_day", _("working days")),
    ("half_day", _("half working days")),
    ("working_hour", _("working hours")),
    ("calendar_day", _("calendar days")),
    ("month", _("months")),
)
AGENCIES: Options = (
    ("receiving", _("Receiving office")),
    ("competent", _("Competent agency")),
    ("land_office", _("Land registration office")),
    ("tax", _("Tax office")),
)
LEG_AGENCIES: Options = (*AGENCIES, ("consulted", _("Consulted agency")))
ROLES: Options = (
    ("receiver", _("Receiver")),
    ("specialist", _("Specialist")),
    ("leader", _("Leader")),
    ("registrar", _("Registrar")),
    ("returner", _("Returner")),
)
STARTS: Options = (
    ("accepted", _("a complete dossier is accepted")),
    ("fee_paid", _("the fee is paid")),
    ("received_by_competent", _("the competent agency receives it")),
    ("postmark", _("the date of the postmark")),
)
CUTOFFS: Options = (
    ("none", _("changes nothing")),
    ("result_next_working_day", _("the result may come the next working day")),
    ("counts_next_working_day", _("counts as received the next working day")),
)
PAUSE_REASONS: Options = (
    ("supplement", _("Papers to be supplied")),
    ("financial_duty", _("Financial duty")),
    ("verification", _("Verification")),
    ("opinion", _("Opinion of another agency")),
    ("posting", _("Public posting")),
    ("outage", _("Outage declared by a decision")),
)
PAUSE_EFFECTS: Options = (
    ("pause", _("the clock stands still")),
    ("restart", _("the time limit starts again")),
    ("replace", _("the time limit becomes")),
    ("extend", _("the time limit grows by")),
)
ON_EXPIRY: Options = (
    ("close", _("the dossier is closed")),
    ("refuse", _("the dossier is refused")),
    ("none", _("nothing happens by itself")),
)
COMPONENT_KINDS: Options = (
    ("submit", _("is handed in")),
    ("show", _("is only shown")),
    ("note", _("is only a remark")),
)
FORMATS: Options = tuple(
    (name, name.upper()) for name in ("pdf", "jpg", "png", "heic", "docx", "xlsx", "zip", "dwg", "xml")
)
SOURCES: Options = (
    ("identity", _("the applicant's sign-in")),
    ("population", _("the population database")),
    ("civil_status", _("the civil status register")),
    ("land_registry", _("the land register")),
    ("business_registry", _("the business register")),
    ("previous_dossier", _("an earlier dossier")),
)
CODE_LISTS: Options = (
    ("provinces", _("provinces and cities")),
    ("wards", _("communes, wards and special zones")),
)
KNOWN_OF_A_PERSON: Options = (
    ("name", _("full name")),
    ("personal_id", _("personal id")),
    ("birth_date", _("date of birth")),
    ("sex", _("sex")),
    ("phone", _("telephone")),
    ("residence", _("residence")),
)
FALLBACKS: Options = (
    ("show_original", _("show the original")),
    ("submit_copy", _("hand in a copy")),
)
LEDGERS: Options = (("phi", _("Fee (phí)")), ("le_phi", _("Charge (lệ phí)")))
PER: Options = (
    ("dossier", _("per dossier")),
    ("page", _("per page")),
    ("copy", _("per copy")),
    ("person", _("per person")),
    ("point", _("per point")),
)
AUTHORITIES: Options = (
    ("central", _("Central regulation")),
    ("council", _("People's council of the province")),
)
PAY_AT: Options = (("submission", _("on submission")), ("before_result", _("before the result is given")))
ROUNDING: Options = (("half_up", _("to the nearest")), ("up", _("upwards")), ("down", _("downwards")))
RESULT_KINDS: Options = (
    ("positive", _("positive")),
    ("refusal", _("refusal")),
    ("partial", _("partial")),
)
NOTICE_EVENTS: Options = (
    ("submitted", _("Dossier submitted")),
    ("taken_in", _("Dossier taken in")),
    ("intake_refused", _("Intake refused")),
    ("supplement_requested", _("Supplement requested")),
    ("extended", _("Time limit extended")),
    ("payment_requested", _("Payment requested")),
    ("result_ready", _("Result ready")),
    ("not_eligible", _("Not eligible")),
    ("returned", _("Result returned")),
    ("stopped", _("Handling stopped")),
    ("withdrawn", _("Dossier withdrawn")),
)
SENSITIVITY: Options = (
    ("none", _("not personal")),
    ("basic", _("basic personal data")),
    ("sensitive", _("sensitive personal data")),
)
FIELD_TYPES: Options = (
    ("text", pgettext_lazy("question", "Text")),
    ("long_text", _("Long text")),
    ("person_name", _("Person's name")),
    ("personal_id", _("Personal id number")),
    ("tax_code", _("Tax code")),
    ("phone", _("Phone number")),
    ("email", _("E-mail address")),
    ("date", _("Date")),
    ("partial_date", _("Date, or only month or year")),
    ("time", _("Time")),
    ("integer", _("Whole number")),
    ("decimal", _("Decimal number")),
    ("money", _("Sum of money (đồng)")),
    ("yes_no", _("Yes or no")),
    ("choice", _("One choice")),
    ("choices", _("Several choices")),
    ("code", _("Choice from a code list")),
    ("address", _("Address")),
    ("group", _("Repeating group")),
    ("file", _("File")),
    ("tick", _("Box to tick")),
    ("computed", _("Computed value")),
    ("registry_value", _("Value from a registry")),
)
ACTIONS: Options = (
    ("take_in", _("Take in")),
    ("refuse_intake", _("Refuse intake")),
    ("request_supplement", _("Request a supplement")),
    ("confirm_payment", _("Confirm a payment")),
    ("ask_verification", _("Ask for verification")),
    ("ask_opinion", _("Ask for an opinion")),
    ("request_financial_duty", _("Send for financial duty")),
    ("confirm_financial_duty", _("Confirm financial duty")),
    ("record_update", _("Record an update")),
    ("record_decision", _("Record the decision")),
    ("declare_not_eligible", _("Declare not eligible")),
    ("extend", _("Extend")),
    ("stop", _("Stop")),
    ("return_result", _("Return the result")),
)
LETTERS: Options = (
    ("receipt", _("Receipt and appointment slip")),
    ("supplement", _("Supplement request")),
    ("refusal", _("Refusal letter")),
    ("apology", _("Apology letter")),
    ("stop", _("Stop letter")),
    ("control_sheet", _("Control sheet")),
    ("register", _("Register")),
)


def label_of(options: Options, value: Any) -> str:
    """The word for a value; the value itself when the list does not know it."""
    return str(dict(options).get(value, value))
