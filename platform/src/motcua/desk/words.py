"""What the desk calls things: states, acts, events, channels, roles, letters."""

from collections.abc import Mapping

from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from motcua.dossiers.reads import Left

STATES: Mapping[str, object] = {
    "submitted": _("Newly submitted"),
    "taken_in": _("Taken in"),
    "in_process": _("In process"),
    "decided": _("Decided, to be returned"),
    "returned": _("Returned"),
    "intake_refused": _("Intake refused"),
    "not_eligible": _("Not eligible"),
    "stopped": _("Stopped"),
    "withdrawn": _("Withdrawn"),
    "waiting_supplement": _("Waiting for a supplement"),
    "supplement_answered": _("Supplement answered, waiting for the officer"),
    "waiting_financial_duty": _("Waiting for the financial duty"),
    "waiting_payment": _("Waiting for payment"),
}
WAITS: Mapping[str, object] = {
    "supplement": _("supplement"),
    "payment": _("payment of fees"),
    "financial_duty": _("financial duty (tax)"),
    "opinion": _("opinion of another agency"),
    "verification": _("verification"),
    "partner": _("partner system"),
}
ACTS: Mapping[str, object] = {
    "take_in": _("Take in"),
    "refuse_intake": _("Refuse intake"),
    "assign": _("Assign"),
    "request_supplement": _("Request a supplement"),
    "accept_supplement": _("Accept the supplement"),
    "request_payment": _("Request payment"),
    "confirm_payment": _("Confirm payment"),
    "request_financial_duty": _("Send to the tax office"),
    "confirm_financial_duty": _("Financial duty met"),
    "ask_opinion": _("Ask for an opinion"),
    "record_opinion": _("Record an opinion"),
    "extend_with_apology": _("Extend with apology"),
    "decide": _("Record the decision"),
    "declare_not_eligible": _("Declare not eligible"),
    "return_result": _("Return the result"),
    "stop": _("Stop the dossier"),
    "withdraw": _("Withdraw at the applicant's wish"),
}
EVENTS: Mapping[str, object] = {
    "submitted": _("Submitted online"),
    "taken_in": _("Taken in"),
    "intake_refused": _("Intake refused"),
    "assigned": _("Assigned"),
    "supplement_requested": _("Supplement requested"),
    "supplement_answered": _("Supplement handed in"),
    "supplement_accepted": _("Supplement accepted"),
    "payment_requested": _("Payment requested"),
    "payment_confirmed": _("Payment confirmed"),
    "financial_duty_requested": _("Sent to the tax office"),
    "financial_duty_met": _("Financial duty met"),
    "opinion_requested": _("Opinion requested"),
    "opinion_recorded": _("Opinion received"),
    "extended": _("Extended with apology"),
    "decided": _("Decided"),
    "not_eligible": _("Declared not eligible"),
    "returned": _("Result returned"),
    "stopped": _("Stopped"),
    "withdrawn": _("Withdrawn"),
    "due_changed": _("Dates reckoned"),
}
CHANNELS: Mapping[str, object] = {
    "direct": _("At the counter"),
    "online": _("Online"),
    "post": _("By post"),
}
PLACES: Mapping[str, object] = {
    "standard": _("Ordinary places"),
    "remote": _("Remote communes and islands"),
}
APPLICANTS: Mapping[str, object] = {
    "citizen": _("Citizen"),
    "organisation": _("Organisation"),
}
PARTIES: Mapping[str, object] = {
    "owner": _("Owner"),
    "co_owner": _("Co-owner"),
    "applicant": _("Applicant"),
    "representative": _("Representative"),
    "guardian": _("Guardian"),
    "signer": _("Signer"),
    "deceased": _("Deceased"),
}
PAPERS_OF_IDENTITY: Mapping[str, object] = {
    "personal_id": _("Personal id (12 digits)"),
    "old_id": _("Old id card (9 digits)"),
    "passport": _("Passport"),
    "residence_card": _("Residence card"),
    "tax_code": _("Tax or business code"),
    "none": _("None yet"),
}
LETTERS: Mapping[str, object] = {
    "acknowledgement": _("Acknowledgement of an online dossier"),
    "receipt": _("Appointment slip"),
    "supplement": _("Supplement request"),
    "refusal": _("Refusal"),
    "apology": _("Apology and new date"),
    "stop": _("Stop notice"),
}
FEES: Mapping[str, object] = {"owed": _("Owed"), "paid": _("Paid"), "waived": _("Nothing to pay")}
SENT: Mapping[str, object] = {
    "waiting": _("Being sent"),
    "accepted": _("Accepted"),
    "already_there": _("Already there"),
    "retry_later": _("Will be sent again by itself"),
    "wrong_data": _("Refused: wrong data"),
    "wrong_configuration": _("Refused: wrong set-up"),
}
VERDICTS: Mapping[str, object] = {
    "open": _("Open"),
    "early": _("Early"),
    "on_time": _("On time"),
    "overdue": _("Overdue"),
}
SOON = 1
NEAR = 3


def paper(originals: int, copies: int) -> str:
    """How much paper was handed in, in words."""
    parts = [
        ngettext("%(n)s original", "%(n)s originals", originals) % {"n": originals} if originals else "",
        ngettext("%(n)s copy", "%(n)s copies", copies) % {"n": copies} if copies else "",
    ]
    return gettext("On paper: %(what)s") % {"what": ", ".join(part for part in parts if part)}


def written_day(text: str) -> str:
    """A day, month or year kept as ISO text, as people write it: day/month/year; other text as it is."""
    parts = text.split("-")
    iso = len(parts) in (2, 3) and len(parts[0]) == 4 and all(part.isdigit() for part in parts)
    return "/".join(reversed(parts)) if iso else text


def iso_day(text: str) -> str:
    """What was typed as day/month/year, as ISO text; other text as it is."""
    parts = [part.strip() for part in text.split("/")]
    if len(parts) not in (2, 3) or not all(part.isdigit() for part in parts):
        return text.strip()
    return "-".join(part.zfill(2) for part in reversed(parts))


def remaining(left: Left) -> tuple[str, str]:
    """The legal time left in words, the verdict once there is one, and the colour that goes with it: over,
    soon, near, fine, none.
    """
    if left.over:
        said = VERDICTS[left.verdict] if left.verdict != "open" else _("No time limit any more")
        return str(said), "over" if left.verdict == "overdue" else "none"
    if left.late_intake:
        return gettext("Late intake"), "over"
    if left.days is None:
        return (gettext("Clock stands") if left.due else gettext("Clock not begun")), "none"
    return _days(left.days)


def _days(left: int) -> tuple[str, str]:
    if left < 0:
        over = ngettext("%(days)s working day overdue", "%(days)s working days overdue", -left)
        return over % {"days": -left}, "over"
    if left == 0:
        return gettext("Due today"), "soon"
    words = ngettext("%(days)s working day left", "%(days)s working days left", left) % {"days": left}
    return words, "soon" if left <= SOON else "near" if left <= NEAR else "fine"
