"""Declared and registered values side by side."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _
from motcua_sdk.values import RegisteredPerson

from motcua.desk import words
from motcua.dossiers.reads import KnownParty

SEXES = {"1": _("Male"), "2": _("Female"), "male": _("Male"), "female": _("Female")}


@dataclass(frozen=True)
class Compared:
    """One line: what was declared, what is registered, and whether they agree (None: nothing declared)."""

    label: object
    declared: str
    registered: object
    agrees: bool | None


def compared(owner: KnownParty, entered: Mapping[str, str], person: RegisteredPerson) -> list[Compared]:
    """Name, number, date of birth and residence; names are compared letter by letter, without case."""
    lines = [
        (_("Full name"), entered["name"], person.name),
        (_("Personal id"), entered["id_number"], person.identity.number),
        (_("Date of birth"), words.iso_day(entered["born"]), person.born),
        (_("Address"), owner.address, ", ".join(part for part in person.residence.values() if part)),
    ]
    found = [
        Compared(
            label,
            words.written_day(said),
            words.written_day(held),
            _agree(said, held) if said and held else None,
        )
        for label, said, held in lines
    ]
    return [*found, Compared(_("Sex"), "", SEXES.get(person.sex, person.sex), None)]


def _agree(declared: str, registered: str) -> bool:
    """Equal as people read them; a year alone agrees with any day of it."""
    one, other = declared.strip().casefold(), registered.strip().casefold()
    return one == other or (one.isdigit() and len(one) == 4 and other.startswith(one))
