"""Which pages of the desk the navigation offers to whom: those they may open, and no others."""

from collections.abc import Mapping

from motcua.people.actor import Actor
from motcua.people.permissions import OWN_AGENCY, PROVINCE, may
from motcua.people.roles import Role

RIGHTS: Mapping[str, str] = {
    "desk_home": "dossier.list",
    "desk_intake": "dossier.take_in_paper",
    "desk_certify": "dossier.certify_instantly",
    "desk_telephone": "notice.telephone",
    "desk_stuck": "exchange.see",
}
"""The name of each page's address, and the right that opens it."""
CERTIFIES = "commune"
"""The kind of agency that certifies copies at its counter (Decree 23/2015/NĐ-CP, article 5, clause 2)."""


def offered(actor: Actor) -> frozenset[str]:
    """The names of the pages this actor may open."""
    open_ = {name for name, right in RIGHTS.items() if may(actor, right, {OWN_AGENCY, PROVINCE})}
    return frozenset(open_ if certifies(actor) else open_ - {"desk_certify"})


def certifies(actor: Actor) -> bool:
    """Whether the actor stands at the counter of an agency that certifies copies."""
    return any((role, CERTIFIES) in actor.kinds for role in (Role.RECEIVER, Role.SPECIALIST))
