"""What is filed: parties, answers, papers; checked against the procedure version, and kept."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from forms_schema.components import required_components
from forms_schema.forms import FileFact
from forms_schema.model import Component, Procedure
from forms_schema.problems import Problem
from forms_schema.situation import Situation

from motcua.dossiers.errors import AnswersRefused, NotOffered
from motcua.dossiers.facts import Facts
from motcua.dossiers.gathering import form_for
from motcua.dossiers.models import Dossier, DossierFile
from motcua.ground import crypto, storage
from motcua.ground.errors import FileNotClaimable
from motcua.ground.models import StoredFile, Subject
from motcua.ground.names import clean


@dataclass(frozen=True)
class PartyEntry:
    """One party as filed. ``person`` is the public id of a known person, for whom the dossier then shows up.

    ``authority_scope`` lists what a representative may do: file, supplement, receive, withdraw.
    """

    name: str
    role: str = "owner"
    id_kind: str = "none"
    id_number: str = ""
    phone: str = ""
    email: str = ""
    address: str = ""
    birth: str = ""
    share: str = ""
    person: str = ""
    authority_scope: tuple[str, ...] = ()
    authority_basis: str = ""
    authority_until: date | None = None


@dataclass(frozen=True)
class Paper:
    """Paper handed in at the counter for a component: how many originals and copies."""

    originals: int = 0
    copies: int = 0


@dataclass(frozen=True)
class Filing:
    """Everything handed in at once. ``agency`` is the public id of who takes it in, ``competent`` of who
    decides.

    ``place`` is the class of place (standard, remote) of the matter; empty only where the procedure knows one.
    ``files`` maps components to public ids of received files, ``papers`` to paper seen at the counter.
    """

    procedure: str
    case: str
    agency: str
    parties: tuple[PartyEntry, ...]
    answers: Mapping[str, Any] = field(default_factory=dict)
    files: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    papers: Mapping[str, Paper] = field(default_factory=dict)
    competent: str = ""
    channel: str = "online"
    place: str = ""
    applicant: str = "citizen"
    language: str = "vi"
    postmarked_at: datetime | None = None
    foreign: Mapping[str, str] = field(default_factory=dict)


def situation_of(filing: Filing, procedure: Procedure, on: date, place: str) -> Situation:
    """The closed dimensions of the filing; raises NotOffered when the procedure does not know one of them."""
    asked = (
        ("case", filing.case, [case.id for case in procedure.cases]),
        ("channel", filing.channel, procedure.channels),
        ("place", place, procedure.places),
        ("applicant", filing.applicant, procedure.applicants),
    )
    for name, value, known in asked:
        if value not in known:
            raise NotOffered(
                f"Thủ tục không nhận hồ sơ với lựa chọn “{value}”. Hãy chọn lại.",
                f"The procedure does not offer “{value}” as {name}. Choose again.",
                field=name,
            )
    return Situation(filing.case, on, filing.channel, place, filing.applicant)


def checked_answers(filing: Filing, procedure: Procedure, situation: Situation) -> Mapping[str, Any]:
    """The answers as they are kept (irrelevant ones left out); raises AnswersRefused with every problem.

    Papers are demanded online only; what the counter must have seen is ``demand_papers``.
    """
    form = form_for(procedure)
    errors = _errors(form.problems(filing.answers, situation, file_facts(filing.files)))
    if errors:
        raise AnswersRefused(errors)
    return form.submission(filing.answers, situation)


def demand_papers(
    filing: Filing, procedure: Procedure, values: Mapping[str, Any], situation: Situation
) -> None:
    """Whoever takes paper in has every required paper (one of each group); raises AnswersRefused otherwise."""
    given = {name for name, paper in filing.papers.items() if paper.originals or paper.copies}
    given |= {name for name, files in filing.files.items() if files}
    due = required_components(procedure, values, situation)
    wanted = [one.component for one in due if one.required and one.component.kind == "submit"]
    groups: dict[str, list[Component]] = {}
    for component in wanted:
        groups.setdefault(component.group or component.id, []).append(component)
    missing = [members[0] for members in groups.values() if given.isdisjoint(one.id for one in members)]
    if missing:
        raise AnswersRefused(_missing_paper(component) for component in missing)


def _missing_paper(component: Component) -> Problem:
    name = component.name
    sentences = {
        "vi": f"Thiếu giấy tờ: {name['vi']}. Hãy nhận giấy tờ này hoặc yêu cầu người dân bổ sung.",
        "en": f"Missing paper: {name.get('en', name['vi'])}. Take it in or ask the applicant for it.",
    }
    return Problem(f"/components/{component.id}", "component_missing", sentences)


def demand_asked(facts: Facts, answers: Iterable[str], files: Iterable[str] = ()) -> None:
    """Raises NotOffered for a field or a component nobody asked for in the open request."""
    other = sorted(set(answers) - facts.asked.fields) + sorted(set(files) - facts.asked.components)
    if other:
        raise NotOffered(
            f"Mục “{other[0]}” không nằm trong yêu cầu bổ sung nên không sửa được.",
            f"“{other[0]}” was not asked for in the supplement request, so it cannot be changed.",
            field=other[0],
        )


def amended(facts: Facts, changed: Mapping[str, Any]) -> Mapping[str, Any]:
    """The answers after a supplement; raises AnswersRefused for problems in what was asked."""
    form = form_for(facts.procedure)
    merged = {**facts.answers, **changed}
    errors = [
        problem
        for problem in _errors(form.problems(merged, facts.situation))
        if _field_of(problem) in facts.asked.fields
    ]
    if errors:
        raise AnswersRefused(errors)
    return form.submission(merged, facts.situation)


def check_files(facts: Facts, files: Mapping[str, tuple[str, ...]]) -> None:
    """Files of a supplement have the kind, size and number the procedure asks for; raises AnswersRefused."""
    problems = form_for(facts.procedure).problems(facts.answers, facts.situation, file_facts(files))
    errors = [one for one in _errors(problems) if one.pointer.removeprefix("/components/") in files]
    if errors:
        raise AnswersRefused(errors)


def _errors(problems: Iterable[Problem]) -> list[Problem]:
    return [problem for problem in problems if problem.severity == "error"]


def _field_of(problem: Problem) -> str:
    parts = problem.pointer.split("/")
    return parts[2] if len(parts) > 2 and parts[1] == "answers" else ""


def file_facts(files: Mapping[str, tuple[str, ...]]) -> dict[str, list[FileFact]]:
    """Name, size and kind of the received files, for judging the components. One query."""
    wanted = [public_id for ids in files.values() for public_id in ids]
    rows = {row.public_id: row for row in StoredFile.objects.filter(public_id__in=wanted)}
    if len(rows) < len(set(wanted)):
        raise NotOffered(
            "Có tệp đính kèm không còn trên hệ thống. Hãy tải tệp lên lại.",
            "An attached file is no longer here. Upload it again.",
            field="files",
        )
    return {
        component: [FileFact(rows[one].name, rows[one].size, rows[one].kind) for one in ids]
        for component, ids in files.items()
    }


def store_files(dossier: Dossier, files: Mapping[str, tuple[str, ...]], round_: int) -> None:
    """Claim the received files for the dossier and note their hashes. Three statements, however many."""
    wanted = [(component, one) for component, ids in files.items() for one in ids]
    if not wanted:
        return
    try:
        held = storage.claim_all([one for _component, one in wanted], f"dossier:{dossier.public_id}")
    except FileNotClaimable as refusal:
        raise NotOffered(refusal.sentences["vi"], refusal.sentences["en"], field="files") from None
    DossierFile.objects.bulk_create(
        DossierFile(
            dossier=dossier,
            component=component,
            file=held[one],
            sha256=held[one].sha256,
            copies=1,
            round=round_,
        )
        for component, one in wanted
    )


def store_papers(dossier: Dossier, papers: Mapping[str, Paper]) -> None:
    """Note the paper that was handed in."""
    DossierFile.objects.bulk_create(
        DossierFile(dossier=dossier, component=name, originals=paper.originals, copies=paper.copies)
        for name, paper in papers.items()
    )


def sealed_party(subject: Subject, entry: PartyEntry) -> bytes:
    """What is known of a party besides the name, sealed."""
    known = {
        "id_number": entry.id_number,
        "phone": entry.phone,
        "email": entry.email,
        "address": clean(entry.address),
        "birth": entry.birth,
    }
    return crypto.seal(subject, json.dumps(known, ensure_ascii=False), purpose="party")
