"""What layers above the catalogue tell it when the system starts.

The catalogue knows no outbox, no audit chain and no dossier. The platform registers functions here
and the catalogue calls them inside its own transaction.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.utils import timezone

CIVIL_ZONE = ZoneInfo("Asia/Ho_Chi_Minh")


class Listeners:
    """An ordered set of functions called with the same arguments; an exception stops the transaction."""

    def __init__(self) -> None:
        self._functions: list[Callable[..., None]] = []

    def add(self, function: Callable[..., None]) -> Callable[..., None]:
        """Register ``function`` once; may be used as a decorator."""
        if function not in self._functions:
            self._functions.append(function)
        return function

    def remove(self, function: Callable[..., None]) -> None:
        """Forget ``function``; nothing happens if it was never registered."""
        if function in self._functions:
            self._functions.remove(function)

    def __iter__(self) -> Iterator[Callable[..., None]]:
        return iter(tuple(self._functions))

    def tell(self, **facts: Any) -> None:
        """Call every listener with ``facts``."""
        for function in self:
            function(**facts)


#: Called with ``version`` (the new ProcedureVersion) in the transaction that publishes it.
on_published = Listeners()

#: Called with ``kind``, ``procedure`` (None for the working calendar), ``by`` and ``facts`` for every act
#: worth auditing.
on_act = Listeners()


@dataclass(frozen=True)
class MovedDate:
    """One promise a change of the calendar would move: what it is called, whose it is, old and new day."""

    what: str
    agency: str
    before: date | None
    after: date | None


#: Gives the calendar of the agency with this code as it would be after the change.
Trial = Callable[[str], Any]
#: ``provider(layer, first_day, trial)`` gives the dates that move; dates before ``first_day`` cannot.
ImpactProvider = Callable[[str, date, Trial], Iterable[MovedDate]]


class CalendarImpact:
    """Who is asked what a change of the calendar would move, before a second person approves it."""

    def __init__(self) -> None:
        self._providers: list[ImpactProvider] = []

    def add(self, provider: ImpactProvider) -> None:
        """Register ``provider`` once."""
        if provider not in self._providers:
            self._providers.append(provider)

    def of(self, layer: str, first_day: date, trial: Trial) -> list[MovedDate]:
        """Every date that would move, as the providers give them."""
        return [one for provider in self._providers for one in provider(layer, first_day, trial)]


calendar_impact = CalendarImpact()


class Clock:
    """The catalogue's door to time; the platform puts its own clock behind it."""

    def __init__(self) -> None:
        self.source: Callable[[], datetime] = timezone.now

    def now(self) -> datetime:
        """The present moment, aware."""
        return self.source()

    def today(self) -> date:
        """The civil day in Viet Nam."""
        return self.now().astimezone(CIVIL_ZONE).date()


clock = Clock()


class SchemaRegistry:
    """The field types, functions and sources of active plugins, given to forms_schema with every call."""

    def __init__(self) -> None:
        self.source: Callable[[], Any] | None = None

    def current(self) -> Any:
        """The registry the platform composed, or the language's own one."""
        from forms_schema.registry import DEFAULT_REGISTRY

        return self.source() if self.source else DEFAULT_REGISTRY


schema_registry = SchemaRegistry()
