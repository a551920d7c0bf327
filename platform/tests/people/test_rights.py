"""Who may do what, and that no protected row is read without saying for whom."""

from datetime import date, timedelta
from pathlib import Path

import lifecycle_table as law
import pytest
from motcua.agencies import demo as agencies_demo
from motcua.agencies import reads as agency_reads
from motcua.ground import clock
from motcua.people import demo, permissions, reads
from motcua.people.actor import Actor
from motcua.people.errors import NotAllowed, UnscopedRead
from motcua.people.models import Delegation, Person, Position, Realm, Staffing, User
from motcua.people.permissions import TABLE, demand, may
from motcua.people.roles import Role
from motcua.people.scoping import ScopedQuerySet

LAND, WARD = 7, 8
RECEIVER = Actor("staff", user_id=1, user="u", roles=frozenset({("receiver", LAND), ("specialist", WARD)}))
CITIZEN = Actor("citizen", user_id=2, user="c")


@pytest.mark.parametrize(
    ("actor", "action", "relation", "agency", "allowed"),
    [
        (RECEIVER, "dossier.take_in", "own_agency", LAND, True),
        (RECEIVER, "dossier.take_in", "own_agency", WARD, False),
        (RECEIVER, "dossier.take_in", "province", LAND, False),
        (RECEIVER, "dossier.decide", "own_agency", WARD, True),
        (RECEIVER, "dossier.decide", "own_agency", LAND, False),
        (RECEIVER, "dossier.stop", "own_agency", LAND, False),
        (RECEIVER, "procedure.work_on", "province", None, False),
        (CITIZEN, "dossier.withdraw", "self", None, True),
        (CITIZEN, "dossier.withdraw", "own_agency", None, False),
        (CITIZEN, "dossier.take_in", "self", None, False),
        (Actor.visitor(), "dossier.see", "self", None, False),
        (Actor.system("outbox"), "dossier.confirm_payment", "province", None, True),
        (Actor.system("outbox"), "dossier.decide", "province", None, False),
    ],
)
def test_the_table_decides(actor, action, relation, agency, allowed):
    """A role counts at the agency where it is held, for the relation the table names, and nowhere else."""
    assert may(actor, action, relation, agency_id=agency) is allowed


def test_a_refusal_is_an_error_with_a_sentence():
    """Whoever may not do something is told so in both languages."""
    with pytest.raises(NotAllowed) as caught:
        demand(CITIZEN, "dossier.take_in", "self")
    assert set(caught.value.sentences) == {"vi", "en"}


def test_an_action_nobody_listed_is_a_mistake():
    """Asking about an action the table does not know is an error, never a silent no or yes."""
    with pytest.raises(KeyError):
        may(CITIZEN, "dossier.fly", "self")


def test_no_right_is_listed_that_nobody_asks_for():
    """Each row is an act of the law's table, or is asked for by name somewhere; a promise of a page is no row."""
    source = Path(permissions.__file__).parents[1]
    asked = "".join(
        file.read_text(encoding="utf-8")
        for file in source.rglob("*.py")
        if file != Path(permissions.__file__) and "migrations" not in file.parts
    )
    acts = {f"dossier.{action}" for action in law.ACTIONS}
    assert [right for right in TABLE if right not in acts and f'"{right}"' not in asked] == []


def test_visitors_may_do_nothing_listed():
    """Nothing in the table is open to somebody who is not signed in."""
    relations = {"self", "holder", "own_agency", "province"}
    assert not any(may(Actor.visitor(), action, relations) for action in TABLE)


@pytest.fixture
def people(db):
    agencies_demo.load()
    demo.load()


def officer(username):
    return reads.user_named(Realm.STAFF, username)


def agency(code="H48.12.05"):
    return agency_reads.agency(code)


def test_roles_come_from_positions_and_end_with_them(people):
    """An officer has a role from the first to the last day of the posting, both included."""
    user = officer("tiepnhan")
    pair = ("receiver", agency().pk)
    Staffing.objects.filter(user=user).update(valid_from=date(2026, 1, 1), valid_to=date(2026, 3, 31))
    found = {day: pair in reads.roles_of(user, day) for day in (date(2025, 12, 31), date(2026, 1, 1))}
    found |= {day: pair in reads.roles_of(user, day) for day in (date(2026, 3, 31), date(2026, 4, 1))}
    assert list(found.values()) == [False, True, True, False]


def test_a_leader_reaches_the_agencies_below(people):
    """The leader of a department is also leader in its branches; a specialist is not."""
    department, office = agency("H48.12"), agency()
    post = Position.objects.create(agency=department, title="Giám đốc Sở", valid_from=date(2025, 7, 1))
    boss = User.objects.create_user("giamdoc", "mot-cua-thu-nghiem", realm=Realm.STAFF)
    for role in ("leader", "specialist"):
        Staffing.objects.create(user=boss, position=post, role=role, valid_from=date(2025, 7, 1))
    actor = reads.actor_of_user(boss)
    assert actor.has(Role.LEADER, office.pk)
    assert not actor.has(Role.SPECIALIST, office.pk)


def test_a_delegation_lends_a_role_for_its_time_only(people):
    """While the leader is away the deputy holds the role; before, after and when revoked, not."""
    leader, deputy = officer("lanhdao"), officer("thuly")
    begins = clock.now() + timedelta(days=1)
    lent = Delegation.objects.create(
        giver=leader,
        receiver=deputy,
        agency=agency(),
        role="leader",
        begins_at=begins,
        ends_at=begins + timedelta(days=5),
        reason="Nghỉ phép",
    )
    pair, seen = ("leader", agency().pk), [("leader", agency().pk) in reads.roles_of(deputy)]
    for days in (2, 5):
        clock.shift(timedelta(days=days))
        seen.append(pair in reads.roles_of(deputy))
    clock.shift(timedelta(days=-4))
    lent.revoked_at = clock.now()
    lent.save()
    assert [*seen, pair in reads.roles_of(deputy)] == [False, True, False, False]


def test_a_role_the_giver_lost_is_not_lent(people):
    """A delegation ends with the giver's own posting."""
    leader, deputy, now = officer("lanhdao"), officer("thuly"), clock.now()
    Delegation.objects.create(
        giver=leader, receiver=deputy, agency=agency(), role="leader", begins_at=now,
        ends_at=now + timedelta(days=5), reason="Nghỉ phép",
    )  # fmt: skip
    Staffing.objects.filter(user=leader).update(valid_to=date(2025, 12, 31))
    assert ("leader", agency().pk) not in reads.roles_of(deputy)


def test_persons_are_found_without_opening_their_values(people):
    """A citizen is found by number however typed, by name without diacritics, and the row shows no number."""
    [found] = reads.persons_with("phone", "+84 905 000 001")
    assert found.name == "Nguyễn Thị Hoa"
    assert found in reads.persons_named("thi hoa")
    assert found.open("personal_id") == "051190000001"
    assert b"0511" not in bytes(found.personal_id_sealed)


class Guarded(ScopedQuerySet):
    def scope_of(self, actor):
        return {"staff": super().scope_of(actor) | ~super().scope_of(actor)}.get(
            actor.kind, super().scope_of(actor)
        )


READS = {
    "list": list,
    "get": lambda rows: rows.get(pk=1),
    "first": lambda rows: rows.first(),
    "count": lambda rows: rows.count(),
    "exists": lambda rows: rows.exists(),
    "values": lambda rows: list(rows.values("pk")),
    "iterator": lambda rows: list(rows.iterator()),
    "aggregate": lambda rows: rows.aggregate(),
    "slice": lambda rows: rows[0],
    "update": lambda rows: rows.update(name="x"),
    "delete": lambda rows: rows.delete(),
}


@pytest.mark.django_db
@pytest.mark.parametrize("how", READS)
def test_reading_without_an_actor_raises(how):
    """A query over protected rows that names nobody is a mistake, whichever way it reads."""
    with pytest.raises(UnscopedRead):
        READS[how](Guarded(Person).filter(name="x"))


def test_rows_of_others_do_not_exist(people):
    """For somebody without rights protected rows are simply not there; the scope survives filtering."""
    assert Guarded(Person).visible_to(CITIZEN).filter(name_norm__contains="hoa").count() == 0
    assert Guarded(Person).visible_to(RECEIVER).filter(name_norm__contains="hoa").order_by("pk").exists()
    assert Guarded(Person).for_system("counting").exclude(name="").count() > 0
