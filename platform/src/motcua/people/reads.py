"""Questions about people."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext

from motcua.agencies import reads as agency_reads
from motcua.ground import clock, crypto
from motcua.ground.names import search_key
from motcua.people.actor import Actor
from motcua.people.models import Delegation, Person, Realm, Staffing, User, login_of
from motcua.people.realms import is_fully_signed_in
from motcua.people.roles import WITH_BRANCHES, Role


def actor_for(request: HttpRequest) -> Actor:
    """The actor of a request; use `motcua.people.actor.actor_of`, which asks only once per request."""
    ip, request_id = request.META.get("REMOTE_ADDR"), getattr(request, "request_id", "")
    user = getattr(request, "user", None)
    if not isinstance(user, User) or not is_fully_signed_in(request, user):
        return Actor.visitor(ip=ip, request_id=request_id)
    return actor_of_user(user, ip=ip, request_id=request_id)


def actor_of_user(user: User, *, ip: str | None = None, request_id: str = "") -> Actor:
    """The actor that this sign-in is now, with the roles of today."""
    held = _held_by(user, clock.today()) if user.realm == Realm.STAFF else []
    return Actor(
        kind="staff" if user.realm == Realm.STAFF else "citizen",
        user_id=user.pk,
        user=user.public_id,
        person=user.person.public_id if user.person else None,
        roles=_roles(user, held),
        kinds=frozenset((one.role, one.position.agency.kind) for one in held),
        ip=ip,
        request_id=request_id,
    )


def roles_of(user: User, on: date | None = None) -> frozenset[tuple[str, int]]:
    """Pairs of role and agency id held on this day (default today), by own position or by delegation."""
    return _roles(user, _held_by(user, on or clock.today()))


def _held_by(user: User, day: date) -> list[Staffing]:
    """Own positions and those lent to `user`, with their agencies."""
    held = _staffings(day).filter(Q(user=user) | Q(_lent_to(user)))
    return list(held.select_related("position__agency"))


def _roles(user: User, held: list[Staffing]) -> frozenset[tuple[str, int]]:
    own = {(one.role, one.position.agency_id) for one in held if one.user_id == user.pk}
    return frozenset({(one.role, one.position.agency_id) for one in held} | _branches(own))


def users_with(role: Role | str, agency_id: int, on: date | None = None) -> QuerySet[User]:
    """Active staff who hold this role at this agency on this day, by username."""
    day = on or clock.today()
    held = _staffings(day).filter(role=role, position__agency_id=agency_id)
    users = User.objects.filter(realm=Realm.STAFF, is_active=True, pk__in=held.values("user"))
    return users.select_related("person").order_by("username")


def user_by_public_id(public_id: str) -> User:
    """The sign-in with this public id; raises User.DoesNotExist."""
    return User.objects.select_related("person").get(public_id=public_id)


def user_named(realm: str, username: str) -> User | None:
    """The sign-in of this realm under this username, if any."""
    return User.objects.select_related("person").filter(login=login_of(realm, username)).first()


def account_of(person: Person) -> User | None:
    """The citizen's sign-in of this person, if there is one."""
    return User.objects.select_related("person").filter(realm=Realm.CITIZEN, person=person).first()


def display_name(trace: str) -> str:
    """The name to show for an actor recorded as `trace` ("staff:…"); the trace itself when unknown."""
    kind, _, public_id = trace.partition(":")
    if kind == "pin_holder":
        return gettext("Applicant without an account (by PIN)")
    user = User.objects.select_related("person").filter(public_id=public_id).first()
    return user.get_full_name() if user else trace


def display_names(traces: Iterable[str]) -> dict[str, str]:
    """What `display_name` says, for many at once. One query."""
    asked = set(traces)
    public_ids = {trace.partition(":")[2]: trace for trace in asked}
    users = User.objects.select_related("person").filter(public_id__in=public_ids)
    known = {public_ids[user.public_id]: user.get_full_name() for user in users}
    by_pin = gettext("Applicant without an account (by PIN)")
    return {one: by_pin if one.startswith("pin_holder:") else known.get(one, one) for one in asked}


def persons_with(kind: str, value: str) -> QuerySet[Person]:
    """Persons whose personal_id, phone or email equals `value`, however it was typed."""
    return Person.objects.filter(**{f"{kind}_index__in": crypto.blind_indexes(kind, value)})


def persons_named(text: str) -> QuerySet[Person]:
    """Persons whose name contains `text`, with or without diacritics."""
    return Person.objects.filter(name_norm__contains=search_key(text)).order_by("name_norm", "pk")


def _staffings(day: date) -> QuerySet[Staffing]:
    return Staffing.objects.on(day).filter(
        Q(position__valid_to__isnull=True) | Q(position__valid_to__gte=day), position__valid_from__lte=day
    )


def _lent_to(user: User) -> Exists:
    """Whether a staffing is lent to `user` now; a role cannot be lent on, and only while its giver holds it."""
    now = clock.now()
    lent = Delegation.objects.filter(
        receiver=user, begins_at__lte=now, ends_at__gt=now, revoked_at=None, giver__is_active=True
    )
    return Exists(
        lent.filter(giver=OuterRef("user"), role=OuterRef("role"), agency=OuterRef("position__agency"))
    )


def _branches(held: set[tuple[str, int]]) -> set[tuple[str, int]]:
    """Leaders and administrators of an agency also reach the agencies below it."""
    reaching = [(role, agency) for role, agency in held if role in WITH_BRANCHES]
    return {(role, below) for role, agency in reaching for below in agency_reads.descendants({agency})}
