"""Test data, made the way people make it: through actions. Shared by all tests (``import making``)."""

from __future__ import annotations

import itertools
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

import small_procedure
from catalog.actions.import_document import import_document
from catalog.actions.publish_version import publish_version
from catalog.models import ProcedureVersion
from django.core.files.uploadedfile import SimpleUploadedFile
from motcua.agencies.models import Agency
from motcua.dossiers.actions import assign, certify_instantly, decide, submit, take_in, take_in_paper
from motcua.dossiers.filings import Filing, Paper, PartyEntry
from motcua.dossiers.founding import Born
from motcua.dossiers.models import Dossier
from motcua.ground import clock, crypto, storage
from motcua.people.actor import Actor
from motcua.people.models import Person, Position, Staffing, User
from motcua.people.reads import actor_of_user

LONG_AGO = date(2020, 1, 1)
PDF = b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"
STAFF_ROLES = ("receiver", "specialist", "leader", "returner", "agency_admin")
_numbers = itertools.count(1)


def vietnam(text: str) -> datetime:
    """The moment of a civil time of Viet Nam: ``vietnam("2026-07-01 09:30")``."""
    return clock.instant(datetime.fromisoformat(text))


def agency(name: str = "UBND phường Thử", *, kind: str = "commune", code: str = "") -> Agency:
    """An agency with a reception counter."""
    number = next(_numbers)
    made = Agency(
        name=f"{name} {number}",
        kind=kind,
        code_new=code or f"H15.{number}",
        valid_from=LONG_AGO,
        one_stop=True,
    )
    made.save()
    return made


def user(*, realm: str = "staff", name: str = "", **fields: Any) -> User:
    """A sign-in, with a person when a name is given."""
    person = None
    if name:
        person = Person(subject=crypto.new_subject(), name=name)
        person.save()
    username = f"{realm}{next(_numbers)}"
    return User.objects.create_user(username, "a-long-password", realm=realm, person=person, **fields)


def staff(at: Agency, *roles: str, name: str = "Cán bộ Thử") -> Actor:
    """An officer with these roles at the agency."""
    who = user(name=f"{name} {next(_numbers)}")
    position = Position.objects.create(agency=at, title="Chuyên viên", valid_from=LONG_AGO)
    for role in roles:
        Staffing.objects.create(user=who, position=position, role=role, valid_from=LONG_AGO)
    return actor_of_user(who)


def citizen(name: str = "Nguyễn Thị Thử") -> Actor:
    """A signed-in citizen."""
    return actor_of_user(user(realm="citizen", name=name))


def superuser() -> User:
    """Somebody with every right in the catalogue."""
    return User.objects.create_superuser(f"admin{next(_numbers)}", "a-long-password")


def published(document: Mapping[str, Any] | None = None, *, reason: str = "") -> ProcedureVersion:
    """The document (by default the small procedure) imported by one person and published by another."""
    imported = import_document(document or small_procedure.document(), superuser())
    assert imported.procedure is not None
    return publish_version(imported.procedure, superuser(), superuser(), reason or "Thử nghiệm")


def pdf(name: str = "don.pdf") -> str:
    """The public id of a received file."""
    return storage.receive(SimpleUploadedFile(name, PDF, "application/pdf")).public_id


@dataclass(frozen=True)
class Office:
    """An agency with one officer for each role, and a citizen who comes to it."""

    agency: Agency
    officers: Mapping[str, Actor]
    citizen: Actor

    def __getattr__(self, role: str) -> Actor:
        if role not in self.__dict__.get("officers", {}):
            raise AttributeError(role)
        return self.officers[role]


def office() -> Office:
    """A new agency, fully staffed."""
    made = agency()
    return Office(made, {role: staff(made, role) for role in STAFF_ROLES}, citizen())


def filing(at: Office, **changes: Any) -> Filing:
    """What the office's citizen files for the small procedure; any part can be changed."""
    owner = PartyEntry(
        name="Nguyễn Thị Thử",
        id_kind="personal_id",
        id_number="015190000018",
        phone="0912345678",
        person=at.citizen.person or "",
    )
    made = Filing(
        procedure=small_procedure.CODE,
        case="standard",
        agency=at.agency.public_id,
        parties=(owner,),
        answers={"full_name": "Nguyễn Thị Thử", "copies": 2},
        place="standard",
    )
    made = replace(made, **changes)
    if made.channel == "online" and not made.files:
        made = replace(made, files={"application": (pdf(),)})
    return made


def submitted(at: Office, **changes: Any) -> Born:
    """A dossier submitted online by the office's citizen."""
    return submit.run(at.citizen, filing(at, **changes))


def taken_in(at: Office, **changes: Any) -> Dossier:
    """A dossier submitted and taken in."""
    return take_in.run(at.receiver, submitted(at, **changes).dossier.public_id, take_in.Command())


def in_process(at: Office, **changes: Any) -> Dossier:
    """A dossier in the specialist's hands."""
    dossier = taken_in(at, **changes)
    return assign.run(at.receiver, dossier.public_id, assign.Command(at.specialist.user))


def decided(at: Office, result: str = "permit", **changes: Any) -> Dossier:
    """A dossier with a decision, not yet handed over."""
    return decide.run(at.leader, in_process(at, **changes).public_id, decision(result))


def decision(
    result: str = "permit", *, number: str = "12/GP", signed: datetime | None = None
) -> decide.Command:
    """A signed result with its file; signed now unless said otherwise."""
    return decide.Command(result, number, signed or clock.now(), (pdf("ket-qua.pdf"),))


def on_paper(at: Office, received_at: datetime | None = None, **changes: Any) -> Born:
    """A dossier taken in at the counter."""
    papers = {"application": Paper(originals=1)}
    return paper_intake(at, filing(at, channel="direct", papers=papers, **changes), received_at)


def paper_intake(at: Office, made: Filing, received_at: datetime | None = None) -> Born:
    """A prepared filing taken in at the counter."""
    return take_in_paper.run(at.receiver, take_in_paper.Command(made, received_at))


def certified(at: Office, **changes: Any) -> Born:
    """A dossier done while the person waits."""
    made = filing(at, channel="direct", **changes)
    return certify_instantly.run(at.receiver, certify_instantly.Command(made, "permit"))


def set_clock(text: str) -> datetime:
    """Move the test clock to a civil time of Viet Nam; returns the moment."""
    moment = vietnam(text)
    clock.shift(moment - clock.now())
    return moment
