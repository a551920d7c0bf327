"""Whether an actor may do an action on a dossier: the roles that reach it, then the tables of people and
life.
"""

from __future__ import annotations

from collections.abc import Collection

from motcua.dossiers import lifecycle
from motcua.dossiers.errors import NotNow, NotPermitted
from motcua.dossiers.facts import Facts
from motcua.dossiers.life import Life
from motcua.dossiers.lifecycle import LEADER, RECEIVER, RETURNER, SPECIALIST, Waiting
from motcua.dossiers.models import Dossier, Party
from motcua.people import permissions
from motcua.people.actor import Actor
from motcua.people.errors import NotAllowed

_AT_RECEPTION = frozenset({RECEIVER, RETURNER})
_AT_COMPETENT = frozenset({SPECIALIST, LEADER})
_SCOPE_OF = {"answer_supplement": "supplement", "withdraw": "withdraw"}
_OWNERS = (Party.Role.OWNER, Party.Role.CO_OWNER)
_FULL = (*_OWNERS, Party.Role.APPLICANT)


def roles_on(actor: Actor, dossier: Dossier, action: str = "") -> frozenset[str]:
    """The roles with which this actor meets this dossier.

    Where it lies every role counts; where it was taken in only those of the counter (the result is returned
    there); at the competent agency only those who handle and decide.
    """
    if actor.kind == "system":
        return frozenset({lifecycle.SYSTEM})
    if actor.kind == "pin_holder":
        return frozenset({lifecycle.PIN_HOLDER}) if actor.user == dossier.public_id else frozenset()
    if actor.kind == "citizen":
        return frozenset({lifecycle.CITIZEN}) if _authorised(actor, dossier, action) else frozenset()
    return (
        actor.roles_at(dossier.agency_id)
        | (actor.roles_at(dossier.received_by_id) & _AT_RECEPTION)
        | (actor.roles_at(dossier.competent_id) & _AT_COMPETENT)
    )


def offered(actor: Actor, dossier: Dossier, life: Life, facts: Facts | None = None) -> tuple[str, ...]:
    """The actions a page may offer, in the order of the table; ``demand`` is asked again when one is done.

    With ``facts`` without those about a wait this dossier cannot have.
    """
    acts = lifecycle.offered(life.state, life.reasons, roles_on(actor, dossier))
    return tuple(
        name
        for name in acts
        if _allowed(actor, name, dossier, life)
        and (facts is None or (fits(facts, name) and not _asked_already(facts, name)))
    )


def fits(facts: Facts, action: str) -> bool:
    """Whether the dossier can have the wait this action is about: a fee is still owed, or the pinned version
    has a pause of that kind.
    """
    wait = lifecycle.ACTS[action].concerns
    if wait is Waiting.PAYMENT:
        return bool(facts.owed())
    return wait is None or facts.rule.pause_for(str(wait)) is not None


def _asked_already(facts: Facts, action: str) -> bool:
    """Whether the applicant is asked already, or was asked or put off as often as the procedure allows."""
    if action == "request_payment":
        return set(facts.owed()) <= facts.life.asked_to_pay
    if action == "extend_with_apology":
        return facts.life.extensions >= facts.rule.extension.most
    waits = Waiting.SUPPLEMENT in facts.life.reasons
    return action == "request_supplement" and (waits or not facts.rounds_left)


def demand_fit(facts: Facts, action: str) -> None:
    """Raises NotNow for an act about a wait this dossier cannot have."""
    if not fits(facts, action):
        raise NotNow(
            "Thủ tục của hồ sơ không có bước chờ này hoặc không còn khoản nào phải nộp.",
            "The procedure of this dossier has no such wait, or nothing is owed any more.",
        )


def _allowed(actor: Actor, action: str, dossier: Dossier, life: Life) -> bool:
    try:
        demand(actor, action, life, roles_on(actor, dossier, action))
    except (NotPermitted, NotNow):
        return False
    return True


def _authorised(actor: Actor, dossier: Dossier, action: str) -> bool:
    if not actor.person:
        return False
    scope = _SCOPE_OF.get(action)
    full = _OWNERS if action == "withdraw" else _FULL  # who files for others does not end it for them
    parties = Party.objects.standing_for(actor.person).filter(dossier=dossier)
    return any(party.role in full or scope is None or scope in party.authority_scope for party in parties)


def demand(actor: Actor, action: str, life: Life, roles: Collection[str]) -> None:
    """Let the action pass, or raise NotPermitted (role) or NotNow (state, open waits)."""
    act = lifecycle.ACTS[action]
    table = permissions.TABLE[f"dossier.{action}"]
    if act.roles.isdisjoint(roles) or table.keys().isdisjoint(act.roles.intersection(roles)):
        raise NotPermitted(action)
    if not lifecycle.allows(action, life.state, life.reasons, roles):
        raise _not_now(waiting=life.state in act.moves)


def demand_at(actor: Actor, action: str, dossier: Dossier) -> None:
    """Let through what is no act of the life (reading, noting): an officer needs the role at an agency of this
    dossier, not just anywhere. Raises NotAllowed.
    """
    at = {dossier.agency_id, dossier.received_by_id, dossier.competent_id}
    if not any(permissions.may(actor, action, permissions.RELATIONS, agency_id=one) for one in at):
        raise NotAllowed(action)


def _not_now(*, waiting: bool) -> NotNow:
    """``waiting``: only the wait is missing that the act would end."""
    if waiting:
        return NotNow(
            "Hồ sơ không ở tình trạng chờ tương ứng nên chưa làm được việc này. Hãy tải lại trang.",
            "The dossier does not wait for this, so it cannot be done now. Reload the page.",
        )
    return NotNow(
        "Trạng thái hiện tại của hồ sơ không cho phép thao tác này. Hãy tải lại trang.",
        "In its present state this cannot be done with the dossier. Reload the page.",
    )
