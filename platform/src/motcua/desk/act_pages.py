"""Which form and which action belong to each act of the desk."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from motcua.desk import act_forms, words
from motcua.desk.entries import ActEntries
from motcua.dossiers.actions import (
    accept_supplement,
    ask_opinion,
    assign,
    confirm_financial_duty,
    confirm_payment,
    decide,
    declare_not_eligible,
    extend_with_apology,
    record_opinion,
    refuse_intake,
    request_financial_duty,
    request_payment,
    request_supplement,
    return_result,
    stop,
    take_in,
    withdraw,
)


@dataclass(frozen=True)
class ActPage:
    """One act: its form, its action, and whether it ends the dossier against the applicant."""

    name: str
    form: type[ActEntries]
    run: Callable[..., Any]
    grave: bool = False

    @property
    def title(self) -> object:
        """What the button and the page are called."""
        return words.ACTS[self.name]


PAGES: Mapping[str, ActPage] = {
    page.name: page
    for page in (
        ActPage("take_in", act_forms.TakeIn, take_in.run),
        ActPage("refuse_intake", act_forms.RefuseIntake, refuse_intake.run, grave=True),
        ActPage("assign", act_forms.Assign, assign.run),
        ActPage("request_supplement", act_forms.RequestSupplement, request_supplement.run),
        ActPage("accept_supplement", act_forms.AcceptSupplement, accept_supplement.run),
        ActPage("request_payment", act_forms.RequestPayment, request_payment.run),
        ActPage("confirm_payment", act_forms.ConfirmPayment, confirm_payment.run),
        ActPage("request_financial_duty", act_forms.RequestFinancialDuty, request_financial_duty.run),
        ActPage("confirm_financial_duty", act_forms.ConfirmFinancialDuty, confirm_financial_duty.run),
        ActPage("ask_opinion", act_forms.AskOpinion, ask_opinion.run),
        ActPage("record_opinion", act_forms.RecordOpinion, record_opinion.run),
        ActPage("extend_with_apology", act_forms.ExtendWithApology, extend_with_apology.run),
        ActPage("decide", act_forms.Decide, decide.run),
        ActPage("declare_not_eligible", act_forms.DeclareNotEligible, declare_not_eligible.run, grave=True),
        ActPage("return_result", act_forms.ReturnResult, return_result.run),
        ActPage("stop", act_forms.Stop, stop.run, grave=True),
        ActPage("withdraw", act_forms.Withdraw, withdraw.run, grave=True),
    )
}
"""Every act an officer may do on a dossier that exists, in the order of the lifecycle's table."""
