"""Who may do what: role × action × relation, as data.

A relation says how the actor stands to the object:
  self        the applicant, owner or representative of the dossier (citizens)
  slip        the PIN printed on the dossier's slip was entered (people without an account)
  holder      the dossier is in this officer's hands
  own_agency  the dossier lies with an agency where the role is held
  province    anything in the province
Public pages need no permission and are not listed. Roles of no staff are written "citizen",
"pin_holder" and "system".
"""

from __future__ import annotations

from collections.abc import Iterable

from motcua.people.actor import Actor
from motcua.people.errors import NotAllowed
from motcua.people.roles import PROVINCE_WIDE, Role

SELF, SLIP, HOLDER, OWN_AGENCY, PROVINCE = "self", "slip", "holder", "own_agency", "province"
RELATIONS = frozenset({SELF, SLIP, HOLDER, OWN_AGENCY, PROVINCE})
CITIZEN, PIN_HOLDER, SYSTEM = "citizen", "pin_holder", "system"

_R, _S, _L, _T = Role.RECEIVER, Role.SPECIALIST, Role.LEADER, Role.RETURNER
_A, _E, _V, _X = Role.AGENCY_ADMIN, Role.PROCEDURE_EDITOR, Role.PROCEDURE_APPROVER, Role.SYSTEM_ADMIN


def _at_agency(*roles: Role) -> dict[str, frozenset[str]]:
    return {str(role): frozenset({OWN_AGENCY, HOLDER}) for role in roles}


def _anywhere(*roles: Role | str) -> dict[str, frozenset[str]]:
    return {str(role): frozenset({PROVINCE, OWN_AGENCY, HOLDER}) for role in roles}


_OWN = {CITIZEN: frozenset({SELF})}
_BY_PIN = {PIN_HOLDER: frozenset({SLIP})}
_MACHINE = {SYSTEM: frozenset({PROVINCE})}

TABLE: dict[str, dict[str, frozenset[str]]] = {
    # dossiers: reading
    "dossier.see": _OWN | _BY_PIN | _at_agency(_R, _S, _L, _T) | _MACHINE,
    "dossier.list": _at_agency(_R, _S, _L, _T, _A),
    "dossier.see_personal": _OWN | _at_agency(_R, _S, _L, _T) | _MACHINE,
    "dossier.download": _OWN | _BY_PIN | _at_agency(_R, _S, _L, _T),
    # dossiers: acting
    "dossier.submit": _OWN | _MACHINE,
    "dossier.take_in_paper": _at_agency(_R),
    "dossier.certify_instantly": _at_agency(_R, _S),
    "dossier.take_in": _at_agency(_R),
    "dossier.refuse_intake": _at_agency(_R),
    "dossier.assign": _at_agency(_R, _S, _L),
    "dossier.request_supplement": _at_agency(_R, _S, _L),
    "dossier.answer_supplement": _OWN | _BY_PIN | _at_agency(_R),
    "dossier.accept_supplement": _at_agency(_R, _S),
    "dossier.request_payment": _at_agency(_R, _S, _T) | _MACHINE,
    "dossier.confirm_payment": _at_agency(_R, _T) | _MACHINE,
    "dossier.request_financial_duty": _at_agency(_S) | _MACHINE,
    "dossier.confirm_financial_duty": _at_agency(_R, _S) | _MACHINE,
    "dossier.ask_opinion": _at_agency(_S, _L),
    "dossier.record_opinion": _at_agency(_S, _L),
    "dossier.extend_with_apology": _at_agency(_L),
    "dossier.decide": _at_agency(_S, _L),
    "dossier.declare_not_eligible": _at_agency(_L),
    "dossier.return_result": _at_agency(_R, _T),
    "dossier.stop": _at_agency(_L),
    "dossier.withdraw": _OWN | _at_agency(_R),
    "dossier.note": _at_agency(_R, _S, _L, _T),
    # notices
    "notice.telephone": _at_agency(_R, _S, _L, _T),
    # people
    "citizen.open_account": _at_agency(_R),
    "citizen.reset_account": _at_agency(_R),
    # the catalogue: who works there; what each may do is a permission of their group (catalog.actions.rights)
    "procedure.work_on": _anywhere(_E, _V),
    # partners
    "exchange.see": _at_agency(_R, _S, _L, _A) | _anywhere(_X),
    "exchange.send_again": _at_agency(_S, _L, _A) | _anywhere(_X),
    "exchange.look_up": _OWN | _at_agency(_R, _S),
}


def may(
    actor: Actor, action: str, relation: str | Iterable[str] = PROVINCE, *, agency_id: int | None = None
) -> bool:
    """Whether the actor may do `action` on an object to which they stand in (any of) `relation`.

    agency_id: the agency the object lies with; then only roles held there count. An unknown action is a
    KeyError.
    """
    relations = {relation} if isinstance(relation, str) else set(relation)
    rules = TABLE[action]
    return any(rules.get(role, frozenset()) & relations for role in _roles(actor, agency_id))


def demand(
    actor: Actor, action: str, relation: str | Iterable[str] = PROVINCE, *, agency_id: int | None = None
) -> None:
    """As `may`, but raises NotAllowed instead of answering no."""
    if not may(actor, action, relation, agency_id=agency_id):
        raise NotAllowed(action)


def agencies_where(actor: Actor, action: str, relation: str | Iterable[str] = OWN_AGENCY) -> frozenset[int]:
    """The agencies at which the actor holds a role that may do this; what lists of tasks are narrowed to."""
    relations = {relation} if isinstance(relation, str) else frozenset(relation)
    return frozenset(one for one in actor.agencies if may(actor, action, relations, agency_id=one))


def _roles(actor: Actor, agency_id: int | None) -> frozenset[str]:
    match actor.kind:
        case "staff":
            held = actor.roles if agency_id is None else _held_at(actor, agency_id)
            return frozenset(role for role, _agency in held)
        case "citizen":
            return frozenset({CITIZEN})
        case "pin_holder":
            return frozenset({PIN_HOLDER})
        case "system":
            return frozenset({SYSTEM})
    return frozenset()


def _held_at(actor: Actor, agency_id: int) -> set[tuple[str, int]]:
    return {(role, agency) for role, agency in actor.roles if agency == agency_id or role in PROVINCE_WIDE}
