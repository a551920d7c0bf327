"""Which pages of the desk the navigation offers to whom: those they may open, and no others."""

from collections.abc import Mapping

from motcua.dossiers.actions.certify_instantly import certifies
from motcua.people.actor import Actor
from motcua.people.permissions import OWN_AGENCY, PROVINCE, may

RIGHTS: Mapping[str, str] = {
    "desk_home": "dossier.list",
    "desk_intake": "dossier.take_in_paper",
    "desk_certify": "dossier.certify_instantly",
    "desk_telephone": "notice.telephone",
    "desk_stuck": "exchange.see",
}
"""The name of each page's address, and the right that opens it."""


def offered(actor: Actor) -> frozenset[str]:
    """The names of the pages this actor may open."""
    open_ = {name for name, right in RIGHTS.items() if may(actor, right, {OWN_AGENCY, PROVINCE})}
    return frozenset(open_ if certifies(actor) else open_ - {"desk_certify"})
