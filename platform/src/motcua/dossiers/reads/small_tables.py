"""The small tables of one dossier (parties, papers, fees, numbers elsewhere), read with its row in one statement.

Each comes as a JSON column of the row; sealed bytes travel as hexadecimal text.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import F, Func, OuterRef, TextField, Value
from django.db.models.functions import JSONObject

from motcua.dossiers.models import RESULT, Dossier, DossierFile, FeeLine, ForeignNumber, Party
from motcua.ground import crypto
from motcua.ground.errors import KeyDestroyed
from motcua.ground.models import Subject


@dataclass(frozen=True)
class KnownParty:
    """One party with what is known of it; ``birth`` is ISO, or what the paper says (a year alone)."""

    role: str
    name: str
    id_kind: str
    id_number: str
    phone: str
    email: str
    address: str
    birth: str
    authority_basis: str
    authority_until: date | None


@dataclass(frozen=True)
class Attached:
    """What a list says of a stored file; ``size`` in bytes, ``scanned`` as the storage has it."""

    name: str
    size: int
    scanned: str


@dataclass(frozen=True)
class Sheet:
    """One file or paper of the dossier; ``file`` is None for paper alone. ``round`` 0 came with the filing."""

    public_id: str
    name: Mapping[str, str]
    is_result: bool
    originals: int
    copies: int
    round: int
    file: Attached | None


@dataclass(frozen=True)
class KnownFee:
    """One frozen fee line in whole đồng; ``state`` is owed, paid or waived, ``why`` explains the amount."""

    fee: str
    name: Mapping[str, str]
    amount: int
    state: str
    why: Mapping[str, str]


_PARTY = ("role", "name", "id_kind", "authority_basis", "authority_until")
_SUBJECT = ("id", "public_id", "master_key", "destroyed_at")
_SHEET = ("public_id", "component", "originals", "copies", "round")
_FILE = ("name", "size", "scanned")
_FEE = ("fee", "name", "amount", "state", "why")


def columns() -> dict[str, Any]:
    """The columns to read with the dossier's row."""
    party = {name: name for name in _PARTY} | {"sealed": _hex("sealed")}
    party |= {f"subject_{name}": f"subject__{name}" for name in _SUBJECT}
    party |= {"subject_wrapped_key": _hex("subject__wrapped_key")}
    sheet = {name: name for name in _SHEET} | {f"file_{name}": f"file__{name}" for name in _FILE}
    fee = {name: name for name in _FEE}
    return {
        "kept_parties": _rows(Party, party, "pk"),
        "kept_sheets": _rows(DossierFile, sheet, "round", "pk"),
        "kept_fees": _rows(FeeLine, fee, "pk"),
        "kept_foreign": _rows(ForeignNumber, {"system": "system", "number": "number"}, "pk"),
    }


def _rows(table: Any, shape: Mapping[str, Any], *order: str) -> ArraySubquery:
    own = table.objects.filter(dossier=OuterRef("pk")).order_by(*order)
    return ArraySubquery(own.values(row=JSONObject(**shape)))


def _hex(column: str) -> Func:
    return Func(F(column), Value("hex"), function="encode", output_field=TextField())


def _read(one: Dossier, table: str) -> list[dict[str, Any]]:
    """The rows of one small table, from a dossier read with ``columns``."""
    found: list[dict[str, Any]] = getattr(one, f"kept_{table}")
    return found


def parties(one: Dossier) -> tuple[KnownParty, ...]:
    """The parties in the order they were filed; of one whose data was erased only what is not sealed."""
    return tuple(_party(row) for row in _read(one, "parties"))


def owner_subject(one: Dossier) -> Subject:
    """The subject under whose key the dossier's values are sealed."""
    return _subject(next(row for row in _read(one, "parties") if row["role"] == Party.Role.OWNER))


def _subject(row: Mapping[str, Any]) -> Subject:
    known = {name: row[f"subject_{name}"] for name in _SUBJECT}
    wrapped, gone = row["subject_wrapped_key"], known.pop("destroyed_at")
    return Subject(
        **known,
        wrapped_key=bytes.fromhex(wrapped) if wrapped is not None else None,
        destroyed_at=datetime.fromisoformat(gone) if gone else None,
    )


def _party(row: Mapping[str, Any]) -> KnownParty:
    known = _known(row)
    until = row["authority_until"]
    return KnownParty(
        role=row["role"],
        name=row["name"],
        id_kind=row["id_kind"],
        authority_basis=row["authority_basis"],
        authority_until=date.fromisoformat(until) if until else None,
        **{name: known.get(name, "") for name in ("id_number", "phone", "email", "address", "birth")},
    )


def _known(row: Mapping[str, Any]) -> Mapping[str, str]:
    try:
        text = crypto.open_sealed(_subject(row), bytes.fromhex(row["sealed"]), purpose="party")
    except KeyDestroyed:
        return {}
    known: Mapping[str, str] = json.loads(text)
    return known


def sheets(one: Dossier, names: Mapping[str, Mapping[str, str]]) -> tuple[Sheet, ...]:
    """The papers in the order they came; ``names`` says what components and results are called."""
    return tuple(_sheet(row, names) for row in _read(one, "sheets"))


def _sheet(row: Mapping[str, Any], names: Mapping[str, Mapping[str, str]]) -> Sheet:
    component = row["component"]
    attached = row["file_name"] is not None
    return Sheet(
        public_id=row["public_id"],
        name=names.get(component, {"vi": component}),
        is_result=component.startswith(RESULT),
        originals=row["originals"],
        copies=row["copies"],
        round=row["round"],
        file=Attached(**{name: row[f"file_{name}"] for name in _FILE}) if attached else None,
    )


def fees(one: Dossier) -> tuple[KnownFee, ...]:
    """The frozen fee lines."""
    return tuple(KnownFee(**row) for row in _read(one, "fees"))


def foreign(one: Dossier) -> Mapping[str, str]:
    """The numbers other systems gave the dossier, by system."""
    return {row["system"]: row["number"] for row in _read(one, "foreign")}
