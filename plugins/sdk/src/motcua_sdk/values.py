"""Frozen values that the host hands to plugins and takes back; never database rows.

Times are civil (Asia/Ho_Chi_Minh) ``datetime`` without offset, money is whole đồng.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Literal

OutcomeKind = Literal["accepted", "already_there", "retry_later", "wrong_data", "wrong_configuration"]
OwnerKind = Literal["citizen", "enterprise", "state_agency", "organisation"]


@dataclass(frozen=True)
class Problem:
    """Something wrong, said in Vietnamese and English; ``field`` names what it is about when known."""

    code: str
    message: Mapping[str, str]
    field: str = ""


@dataclass(frozen=True)
class Outcome:
    """What a partner's reply means for us.

    ``accepted`` and ``already_there`` end the matter; ``retry_later`` comes back by itself; ``wrong_data``
    is a task for
    an officer; ``wrong_configuration`` for an administrator. ``reply`` is kept word for word.
    """

    kind: OutcomeKind
    message: Mapping[str, str]
    reply: str = ""
    retry_after_seconds: int | None = None

    @property
    def settled(self) -> bool:
        """True when the partner now holds what we sent."""
        return self.kind in ("accepted", "already_there")


@dataclass(frozen=True)
class Identity:
    """An identity paper: ``kind`` is personal_id (12 digits), old_id (9 digits), passport,
    organisation_code or none."""

    kind: str
    number: str


@dataclass(frozen=True)
class Party:
    """A person or organisation that takes part in a dossier."""

    role: str
    name: str
    kind: OwnerKind = "citizen"
    identity: Identity | None = None
    phone: str = ""
    email: str = ""
    address: str = ""


@dataclass(frozen=True)
class FeeLine:
    """One fee (``phi``) or charge (``le_phi``) of a dossier, in đồng."""

    id: str
    ledger: Literal["phi", "le_phi"]
    name: str
    amount: int
    paid: bool


@dataclass(frozen=True)
class Paper:
    """A file of a dossier: submitted, or a result. ``url`` is an address the partner may fetch, or empty."""

    id: str
    name: str
    component: str = ""
    url: str = ""
    digitised: bool = False
    result_code: str = ""


@dataclass(frozen=True)
class SupplementRound:
    """One request for a supplement and its answer."""

    id: str
    requested_by: str
    text: str
    requested_at: datetime
    answered_at: datetime | None = None
    due_before: datetime | None = None
    due_after: datetime | None = None


@dataclass(frozen=True)
class ProgressLine:
    """One act on a dossier, as a partner is told of it."""

    number: int
    officer: str
    position: str
    unit: str
    at: datetime
    text: str
    status: int
    began_at: datetime | None = None
    planned_end: datetime | None = None


@dataclass(frozen=True)
class DossierSnapshot:
    """What a partner may know of a dossier at one moment.

    ``status`` is the national status code 1–10 derived from state and open waits; ``answers`` holds only
    the fields
    that the plugin declared.
    """

    public_id: str
    code: str
    procedure_code: str
    procedure_name: str
    sector_code: str
    sector_name: str
    status: int
    state: str
    channel: Literal["direct", "online", "post"]
    abstract: str
    agency_code: str
    agency_name: str
    parties: tuple[Party, ...]
    submitted_at: datetime | None = None
    taken_in_at: datetime | None = None
    refused_at: datetime | None = None
    due_at: datetime | None = None
    decided_at: datetime | None = None
    returned_at: datetime | None = None
    waits: tuple[str, ...] = ()
    fees: tuple[FeeLine, ...] = ()
    papers: tuple[Paper, ...] = ()
    results: tuple[Paper, ...] = ()
    supplements: tuple[SupplementRound, ...] = ()
    progress: tuple[ProgressLine, ...] = ()
    account_id: str = ""
    answers: Mapping[str, Any] = field(default_factory=dict)

    @property
    def owner(self) -> Party | None:
        """The first owner of the dossier."""
        return next((p for p in self.parties if p.role == "owner"), None)


@dataclass(frozen=True)
class Message:
    """One thing a partner must hear; ``idempotency_key`` stays the same on every repetition."""

    topic: str
    idempotency_key: str
    payload: Mapping[str, Any]
    happened_at: datetime
    attempt: int = 1


@dataclass(frozen=True)
class PersonQuery:
    """A look-up of one person, always attributable: who asks, for which dossier, for what purpose."""

    request_id: str
    identity: Identity
    name: str
    born: str
    """``yyyy-mm-dd``, or ``yyyy`` when only the year is known."""
    officer: str
    agency_code: str
    procedure_code: str
    dossier_code: str
    purpose: str


@dataclass(frozen=True)
class RegisteredPerson:
    """What a registry holds about a person; any value may be empty."""

    name: str
    identity: Identity
    born: str = ""
    sex: str = ""
    residence: Mapping[str, str] = field(default_factory=dict)
    old_identity: Identity | None = None
    nationality: str = ""
    ethnicity: str = ""


@dataclass(frozen=True)
class LookUp:
    """The answer to a look-up.

    ``no_match`` means only that the registry found nothing under these words; it never means that the
    person does not
    exist. ``unavailable`` asks the person to go on by hand.
    """

    kind: Literal["found", "no_match", "unavailable"]
    message: Mapping[str, str]
    person: RegisteredPerson | None = None
    answered_at: datetime | None = None


@dataclass(frozen=True)
class Health:
    """The answer of "test the connection"."""

    ok: bool
    message: Mapping[str, str]


@dataclass(frozen=True)
class PartnerStatus:
    """What a partner says of one of our dossiers."""

    dossier_code: str
    status: int | None
    reply: str = ""


@dataclass(frozen=True)
class Polled:
    """One batch of a poll: what was found, and where to go on next time."""

    cursor: str
    statuses: tuple[PartnerStatus, ...] = ()


@dataclass(frozen=True)
class Today:
    """The civil day and moment of the host's clock."""

    day: date
    now: datetime
