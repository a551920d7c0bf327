"""Answers that are known already: from the signed-in identity, and from the population database."""

from collections.abc import Iterator, Mapping
from typing import Any

from motcua_sdk.values import RegisteredPerson

from forms_schema import Field, Procedure
from motcua.agencies import reads as agencies

KNOWN = ("name", "personal_id", "phone", "birth_date")


def identity_of(user: Any) -> dict[str, str]:
    """What this sign-in knows of its own person; empty values are left out."""
    person = user.person
    if person is None:
        return {}
    found = {"name": person.name, "birth_date": person.open("birth"), "phone": person.open("phone")}
    if person.personal_id_verified_at:
        found["personal_id"] = person.open("personal_id")
    return {name: value for name, value in found.items() if value}


def asked_of(procedure: Procedure, *sources: str) -> Iterator[Field]:
    """The questions outside groups that one of these sources can answer."""
    for field in procedure.fields:
        if field.prefill and field.prefill.source in sources:
            yield field


def suggested(procedure: Procedure, identity: Mapping[str, str]) -> dict[str, Any]:
    """Answers to offer in a new draft; the person may change every one of them."""
    wanted = asked_of(procedure, "identity", "population")
    found = {field.id: identity.get(field.prefill.path, "") for field in wanted if field.prefill}
    phones = [field.id for field in procedure.fields if field.type == "phone" and field.autocomplete == "tel"]
    found |= {name: identity.get("phone", "") for name in phones[:1]}
    return {name: value for name, value in found.items() if value}


def from_register(procedure: Procedure, person: RegisteredPerson) -> tuple[dict[str, Any], dict[str, Any]]:
    """Answers from the population database: (those offered, those locked)."""
    values = {"name": person.name, "birth_date": person.born, "residence": _address(person.residence)}
    values |= {"personal_id": person.identity.number, "sex": person.sex}
    offered: dict[str, Any] = {}
    locked: dict[str, Any] = {}
    for field in asked_of(procedure, "population"):
        value = values.get(field.prefill.path) if field.prefill else None
        if value and field.prefill:
            (locked if field.prefill.mode == "locked" else offered)[field.id] = value
    return offered, locked


def _address(residence: Mapping[str, str]) -> dict[str, str] | None:
    """The address in words; a place whose code is not known here is left for the person to fill in."""
    known = {name: agencies.place(residence.get(name, "")) for name in ("province", "ward")}
    parts = {name: place.name for name, place in known.items() if place}
    street = residence.get("street", "")
    return {**parts, "street": street} if parts and street else parts or None
