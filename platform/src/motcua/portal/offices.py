"""Where a dossier goes: who takes it in and who decides, from the place the applicant chooses."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from forms_schema import Procedure
from motcua.agencies import reads
from motcua.dossiers import places
from motcua.portal.errors import NoOffice


@dataclass(frozen=True)
class Office:
    """One choice: its value and label, the class of place, and public ids and names of both agencies."""

    value: str
    label: str
    place: str
    agency: str
    competent: str
    agency_name: str
    address: str


def offices(procedure: Procedure, day: date) -> tuple[Office, ...]:
    """The wards served for this procedure, or the counters where no ward is declared. Two queries at most."""
    served = places.served(procedure, day)
    counters = list(reads.agencies(day, one_stop=True))
    if not served:
        return tuple(_office(procedure, f"q-{one.public_id}", one.name, one, one, one) for one in counters)
    centre = next((one for one in counters if one.kind == "province"), None)
    return tuple(
        _office(procedure, f"x-{ward.code}", ward.name, ward, one if one.one_stop else centre or one, one)
        for ward, one in served
    )


def chosen(procedure: Procedure, day: date, value: str) -> Office:
    """The office of a choice; raises NoOffice."""
    found = next((one for one in offices(procedure, day) if one.value == value), None)
    if found is None:
        raise NoOffice
    return found


def _office(
    procedure: Procedure, value: str, label: str, place: Any, receiving: Any, competent: Any
) -> Office:
    return Office(
        value=value,
        label=label,
        place=places.class_of(procedure, place),
        agency=receiving.public_id,
        competent=competent.public_id,
        agency_name=receiving.name,
        address=receiving.address,
    )
