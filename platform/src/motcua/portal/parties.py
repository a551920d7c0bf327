"""Who takes part in a dossier handed in online: found in the answers by what the questions ask for."""

from collections.abc import Mapping
from typing import Any

from forms_schema import Field
from motcua.dossiers.filings import PartyEntry
from motcua.ground.names import search_key
from motcua.people.actor import Actor
from motcua.portal.reads import Filling

BIRTHS = ("partial_date", "date")


def parties(actor: Actor, filling: Filling, identity: Mapping[str, str]) -> tuple[PartyEntry, ...]:
    """The owner, and whoever files when that is somebody else.

    The first question of each kind on the form asks for the owner: an organisation's name and tax code, or a
    person's name and number, then telephone, e-mail, address and birth.
    """
    asked = _asked(filling)
    organisation = filling.draft.applicant == "organisation"
    kind = "tax_code" if organisation else "personal_id"
    name = _first(asked, autocomplete="organization") if organisation else _first(asked, "person_name")
    number = _first(asked, kind)
    mine = not organisation and _is(identity, name, number)
    owner = PartyEntry(
        name=name,
        id_kind=kind if number else "none",
        id_number=number,
        phone=_first(asked, "phone"),
        email=_first(asked, "email"),
        address=_address(filling, asked),
        birth=_birth(asked),
        person=(actor.person or "") if mine else "",
    )
    return (owner,) if mine else (owner, _filer(actor, identity))


def _asked(filling: Filling) -> list[tuple[Field, Any]]:
    """The answered questions outside groups, in the order of the form."""
    answers = {**filling.answers, **filling.locked}
    order = [name for page in filling.form.pages for name in page.fields if page.id in filling.pages]
    seen = [name for name in order if name in filling.evaluation.visible and answers.get(name)]
    return [(filling.procedure.field(name), answers[name]) for name in seen]


def _first(asked: list[tuple[Field, Any]], kind: str = "", *, autocomplete: str = "") -> str:
    found = (
        value
        for field, value in asked
        if (field.autocomplete == autocomplete if autocomplete else field.type == kind)
    )
    return str(next(found, ""))


def _address(filling: Filling, asked: list[tuple[Field, Any]]) -> str:
    for field, value in asked:
        if field.type == "address":
            question = filling.form.questions[field.id]
            return question.kind.format(value, "vi", question.written)
    return ""


def _birth(asked: list[tuple[Field, Any]]) -> str:
    born = (str(v) for f, v in asked if f.type in BIRTHS and f.prefill and f.prefill.path == "birth_date")
    return next(born, "")


def _is(identity: Mapping[str, str], name: str, number: str) -> bool:
    """Whether the owner named on the form is the person signed in: by number where both are known."""
    known = identity.get("personal_id", "")
    if known and number:
        return known == number
    return search_key(identity.get("name", "")) == search_key(name)


def _filer(actor: Actor, identity: Mapping[str, str]) -> PartyEntry:
    number = identity.get("personal_id", "")
    return PartyEntry(
        name=identity.get("name", ""),
        role="applicant",
        id_kind="personal_id" if number else "none",
        id_number=number,
        phone=identity.get("phone", ""),
        person=actor.person or "",
    )
