"""Where the matter of a dossier lies: the ward says who is competent and whether the law gives more time.

The class of place is that of the ward (of the parcel, of the home), never that of an agency: a land office in
town also answers for remote communes.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from forms_schema.model import Procedure

from motcua.agencies import reads as agencies
from motcua.agencies.reads import Agency, Place
from motcua.dossiers.errors import NotOffered

PROVINCIAL = ("province", "department")


@dataclass(frozen=True)
class Where:
    """One choice. ``name`` is the ward's, empty where only the class of place is asked; ``competent`` the
    public id of the agency that serves it.
    """

    value: str
    place: str
    name: str = ""
    competent: str = ""


def choices(procedure: Procedure, day: date) -> tuple[Where, ...]:
    """The wards to choose from; the classes of place themselves where no ward is declared. One query.

    Empty where the procedure knows one class of place only: nothing depends on the ward then.
    """
    if len(procedure.places) < 2:
        return ()
    wards = tuple(
        Where(ward.code, class_of(procedure, ward), ward.name, agency.public_id)
        for ward, agency in served(procedure, day)
    )
    return wards or tuple(Where(place, place) for place in procedure.places)


def served(procedure: Procedure, day: date) -> list[tuple[Place, Agency]]:
    """Every ward some agency is declared competent for, with that agency, by name. One query."""
    return agencies.serving(_kinds(procedure), day, sector=procedure.document["sector"]["code"])


def _kinds(procedure: Procedure) -> tuple[str, ...]:
    if any(step.agency == "land_office" for step in procedure.steps):
        return ("land_office",)
    return ("commune",) if "commune" in procedure.document["level"] else PROVINCIAL


def class_of(procedure: Procedure, place: Place | Agency) -> str:
    """The class of place as the procedure tells them apart; its first one where it does not."""
    known: str = place.place_class
    return known if known in procedure.places else procedure.places[0]


def demanded(procedure: Procedure, stated: str) -> str:
    """The class of place as stated, or the only one there is; raises NotOffered rather than guess."""
    if stated or len(procedure.places) == 1:
        return stated or procedure.places[0]
    raise NotOffered(
        "Thời hạn của thủ tục này khác nhau theo địa bàn. Hãy chọn xã, phường nơi phải giải quyết.",
        "The time limit of this procedure differs by place. Choose the ward or commune of the matter.",
        field="place",
    )
