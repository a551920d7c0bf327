"""What officers ask: the queue, one dossier, and the search."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from catalog.reads import working_calendar
from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from forms_schema.calendars import WorkingCalendar

from motcua.dossiers import gathering, lifecycle, rights
from motcua.dossiers.errors import NotFound
from motcua.dossiers.lifecycle import JUDGED, OPEN, Standing, State, Waiting
from motcua.dossiers.models import Dossier, ForeignNumber, Party, Wait
from motcua.dossiers.models.dossier import DossierQuerySet
from motcua.ground import clock, crypto
from motcua.ground.names import search_key
from motcua.people import permissions
from motcua.people.actor import Actor
from motcua.people.errors import NotAllowed

PAGE = 50
_PERSONAL_ID = re.compile(r"\d{9}|\d{12}")
_PHONE = re.compile(r"(?:\+?84|0)\d{8,10}")
_CODE = re.compile(r"[0-9A-Z.]+-\d[\d-]*", re.IGNORECASE)
_COLUMNS = (
    "public_id",
    "code",
    "case",
    "state",
    "step",
    "channel",
    "sensitive",
    "submitted_at",
    "promised",
    "due",
    "act_by",
    "answered_at",
    "verdict",
    "revision",
    "version__public_id",
    "version__code",
    "version__name_vi",
    "version__name_en",
    "agency__name",
    "agency__code_new",
    "holder__username",
    "holder__person__name",
)
_NAMED = ("version__code", "version__name_vi", "version__name_en")


@dataclass(frozen=True)
class QueueFilter:
    """What the list is narrowed to; empty means all open ones. ``holder`` is an officer's public id.

    State "decided" lists what waits to be returned, which is no longer open.
    """

    agency: str = ""
    state: str = ""
    holder: str = ""
    unassigned: bool = False
    procedure: str = ""
    channel: str = ""
    waiting: bool | None = None
    overdue: bool = False


@dataclass(frozen=True)
class Left:
    """How much legal time is left.

    ``days`` counts working days to ``due``; negative is overdue, None no running clock. ``late_intake``:
    submitted online and not taken in within one working day. ``verdict`` is "open" until it is given;
    ``over``: nothing is owed any more, with or without a verdict.
    """

    due: date | None
    days: int | None
    late_intake: bool
    verdict: str
    over: bool


@dataclass(frozen=True)
class Row:
    """One line of a list."""

    public_id: str
    code: str
    owner: str
    procedure: str
    procedure_code: str
    standing: Standing
    channel: str
    agency: str
    holder: str
    submitted_on: date
    promised: date | None
    left: Left
    revision: int
    sensitive: bool
    case: str = ""
    version: str = ""


@dataclass(frozen=True)
class Page:
    """One page of the queue; ``after`` is the cursor of the next one, empty at the end."""

    rows: tuple[Row, ...]
    after: str = ""


def queue(actor: Actor, narrowed: QueueFilter | None = None, *, after: str = "", limit: int = PAGE) -> Page:
    """Open dossiers of the actor's agencies, the least remaining legal time first. Five queries at most.

    A dossier that waits for somebody else comes after every other. Raises NotAllowed.
    """
    wanted = narrowed or QueueFilter()
    states = [wanted.state] if wanted.state == State.DECIDED else [str(state) for state in OPEN]
    rows = _of_agencies(actor).filter(state__in=states)
    found = _after(_narrow(rows, wanted), after).order_by("act_by", "id")
    dossiers = list(found.select_related("version", "agency", "holder__person").only(*_COLUMNS)[: limit + 1])
    last = dossiers[limit - 1] if len(dossiers) > limit else None
    cursor = f"{last.act_by.isoformat()}~{last.pk}" if last else ""
    return Page(rows_of(dossiers[:limit]), cursor)


def _of_agencies(actor: Actor) -> DossierQuerySet:
    """The dossiers that lie with the actor's agencies; raises NotAllowed."""
    agencies = [
        agency
        for agency in actor.agencies
        if permissions.may(actor, "dossier.list", permissions.OWN_AGENCY, agency_id=agency)
    ]
    if not agencies:
        raise NotAllowed("dossier.list")
    found: DossierQuerySet = Dossier.objects.for_system("queue of the actor's agencies").filter(
        agency__in=agencies
    )
    return found


@dataclass(frozen=True)
class Counts:
    """How many dossiers stand under each heading of the desk."""

    open: int
    mine: int
    unassigned: int
    to_take_in: int
    waiting: int
    overdue: int
    to_return: int


def counts(actor: Actor) -> Counts:
    """How many under each heading, for the actor's agencies. One query. Raises NotAllowed."""
    waiting = Exists(Wait.objects.filter(dossier=OuterRef("pk"), ended_at__isnull=True))
    is_open = Q(state__in=[str(state) for state in OPEN])
    headings: dict[str, Q] = {
        "open": is_open,
        "mine": is_open & Q(holder__public_id=actor.user),
        "unassigned": is_open & Q(holder__isnull=True),
        "to_take_in": Q(state=State.SUBMITTED),
        "waiting": is_open & Q(waiting),
        "overdue": is_open & Q(act_by__lt=clock.today()),
        "to_return": Q(state=State.DECIDED),
    }
    live = _of_agencies(actor).filter(state__in=[str(state) for state in (*OPEN, State.DECIDED)])
    return Counts(**live.aggregate(**{name: Count("pk", filter=of) for name, of in headings.items()}))


def procedures(actor: Actor) -> tuple[tuple[str, str], ...]:
    """Code and name of the procedures the actor's live dossiers belong to. One query."""
    live = _of_agencies(actor).filter(state__in=[str(state) for state in (*OPEN, State.DECIDED)])
    rows = live.order_by("version__code").distinct("version__code")
    return tuple((one.version.code, one.version.name) for one in rows.select_related("version").only(*_NAMED))


def _narrow(found: QuerySet[Dossier], by: QueueFilter) -> QuerySet[Dossier]:
    wanted = {
        "agency__public_id": by.agency,
        "state": by.state,
        "holder__public_id": by.holder,
        "version__code": by.procedure,
        "channel": by.channel,
    }
    found = found.filter(**{name: value for name, value in wanted.items() if value})
    if by.unassigned:
        found = found.filter(holder__isnull=True)
    if by.waiting is not None:
        waiting = Wait.objects.filter(ended_at__isnull=True).values("dossier")
        found = found.filter(pk__in=waiting) if by.waiting else found.exclude(pk__in=waiting)
    return found.filter(act_by__lt=clock.today()) if by.overdue else found


def _after(found: QuerySet[Dossier], cursor: str) -> QuerySet[Dossier]:
    day, _, key = cursor.partition("~")
    try:
        place = date.fromisoformat(day), int(key)
    except ValueError:
        return found
    return found.filter(Q(act_by__gt=place[0]) | Q(act_by=place[0], pk__gt=place[1]))


def rows_of(dossiers: Iterable[Dossier]) -> tuple[Row, ...]:
    """The lines of a list; three queries, however many there are."""
    listed = list(dossiers)
    keys = [dossier.pk for dossier in listed]
    owners = dict(
        Party.objects.filter(dossier__in=keys, role=Party.Role.OWNER).values_list("dossier", "name")
    )
    waits: dict[int, set[Waiting]] = {}
    for key, reason in Wait.objects.filter(dossier__in=keys, ended_at=None).values_list("dossier", "reason"):
        waits.setdefault(key, set()).add(Waiting(reason))
    calendar, today = working_calendar(), clock.today()
    return tuple(
        _row(one, owners.get(one.pk, ""), waits.get(one.pk, set()), calendar, today) for one in listed
    )


def _row(dossier: Dossier, owner: str, waits: set[Waiting], calendar: WorkingCalendar, today: date) -> Row:
    return Row(
        public_id=dossier.public_id,
        code=dossier.code,
        owner=owner,
        procedure=dossier.version.name,
        procedure_code=dossier.version.code,
        standing=lifecycle.standing(State(dossier.state), waits, answered=dossier.answered_at is not None),
        channel=dossier.channel,
        agency=dossier.agency.name,
        holder=dossier.holder.get_full_name() if dossier.holder else "",
        submitted_on=clock.civil(dossier.submitted_at).date(),
        promised=dossier.promised,
        left=left_of(dossier, calendar, today),
        revision=dossier.revision,
        sensitive=dossier.sensitive,
        case=dossier.case,
        version=dossier.version.public_id,
    )


def left_of(dossier: Dossier, calendar: WorkingCalendar, today: date) -> Left:
    """The legal time this dossier has left on ``today``; asks nothing of the database."""
    due = dossier.due if dossier.act_by == dossier.due else None
    return Left(
        due=dossier.due,
        days=_days_left(due, calendar, today) if due else None,
        late_intake=dossier.state == State.SUBMITTED and dossier.act_by < today,
        verdict=dossier.verdict,
        over=dossier.state in JUDGED,
    )


def _days_left(due: date, calendar: WorkingCalendar, today: date) -> int:
    if due >= today:
        return calendar.working_days_between(today, due)
    return -calendar.working_days_between(due, today)


def dossier(actor: Actor, public_id: str, **also: Any) -> Dossier:
    """One dossier with its agencies, holder and version; raises NotFound, also for what is not the
    actor's. ``also`` are further columns to read with it.
    """
    return _one(actor, Q(public_id=public_id), **also)


def by_code(actor: Actor, code: str) -> Dossier:
    """The dossier with this code, or with this number of another system; raises NotFound."""
    known = ForeignNumber.objects.filter(number=code.strip()).values("dossier")
    return _one(actor, Q(code__iexact=code.strip()) | Q(pk__in=known))


def _one(actor: Actor, wanted: Q, **also: Any) -> Dossier:
    related = ("agency", "competent", "received_by", "holder__person", "version")
    rows = Dossier.objects.visible_to(actor).filter(wanted).select_related(*related)
    found: Dossier | None = rows.annotate(**also).order_by("pk").first()
    if found is None:
        raise NotFound
    return found


def actions_for(actor: Actor, public_id: str) -> tuple[str, ...]:
    """The actions a page may offer this actor now, in the order of the table."""
    one = dossier(actor, public_id)
    return rights.offered(actor, one, gathering.life(one))


def search(actor: Actor, text: str, *, limit: int = PAGE) -> tuple[Row, ...]:
    """Dossiers by code, foreign number, id number, telephone, or name with or without diacritics.

    A name finds open dossiers by any part of it, finished ones by its beginning.
    """
    words = text.strip()
    if len(words) < 2:
        return ()
    found = Dossier.objects.visible_to(actor).filter(_meant(words)).order_by("-submitted_at", "-id")
    related = found.select_related("version", "agency", "holder__person").only(*_COLUMNS)
    return rows_of(related[:limit])


def listed(actor: Actor, public_ids: Iterable[str]) -> tuple[Row, ...]:
    """The lines of these dossiers, in this order; those that are not the actor's (any more) are left out."""
    wanted = list(public_ids)
    rows = Dossier.objects.visible_to(actor).filter(public_id__in=wanted)
    found = rows_of(rows.select_related("version", "agency", "holder__person").only(*_COLUMNS))
    return tuple(sorted(found, key=lambda row: wanted.index(row.public_id)))


def _meant(words: str) -> Q:
    bare = re.sub(r"[\s.]", "", words)
    if _PERSONAL_ID.fullmatch(bare) or _PHONE.fullmatch(bare):
        ids, phones = (crypto.blind_indexes(kind, bare) for kind in ("personal_id", "phone"))
        parties = Party.objects.filter(Q(id_index__in=ids) | Q(phone_index__in=phones))
        return Q(pk__in=parties.values("dossier")) | _numbered(words)
    if _CODE.fullmatch(words):
        return _numbered(words)
    key = search_key(words)
    return Q(name_norm__contains=key, state__in=[str(state) for state in OPEN]) | Q(name_norm__startswith=key)


def _numbered(words: str) -> Q:
    foreign = ForeignNumber.objects.filter(number=words).values("dossier")
    return Q(code__istartswith=words) | Q(pk__in=foreign)
