"""Who acts: one frozen value made at the entrance and passed down to every read and action."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from motcua.people.roles import PROVINCE_WIDE, Role

if TYPE_CHECKING:
    from django.http import HttpRequest

Kind = Literal["staff", "citizen", "pin_holder", "system", "visitor"]


@dataclass(frozen=True)
class Actor:
    """Who acts, with which roles and from where.

    user_id: database id of the sign-in, None for systems and visitors. user: its public id, the name of a
    system, or for the holder of a PIN the public id of the one dossier it opens. person: public id of the
    natural person. roles: pairs of role and agency database id, branches already added for the roles that
    reach them. agencies: all agencies where any role is held. kinds: pairs of role and kind of agency
    ("commune", "land_office"), of roles held or lent, without branches.
    """

    kind: Kind
    user_id: int | None = None
    user: str = ""
    person: str | None = None
    roles: frozenset[tuple[str, int]] = frozenset()
    kinds: frozenset[tuple[str, str]] = frozenset()
    ip: str | None = None
    request_id: str = ""

    @classmethod
    def visitor(cls, *, ip: str | None = None, request_id: str = "") -> Actor:
        """Somebody who is not signed in."""
        return cls("visitor", ip=ip, request_id=request_id)

    @classmethod
    def pin_holder(cls, dossier: str, *, ip: str | None = None, request_id: str = "") -> Actor:
        """Somebody without an account who entered code and PIN of this one dossier (its public id)."""
        return cls("pin_holder", user=dossier, ip=ip, request_id=request_id)

    @classmethod
    def system(cls, name: str) -> Actor:
        """A part of the system acting by itself ("outbox", "national_portal")."""
        return cls("system", user=name)

    @property
    def trace(self) -> str:
        """How the record names this actor: no personal values, only the kind and a public id."""
        return f"{self.kind}:{self.user}" if self.user else self.kind

    @property
    def agencies(self) -> frozenset[int]:
        """Database ids of the agencies this actor works for."""
        return frozenset(agency for _role, agency in self.roles)

    def has(self, role: Role | str, agency_id: int | None = None) -> bool:
        """Whether the role is held at this agency; without an agency (or province-wide): held anywhere."""
        if agency_id is None or role in PROVINCE_WIDE:
            return any(held == role for held, _agency in self.roles)
        return (str(role), agency_id) in self.roles

    def roles_at(self, agency_id: int) -> frozenset[str]:
        """The roles held at this agency, province-wide ones included."""
        return frozenset(role for role, agency in self.roles if agency == agency_id or role in PROVINCE_WIDE)


def actor_of(request: HttpRequest) -> Actor:
    """The actor of this request, made once; a visitor where nobody is fully signed in."""
    from motcua.people.reads import actor_for

    known = getattr(request, "motcua_actor", None)
    if known is None:
        known = actor_for(request)
        request.motcua_actor = known  # type: ignore[attr-defined]
    return known
