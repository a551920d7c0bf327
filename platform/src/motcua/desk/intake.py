"""From what an officer typed at the counter to a filing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from catalog.reads import ProcedureVersion
from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext_lazy as _
from forms_schema.components import ComponentDue, required_components
from forms_schema.fees import Quote, quote
from forms_schema.forms import Form, PageView
from forms_schema.problems import Problem
from forms_schema.situation import Situation

from motcua.agencies import reads as agencies
from motcua.desk import one_page, words
from motcua.desk.entries import MOMENT_FORMS, Entries, line, moment_input, received
from motcua.desk.pages import whole_number
from motcua.dossiers.filings import Filing, Paper, PartyEntry
from motcua.dossiers.places import Where
from motcua.ground import storage
from motcua.ground.models import StoredFile
from motcua.people.actor import Actor
from motcua.people.roles import Role

KNOWN_BY_PATH = {"name": "name", "personal_id": "id_number", "birth_date": "birth", "residence": "address"}
KNOWN_BY_TYPE = {"phone": "phone", "email": "email", "tax_code": "id_number"}
MOST_FILES = 20


class AboutIntake(Entries):
    """What is asked beside the procedure's own questions."""

    name = line(_("Name of the owner"), required=True)
    id_kind = forms.ChoiceField(label=_("Identity paper"), choices=list(words.PAPERS_OF_IDENTITY.items()))
    id_number = line(_("Number of the identity paper"), longest=30)
    birth = line(_("Date of birth"), longest=20)
    phone = line(_("Telephone"), longest=20)
    email = forms.EmailField(label=_("E-mail"), required=False)
    address = line(_("Address"), longest=300)
    bearer_name = line(_("Handed in by somebody else: full name"))
    bearer_id = line(_("Their personal id"), longest=30)
    bearer_basis = line(_("Their authority (number and day of the paper)"))
    agency = forms.ChoiceField(label=_("Taken in by"))
    competent = forms.ChoiceField(label=_("Decided by"), required=False)
    received_at = forms.DateTimeField(
        label=_("Received at"),
        help_text=_("Leave empty for now; else when the paper was truly handed in."),
        required=False,
        input_formats=MOMENT_FORMS,
        widget=moment_input(),
    )
    postmarked_at = forms.DateTimeField(
        label=_("Postmark"),
        required=False,
        input_formats=MOMENT_FORMS,
        widget=moment_input(),
    )
    paid = forms.BooleanField(label=_("The fee was collected now"), required=False)
    reference = line(_("Number of the receipt"), longest=60)

    def __init__(
        self, *args: Any, here: Sequence[Any], known: Mapping[str, str], channel: str, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        for name in known.keys() | {"postmarked_at"} if channel != "post" else known.keys():
            self.fields.pop(name, None)
        if "id_number" in known:
            self.fields.pop("id_kind", None)
        mine = [(one.public_id, one.name) for one in here]
        everybody = [(one.public_id, one.name) for one in agencies.agencies()]
        self.fields["agency"].choices = mine  # type: ignore[attr-defined]
        self.fields["competent"].choices = everybody  # type: ignore[attr-defined]
        self.fields["competent"].initial = mine[0][0] if mine else None


def receiving(actor: Actor, kind: str = "") -> list[Any]:
    """The agencies (of this kind) where this actor stands at the counter, as receiver or specialist."""
    mine = {agency for role, agency in actor.roles if role in (Role.RECEIVER, Role.SPECIALIST)}
    found = agencies.agencies().filter(pk__in=mine)
    return list(found.filter(kind=kind) if kind else found)


@dataclass
class Intake:
    """One intake in the making: the procedure version, the choice of case and channel, what was posted.

    ``kind``: only agencies of this kind may take it in; empty means any.
    """

    actor: Actor
    version: ProcedureVersion
    situation: Situation
    posted: QueryDict | None = None
    uploads: MultiValueDict[str, UploadedFile] | None = None
    where: Where | None = None
    kind: str = ""

    def __post_init__(self) -> None:
        self.form: Form = one_page.form_of(self.version)
        self.problems: list[Problem] = []
        self.answers: dict[str, Any] = {}
        self.typed: dict[str, list[str]] = {}
        self.pressed_row = False
        if self.posted is not None:
            parsed = self.form.parse(one_page.PAGE, dict(self.posted.lists()), {})
            self.answers, self.typed = parsed.answers, parsed.typed
            self.problems = list(parsed.problems)
            self.pressed_row = parsed.row_action is not None
        self.known = known_fields(self.form, self.answers, self.situation)
        self.here = receiving(self.actor, self.kind)
        self.about = AboutIntake(
            self.posted, here=self.here, known=self.known, channel=self.situation.channel
        )
        if self.where and self.where.competent:
            self.about.fields["competent"].initial = self.where.competent

    @property
    def values(self) -> Mapping[str, Any]:
        """The answers as rules read them."""
        return self.form.evaluate(self.answers, self.situation).values

    def components(self) -> list[ComponentDue]:
        """The papers this dossier may need."""
        due = required_components(self.form.procedure, self.values, self.situation)
        return [one for one in due if one.component.kind == "submit"]

    def quote(self) -> Quote:
        """The fees for what is typed now."""
        return quote(self.form.procedure, self.answers, self.situation, form=self.form)

    def view(self, language: str) -> PageView:
        """The generated form, ready to be drawn."""
        return self.form.view(
            one_page.PAGE,
            self.answers,
            self.situation,
            problems=self.problems,
            language=language,
            typed=self.typed,
        )

    def judge(self) -> bool:
        """Whether everything typed is complete; fills ``problems``."""
        found = self.form.problems(self.answers, self.situation, already=self.problems)
        self.problems = [problem for problem in found if problem.severity == "error"]
        return self.about.is_valid() and not self.problems

    def kept(self) -> dict[str, list[StoredFile]]:
        """The scans received so far, by component."""
        found: dict[str, list[StoredFile]] = {}
        for one in self.components():
            ids = self.posted.getlist(f"kept.{one.component.id}")[:MOST_FILES] if self.posted else []
            if ids:
                pending = StoredFile.objects.filter(public_id__in=ids, state=StoredFile.State.PENDING)
                found[one.component.id] = list(pending)
        return found

    def receive(self) -> dict[str, list[StoredFile]]:
        """Store the scans of this post beside those kept; a refused one becomes a problem at its paper."""
        found = self.kept()
        for one in self.components():
            uploads = self.uploads.getlist(f"scan.{one.component.id}")[:MOST_FILES] if self.uploads else []
            limits = storage.Limits(frozenset(one.component.accept), one.component.largest_file)
            try:
                ids = received(uploads, limits)
            except ValidationError as refusal:
                said = {"vi": refusal.messages[0], "en": refusal.messages[0]}
                self.problems.append(Problem(f"/components/{one.component.id}", "file_refused", said))
                continue
            found.setdefault(one.component.id, []).extend(StoredFile.objects.filter(public_id__in=ids))
        return found

    def papers(self) -> dict[str, Paper]:
        """The paper ticked as received."""
        counted = {
            one.component.id: Paper(
                self._count(f"paper.{one.component.id}.originals"),
                self._count(f"paper.{one.component.id}.copies"),
            )
            for one in self.components()
        }
        return {name: paper for name, paper in counted.items() if paper.originals or paper.copies}

    def _count(self, name: str) -> int:
        text = self.posted.get(name, "") if self.posted else ""
        return min(whole_number(text) or 0, 99)

    def received_at(self) -> datetime | None:
        """When the paper was truly handed in; None is now."""
        found: datetime | None = self.about.cleaned_data["received_at"]
        return found

    def filing(self, files: Mapping[str, Sequence[StoredFile]], language: str = "vi") -> Filing:
        """Everything handed in; call after ``judge`` said yes."""
        entered = self.about.cleaned_data
        return Filing(
            procedure=self.version.code,
            case=self.situation.case,
            agency=entered["agency"],
            competent=entered["competent"],
            parties=self.parties(),
            answers=self.answers,
            files={name: tuple(one.public_id for one in each) for name, each in files.items() if each},
            papers=self.papers(),
            channel=self.situation.channel,
            place=self.situation.place,
            applicant=self.situation.applicant,
            language=language,
            postmarked_at=entered.get("postmarked_at"),
        )

    def parties(self) -> tuple[PartyEntry, ...]:
        """The owner, from the form's own answers where it asks for them, and who handed the paper in."""
        entered = self.about.cleaned_data
        texts = answer_texts(self.form, self.answers, self.situation)
        known = {part: texts.get(field, "") for part, field in self.known.items()}
        parts: dict[str, Any] = {part: known.get(part) or entered.get(part, "") for part in PARTS}
        owner = PartyEntry(**parts, id_kind=self._id_kind(parts["id_number"]))
        if not entered["bearer_name"]:
            return (owner,)
        bearer = PartyEntry(
            name=entered["bearer_name"],
            role="representative",
            id_number=entered["bearer_id"],
            id_kind="personal_id" if entered["bearer_id"] else "none",
            authority_basis=entered["bearer_basis"],
            authority_scope=("file", "receive"),
        )
        return (owner, bearer)

    def _id_kind(self, number: str) -> str:
        if "id_number" not in self.known:
            return str(self.about.cleaned_data["id_kind"]) if number else "none"
        if not number:
            return "none"
        return "tax_code" if self.situation.applicant == "organisation" else "personal_id"


PARTS = ("name", "id_number", "birth", "phone", "email", "address")


def answer_texts(form: Form, answers: Mapping[str, Any], situation: Situation) -> dict[str, str]:
    """Each answer as it is typed for a party: plain values as they are, addresses in words; what was not
    answered has none, for the words that say so are for reading only.
    """
    rows = [row for page in form.summary(answers, situation) for row in page.rows]
    words_of = {row.field: row.text for row in rows if answers.get(row.field)}
    plain = {name: value for name, value in answers.items() if isinstance(value, str)}
    return {**words_of, **plain}


def known_fields(form: Form, answers: Mapping[str, Any], situation: Situation) -> dict[str, str]:
    """Which question of the form asks for which part of the owner, so that nobody types it twice."""
    relevant = form.evaluate(answers, situation).relevant
    found: dict[str, str] = {}
    for one in form.procedure.fields:
        if one.id in relevant and one.group is None:
            for part in _parts_of(one, situation):
                found.setdefault(part, one.id)
    return found


def _parts_of(field: Any, situation: Situation) -> list[str]:
    organisation = situation.applicant == "organisation"
    if field.autocomplete == "organization" and organisation:
        return ["name"]
    path = field.prefill.path if field.prefill else ""
    if path in KNOWN_BY_PATH and not (organisation and path in ("name", "personal_id", "birth_date")):
        return [KNOWN_BY_PATH[path]]
    by_type = KNOWN_BY_TYPE.get(field.type)
    return [by_type] if by_type and (field.type != "tax_code" or organisation) else []
