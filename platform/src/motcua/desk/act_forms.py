"""One form for each act: its questions, and the command it makes of the answers.

Each class names its act once, by ``does``; the pages of the desk (``act_pages.PAGES``) follow from that.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from forms_schema.components import required_components
from forms_schema.deadlines.extension import latest_notice
from forms_schema.questions import Field

from motcua.agencies import reads as agencies
from motcua.desk.act_pages import does
from motcua.desk.entries import (
    DAY_FORMS,
    ActEntries,
    LateEntries,
    day_input,
    line,
    one_of,
    own_reason,
    reason,
    some_of,
)
from motcua.desk.pages import said
from motcua.dossiers.actions import (
    ask_opinion,
    assign,
    confirm_financial_duty,
    confirm_payment,
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
from motcua.dossiers.gathering import form_for
from motcua.dossiers.lifecycle import Waiting
from motcua.ground import clock
from motcua.ground.formats import money
from motcua.people import reads as people

HANDLERS = ("specialist", "leader", "receiver")
PROPOSED_DAYS = 5


@does(take_in)
class TakeIn(ActEntries):
    """Nothing to enter: the officer has seen the date and confirms it."""

    def command(self) -> take_in.Command:
        return take_in.Command()


@does(refuse_intake, grave=True)
class RefuseIntake(ActEntries):
    text = reason()
    ground = line(_("Legal ground"), _("Article and number of the law or decree."), required=True)

    def command(self) -> refuse_intake.Command:
        return refuse_intake.Command(self.cleaned_data["text"], self.cleaned_data["ground"])


@does(assign)
class Assign(ActEntries):
    holder = one_of(_("Officer"))
    step = one_of(_("Step of the process"), required=False)

    def prepare(self) -> None:
        """Officers of the agency that holds the dossier and of the one that decides it, and the steps that may
        follow: after the intake the next one first, for the intake is done.
        """
        dossier = self.folder.dossier
        names: dict[str, str] = {}
        self.agency_of: dict[str, str] = {}
        for agency in dict.fromkeys((dossier.agency, dossier.competent)):
            beside = "" if agency == dossier.agency else f" ({agency.name})"
            for one in (one for role in HANDLERS for one in people.users_with(role, agency.pk)):
                names.setdefault(one.public_id, one.get_full_name() + beside)
                self.agency_of.setdefault(one.public_id, agency.public_id)
        self.choose("holder", [("", _("Choose an officer")), *names.items()])
        self.choose("step", self._steps())

    def _steps(self) -> list[tuple[str, str]]:
        facts = self.folder.facts
        steps = {step.id: step for step in facts.procedure.steps}
        here = steps.get(facts.life.step) or next(iter(steps.values()))
        onward = [steps[way.to] for way in here.next]
        begun = facts.life.step != ""
        return [(step.id, said(step.name)) for step in ((here, *onward) if begun else (*onward, here))]

    def command(self) -> assign.Command:
        holder = self.cleaned_data["holder"]
        return assign.Command(holder, self.cleaned_data["step"], self.agency_of[holder])


@does(request_supplement)
class RequestSupplement(ActEntries):
    text = reason(_("What to supplement and why, as the applicant will read it"))
    components = some_of(_("Papers to supplement"))
    fields_asked = some_of(_("Answers to correct"))

    def prepare(self) -> None:
        """Only what this dossier was asked: its papers, and its questions under the pages of the form."""
        procedure, situation = self.folder.facts.procedure, self.folder.facts.situation
        evaluation = form_for(procedure).evaluate(self._answers(), situation)
        due = required_components(procedure, evaluation.values, situation)
        papers = [one.component for one in due if one.component.kind == "submit"]
        self.choose("components", [(one.id, said(one.name)) for one in papers])
        self.fields["fields_asked"].choices = self._questions(evaluation.visible)  # type: ignore[attr-defined]
        for name in ("components", "fields_asked"):
            self.fields[name].initial = None
        self._names = {f"reason_components_{one.id}": one.name for one in papers}
        for one in self._asked(evaluation.visible):
            self._names[f"reason_fields_asked_{one.id}"] = one.label
        for name, what in self._names.items():
            self.fields[name] = own_reason(said(what))

    def _answers(self) -> Mapping[str, Any]:
        """The answers now; none after the owner's data was erased."""
        return {} if self.folder.subject.destroyed_at else self.folder.answers.now

    def _asked(self, visible: Collection[str]) -> list[Field]:
        return [
            one
            for one in self.folder.facts.procedure.fields
            if one.group is None and one.id in visible and _may_be_asked(one)
        ]

    def _questions(self, visible: Collection[str]) -> list[tuple[str, list[tuple[str, str]]]]:
        procedure = self.folder.facts.procedure
        known = {one.id: one for one in self._asked(visible)}
        titles = {page["id"]: page["title"] for page in procedure.document["form"]["pages"]}
        pages = [
            (
                said(titles[page.id]),
                [(name, said(known[name].label)) for name in page.fields if name in known],
            )
            for page in form_for(procedure).pages
        ]
        return [(title, questions) for title, questions in pages if questions]

    def command(self) -> request_supplement.Command:
        entered = self.cleaned_data
        asked, papers = tuple(entered["fields_asked"]), tuple(entered["components"])
        language = self.folder.dossier.language
        own = [(what.get(language) or what["vi"], entered[name]) for name, what in self._names.items()]
        return request_supplement.Command(request_supplement.worded(entered["text"], own), asked, papers)

    def clean(self) -> dict[str, Any]:
        """A reason stands only for what is asked."""
        entered = super().clean() or {}
        lists = ("components", "fields_asked")
        ticked = {f"reason_{asked}_{one}" for asked in lists for one in entered.get(asked, ())}
        for name in self._names.keys() - ticked:
            if entered.get(name):
                self.add_error(name, gettext("Tick this too, or take its reason away."))
        return entered


def _may_be_asked(field: Field) -> bool:
    """Nobody is asked to correct what is reckoned, nor a declaration they have made."""
    return field.type != "computed" and not field.declaration


class _Lines(ActEntries):
    """An act on fees that are still owed."""

    lines = some_of(_("Fees"))

    def prepare(self) -> None:
        owed = [line for line in self.folder.fees if line.state == "owed"]
        self.choose("lines", [(one.fee, f"{said(one.name)}: {money(one.amount)}") for one in owed])
        self.fields["lines"].initial = [one.fee for one in owed]
        self.fields["lines"].required = True


@does(request_payment)
class RequestPayment(_Lines):
    def prepare(self) -> None:
        """Only what was not asked for yet."""
        super().prepare()
        asked = self.folder.facts.life.asked_to_pay
        left = [(name, words) for name, words in self.fields["lines"].choices if name not in asked]  # type: ignore[attr-defined]
        self.choose("lines", left)
        self.fields["lines"].initial = [name for name, _words in left]

    def command(self) -> request_payment.Command:
        return request_payment.Command(tuple(self.cleaned_data["lines"]))


@does(confirm_payment)
class ConfirmPayment(_Lines, LateEntries):
    method = forms.ChoiceField(
        label=_("How it was paid"),
        choices=[("cash", _("Cash")), ("transfer", _("Bank transfer")), ("online", _("Online"))],
    )
    reference = line(_("Number of the receipt"), longest=60, required=True)

    field_order = ("lines", "method", "reference", "happened_at", "late_reason")

    def command(self) -> confirm_payment.Command:
        entered = self.cleaned_data
        return confirm_payment.Command(
            entered["method"], entered["reference"], tuple(entered["lines"]), entered["happened_at"]
        )


@does(request_financial_duty)
class RequestFinancialDuty(LateEntries):
    reference = line(_("Number of the transfer slip to the tax office"), longest=60, required=True)

    field_order = ("reference", "happened_at", "late_reason")

    def command(self) -> request_financial_duty.Command:
        entered = self.cleaned_data
        return request_financial_duty.Command(entered["reference"], entered["happened_at"])


@does(confirm_financial_duty)
class ConfirmFinancialDuty(LateEntries):
    reference = line(_("Number of the proof of payment"), longest=60, required=True)

    field_order = ("reference", "happened_at", "late_reason")

    def command(self) -> confirm_financial_duty.Command:
        entered = self.cleaned_data
        return confirm_financial_duty.Command(entered["reference"], entered["happened_at"])


@does(ask_opinion)
class AskOpinion(ActEntries):
    agency = one_of(_("Agency asked"))
    text = reason(_("Question"), _("What the agency should say, and about which papers."))
    until = forms.DateField(
        label=_("Answer wanted no later than"),
        required=False,
        input_formats=DAY_FORMS,
        widget=day_input(),
    )

    def prepare(self) -> None:
        """Every agency of today but the one that asks."""
        others = [one for one in agencies.agencies() if one.pk != self.folder.dossier.agency_id]
        named = [(one.public_id, one.name) for one in others]
        self.choose("agency", [("", _("Choose an agency")), *named])

    def command(self) -> ask_opinion.Command:
        entered = self.cleaned_data
        return ask_opinion.Command(entered["agency"], entered["text"], entered["until"])


@does(record_opinion)
class RecordOpinion(LateEntries):
    agency = one_of(_("Agency that answered"))
    text = reason(_("What it said"), _("A short record; attach the letter to the paper dossier."))

    field_order = ("agency", "text", "happened_at", "late_reason")

    def prepare(self) -> None:
        """The agencies that were asked and have not answered."""
        waiting = [wait.key for wait in self.folder.facts.life.waits if wait.reason is Waiting.OPINION]
        self.choose("agency", [(key, agencies.by_public_id(key).name) for key in waiting])

    def command(self) -> record_opinion.Command:
        entered = self.cleaned_data
        return record_opinion.Command(entered["agency"], entered["text"], entered["happened_at"])


@does(extend_with_apology)
class ExtendWithApology(ActEntries):
    new_date = forms.DateField(
        label=_("New date"),
        help_text=_("A working day after today; the applicant gets a letter and a notice."),
        input_formats=DAY_FORMS,
        widget=day_input(),
    )
    text = reason(
        _("Reason and apology, as the applicant will read it"),
        _("Whole sentences: why it takes longer, and the apology."),
    )
    ground = line(_("Legal ground"), _("Article and number of the law or decree."))

    def prepare(self) -> None:
        """Propose a new date."""
        self.fields["new_date"].initial = proposed(self.folder.facts)

    def command(self) -> extend_with_apology.Command:
        entered = self.cleaned_data
        return extend_with_apology.Command(entered["new_date"], entered["text"], entered["ground"])

    def event(self) -> Mapping[str, Any]:
        """What the event would carry, for the letter's preview."""
        entered, facts = self.cleaned_data, self.folder.facts
        due = facts.life.dates.due
        latest = (
            latest_notice(due, facts.rule.extension.notice_before, facts.calendar) if due else facts.today
        )
        late = facts.today > latest
        return {"date": entered["new_date"].isoformat(), "late": late, "ground": entered["ground"]}


def proposed(facts: Any) -> date | None:
    """A new date to begin with: some working days after the due date, and after today."""
    due = facts.life.dates.due
    if due is None:
        return None
    found: date = facts.calendar.add_working_days(max(due, clock.today()), PROPOSED_DAYS)
    return found


@does(declare_not_eligible, grave=True)
class DeclareNotEligible(LateEntries):
    text = reason()
    ground = line(_("Legal ground"), _("Article and number of the law or decree."), required=True)
    number = line(_("Number of the signed letter"), _("Needed when it was signed on an earlier day."))

    field_order = ("text", "ground", "number", "happened_at", "late_reason")

    def command(self) -> declare_not_eligible.Command:
        entered = self.cleaned_data
        return declare_not_eligible.Command(
            entered["text"], entered["ground"], entered["number"], entered["happened_at"]
        )


@does(return_result)
class ReturnResult(LateEntries):
    receiver = line(_("Who received it"), _("Full name of the person at the counter."), required=True)
    id_checked = forms.BooleanField(
        label=_("I have checked the identity paper of this person."), required=True
    )
    way = forms.ChoiceField(
        label=_("How it was returned"),
        choices=[
            ("counter", _("At the counter")),
            ("post", _("By post")),
            ("electronic", _("Electronically")),
        ],
    )

    field_order = ("receiver", "id_checked", "way", "happened_at", "late_reason")

    def prepare(self) -> None:
        """Most often the owner comes."""
        self.fields["receiver"].initial = self.folder.owner.name

    def command(self) -> return_result.Command:
        entered = self.cleaned_data
        text = f"Người nhận: {entered['receiver']} (đã kiểm tra giấy tờ tùy thân)."
        return return_result.Command(entered["way"], entered["happened_at"], text)


@does(stop, grave=True)
class Stop(ActEntries):
    text = reason()
    ground = line(_("Legal ground"), _("Article and number of the law or decree."), required=True)

    def command(self) -> stop.Command:
        return stop.Command(self.cleaned_data["text"], self.cleaned_data["ground"])


@does(withdraw, grave=True)
class Withdraw(ActEntries):
    text = reason(_("What the applicant wrote"), _("From the signed request to withdraw."))

    def command(self) -> withdraw.Command:
        return withdraw.Command("paper", self.cleaned_data["text"])
