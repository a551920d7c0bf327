"""Questions to the catalogue. Everything here is public knowledge except what is being drafted.

Query counts are fixed: each function makes one query, whatever the number of procedures.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.db.models import BigIntegerField, QuerySet
from django.db.models.functions import Cast
from wagtail.models import WorkflowState

from catalog.models import CalendarEntry, DefinitionChange, Procedure, ProcedureVersion
from catalog.models.procedure import in_language
from catalog.normalise import search_key
from catalog.registry import MovedDate, calendar_impact, clock

#: Columns of a list; the document itself is left in the database.
HEAVY = ("document", "search_text")


@dataclass(frozen=True)
class SectorCount:
    """A sector with the number of procedures in force in it."""

    code: str
    name_vi: str
    name_en: str
    procedures: int

    @property
    def name(self) -> str:
        """The name in the reader's language."""
        return in_language(self.name_vi, self.name_en)


def in_force(day: date, *, among: QuerySet[ProcedureVersion] | None = None) -> QuerySet[ProcedureVersion]:
    """Versions in force on ``day``, at most one per procedure.

    Of the versions whose first day has come the latest counts; of two with the same first day the one
    published later. A version that has passed its own last day leaves the procedure without any.
    """
    begun = (among if among is not None else ProcedureVersion.objects.all()).filter(valid_from__lte=day)
    latest = begun.order_by("procedure_id", "-valid_from", "-number").distinct("procedure_id").values("pk")
    return ProcedureVersion.objects.filter(pk__in=latest).exclude(valid_to__lt=day)


def version_in_force(code: str, day: date) -> ProcedureVersion | None:
    """The version of the procedure with national code ``code`` that applies on the civil day ``day``."""
    holders = ProcedureVersion.objects.filter(code=code).values("procedure_id")
    among = ProcedureVersion.objects.filter(procedure_id__in=holders)
    return in_force(day, among=among).filter(code=code).order_by("-valid_from", "-number").first()


def version(public_id: str) -> ProcedureVersion | None:
    """A published version by its public id, in force or not: what an open dossier is pinned to."""
    return ProcedureVersion.objects.filter(public_id=public_id).first()


def versions(code: str) -> list[ProcedureVersion]:
    """Every published version that carries ``code``, newest first, without the documents."""
    return list(ProcedureVersion.objects.filter(code=code).defer(*HEAVY).order_by("-number"))


def search(
    text: str = "",
    language: str = "vi",
    sector: str = "",
    level: str = "",
    *,
    day: date | None = None,
    limit: int = 50,
    offset: int = 0,
) -> list[ProcedureVersion]:
    """Procedures in force whose name, code, keywords or summary hold every word of ``text``.

    Words are compared without diacritics; names that hold the whole text come first. ``language``
    only orders the list (``vi`` or ``en``).
    """
    found = in_force(day or clock.today())
    found = found.filter(sector_code=sector) if sector else found
    found = found.filter(levels__contains=[level]) if level else found
    key = search_key(text)
    for word in key.split()[:8]:
        found = found.filter(search_text__contains=word)
    return list(_best_first(found, key, language).defer(*HEAVY)[offset : offset + limit])


def _best_first(found: QuerySet[ProcedureVersion], key: str, language: str) -> QuerySet[ProcedureVersion]:
    from django.db.models import Case, IntegerField, Value, When

    name = "name_en" if language == "en" else "name_norm"
    if not key:
        return found.order_by(name, "code")
    rank = Case(
        When(code__iexact=key, then=Value(0)),
        When(name_norm__contains=key, then=Value(1)),
        default=Value(2),
        output_field=IntegerField(),
    )
    return found.annotate(rank=rank).order_by("rank", name, "code")


def sectors(day: date | None = None) -> list[SectorCount]:
    """Sectors with a procedure in force on ``day`` (today by default), by their Vietnamese name."""
    rows: dict[str, list[Any]] = {}
    columns = in_force(day or clock.today()).values_list("sector_code", "sector_name_vi", "sector_name_en")
    for code, name_vi, name_en in columns:
        rows.setdefault(code, [name_vi, name_en, 0])[2] += 1
    return sorted(
        (SectorCount(code, *parts) for code, parts in rows.items()), key=lambda one: search_key(one.name_vi)
    )


def upcoming(day: date | None = None) -> list[ProcedureVersion]:
    """Versions prepared ahead: their first day lies after ``day`` (today by default), soonest first."""
    later = ProcedureVersion.objects.filter(valid_from__gt=day or clock.today())
    return list(later.defer(*HEAVY).order_by("valid_from", "code", "number"))


def latest_version(procedure: Procedure) -> ProcedureVersion | None:
    """The version published last, in force or not."""
    return procedure.versions.order_by("-number").first()


def changes_since_last_version(procedure: Procedure) -> QuerySet[DefinitionChange]:
    """The changes not yet in any published version, oldest first."""
    last = procedure.versions.order_by("-number").values_list("change_number", flat=True).first() or 0
    return procedure.changes.filter(number__gt=last).order_by("number")


def changed_since_last_version(procedure: Procedure, person: Any) -> bool:
    """Did ``person`` change the definition since it was last published? Taken-back changes count."""
    return changes_since_last_version(procedure).filter(by_id=getattr(person, "pk", None)).exists()


def in_review() -> QuerySet[Procedure]:
    """The procedures somebody is asked to approve, changed last first, without their documents."""
    subject = ContentType.objects.get_for_model(Procedure)
    states = WorkflowState.objects.filter(content_type=subject, status=WorkflowState.STATUS_IN_PROGRESS)
    keys = states.annotate(key=Cast("object_id", BigIntegerField())).values("key")
    return Procedure.objects.filter(pk__in=keys).defer("definition").order_by("-changed_at")


def calendar_entries(layers: Iterable[str] = ("province",)) -> list[CalendarEntry]:
    """Entries of the named layers that a second person approved and nobody withdrew, by day."""
    standing = CalendarEntry.objects.filter(approved_at__isnull=False, withdrawn_on__isnull=True)
    return list(standing.filter(layer__in=list(layers)).order_by("first_day", "pk"))


def working_calendar(agency_code: str = "") -> Any:
    """The nation's calendar with the province's entries on top, then those of the agency, if one is named.

    One small query asks the database for the fingerprint of the entries; as long as it is known here, no row
    is read. A change in whatever process gives another fingerprint, so nothing can be out of date.
    """
    layers = ("province", agency_code) if agency_code else ("province",)
    fingerprint = _fingerprint(layers)
    calendar = _calendars.get(fingerprint)
    if calendar is None:
        calendar = _read_calendar(layers)
        if _fingerprint(layers) == fingerprint:
            _keep(fingerprint, calendar)
    return calendar


_MOST_CALENDARS = 512
_calendars: dict[tuple[str, ...], Any] = {}
_FINGERPRINT = """
SELECT encode(sha256(convert_to(coalesce(string_agg(entry::text, E'\\n' ORDER BY id), ''), 'UTF8')), 'hex')
FROM catalog_calendarentry entry
WHERE approved_at IS NOT NULL AND withdrawn_on IS NULL AND layer = ANY(%s)
"""


def _fingerprint(layers: tuple[str, ...]) -> tuple[str, ...]:
    with connection.cursor() as cursor:
        cursor.execute(_FINGERPRINT, [list(layers)])
        return (*layers, cursor.fetchone()[0])


def _keep(fingerprint: tuple[str, ...], calendar: Any) -> None:
    if len(_calendars) >= _MOST_CALENDARS:
        _calendars.clear()
    _calendars[fingerprint] = calendar


def _read_calendar(layers: tuple[str, ...]) -> Any:
    return _of_entries(layers, calendar_entries(layers))


def _of_entries(layers: tuple[str, ...], rows: list[CalendarEntry]) -> Any:
    entries = [[row.as_entry() for row in rows if row.layer == layer] for layer in layers]
    return _layered(json.dumps(entries))


def calendar_after(entry: CalendarEntry, agency_code: str = "") -> Any:
    """The working calendar as it would be once the proposal ``entry`` is approved, or its withdrawal."""
    layers = ("province", agency_code) if agency_code else ("province",)
    others = [row for row in calendar_entries(layers) if row.pk != entry.pk]
    rows = others if entry.counts else [*others, entry]
    return _of_entries(layers, sorted(rows, key=lambda row: (row.first_day, row.pk)))


def dates_moved(entry: CalendarEntry) -> list[MovedDate]:
    """What approving the proposal ``entry``, or its withdrawal, would move, as the layers above tell it."""
    trial = cache(lambda agency_code: calendar_after(entry, agency_code))
    return calendar_impact.of(entry.layer, entry.first_day, trial)


@lru_cache(maxsize=512)
def _layered(entries: str) -> Any:
    """The calendar of one set of entries, built once."""
    from forms_schema.calendars import VIETNAM

    calendar = VIETNAM
    for layer in json.loads(entries):
        calendar = calendar.layer(layer) if layer else calendar
    return calendar
