"""Questions about agencies and places; all of them ask for a day, because organisation has dates."""

from collections.abc import Collection
from datetime import date

from django.db.models import Q, QuerySet

from motcua.agencies.errors import NobodyCompetent, UnknownAgency
from motcua.agencies.models import Agency, Competence, Place
from motcua.ground import clock
from motcua.ground.dated import DatedQuerySet
from motcua.ground.names import search_key

_WITH_DESCENDANTS = """
WITH RECURSIVE tree AS (
    SELECT id FROM agencies_agency WHERE id = ANY(%s)
    UNION SELECT child.id FROM agencies_agency child JOIN tree ON child.parent_id = tree.id
) SELECT id FROM tree
"""


def agency(code: str, on: date | None = None) -> Agency:
    """The agency under this code, new or old style, on this day (default today); raises UnknownAgency."""
    day = on or clock.today()
    found = _agencies().on(day).filter(Q(code_new=code) | Q(code_old=code)).order_by("-valid_from").first()
    if found is None:
        raise UnknownAgency(code, day)
    return found


def by_public_id(public_id: str) -> Agency:
    """The agency with this public id, whether it still exists or not; raises Agency.DoesNotExist."""
    return _agencies().get(public_id=public_id)


def agencies(on: date | None = None, *, one_stop: bool | None = None) -> QuerySet[Agency]:
    """All agencies of this day by code; `one_stop` keeps only those with (or without) a reception counter."""
    found = _agencies().on(on or clock.today()).order_by("code_new")
    return found if one_stop is None else found.filter(one_stop=one_stop)


def descendants(agency_ids: set[int] | frozenset[int]) -> frozenset[int]:
    """The given agencies and all below them, as database ids."""
    rows = Agency.objects.raw(_WITH_DESCENDANTS, [list(agency_ids)])
    return frozenset(row.pk for row in rows)


def living_successor(of: Agency, on: date | None = None) -> Agency:
    """Who took over from an agency that was merged or closed; the agency itself while it exists."""
    day = on or clock.today()
    current, seen = of, {of.pk}
    while not current.exists_on(day) and current.successor and current.successor_id not in seen:
        current = current.successor
        seen.add(current.pk)
    return current


def competent(kind: str, place_code: str, on: date | None = None, *, sector: str = "") -> Agency:
    """The agency of `kind` that serves the ward `place_code` on this day; raises NobodyCompetent.

    A competence declared for the sector goes before one declared for all sectors; a ward that was merged is
    served by whoever serves the ward that took it over.
    """
    day = on or clock.today()
    ward = place(place_code, day)
    declared = (
        Competence.objects.on(day)
        .filter(place=ward, agency__kind=kind, sector__in={sector, ""})
        .select_related("agency")
        .order_by("-sector", "-valid_from")
        .first()
    )
    if declared is None:
        raise NobodyCompetent(ward.name if ward else place_code, kind, day)
    return living_successor(declared.agency, day)


def serving(
    kinds: Collection[str], on: date | None = None, *, sector: str = ""
) -> list[tuple[Place, Agency]]:
    """Every ward that an agency of one of these kinds serves on this day, by name; one query.

    A competence declared for the sector goes before one declared for all sectors.
    """
    day = on or clock.today()
    declared = Competence.objects.on(day).filter(agency__kind__in=kinds, sector__in={sector, ""})
    found: dict[int, tuple[Place, Agency]] = {}
    for one in declared.select_related("agency", "place").order_by("place__name", "-sector", "-valid_from"):
        if one.place.exists_on(day):
            found.setdefault(one.place_id, (one.place, living_successor(one.agency, day)))
    return list(found.values())


def place(code: str, on: date | None = None) -> Place | None:
    """The ward or province that stands for `code` on this day, following mergers; None when unknown."""
    day = on or clock.today()
    known = Place.objects.filter(code=code).order_by("-valid_from")
    found = known.on(day).first() or known.first()
    seen: set[int] = set()
    while found and not found.exists_on(day) and found.successor and found.pk not in seen:
        seen.add(found.pk)
        found = found.successor
    return found


def wards(province_code: str, on: date | None = None) -> QuerySet[Place]:
    """The wards and communes of a province on this day, by name."""
    found = Place.objects.on(on or clock.today()).filter(kind=Place.Kind.WARD)
    return found.filter(parent__code=province_code).order_by("name")


def find(text: str, on: date | None = None) -> QuerySet[Agency]:
    """Agencies whose name contains `text` (with or without diacritics) or whose code starts with it."""
    wanted = (
        Q(name_norm__contains=search_key(text)) | Q(code_new__startswith=text) | Q(code_old__startswith=text)
    )
    return agencies(on).filter(wanted)


def _agencies() -> DatedQuerySet[Agency]:
    return Agency.objects.select_related("parent", "place", "successor")
