"""Protected rows: a query that does not say for whom it reads raises before it reaches the database.

class DossierQuerySet(ScopedQuerySet):
    def scope_of(self, actor: Actor) -> Q: ...

class Dossier(models.Model):
    objects = DossierQuerySet.as_manager()

Dossier.objects.visible_to(actor).get(public_id=...)      # rows of others do not exist
Dossier.objects.for_system("nightly figures").count()     # says why it may see all
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Self

from django.db import models
from django.db.models import Q

from motcua.people.actor import Actor
from motcua.people.errors import UnscopedRead


class ScopedQuerySet(models.QuerySet):
    """Base of the querysets of protected tables; subclasses say what an actor may see in `scope_of`."""

    _scope: str = ""

    def scope_of(self, actor: Actor) -> Q:
        """The condition of the rows this actor may see; nothing unless a subclass says otherwise."""
        return Q(pk__in=[])

    def visible_to(self, actor: Actor) -> Self:
        """Only the rows this actor may see."""
        return self.filter(self.scope_of(actor))._scoped(actor.trace)

    def for_system(self, reason: str) -> Self:
        """All rows, for the system's own work; `reason` says which (it stands in the code for the reader)."""
        if not reason:
            raise UnscopedRead("Say for which work all rows are read.")
        return self._scoped(reason)

    def _scoped(self, scope: str) -> Self:
        clone = self.all()
        clone._scope = scope
        return clone

    def _clone(self) -> Self:
        clone = super()._clone()  # type: ignore[misc]
        clone._scope = self._scope
        return clone

    def _demand_scope(self) -> None:
        if not self._scope:
            raise UnscopedRead(
                f"{self.model.__name__} rows are protected: call visible_to(actor), or for_system(reason)."
            )

    def _fetch_all(self) -> None:
        self._demand_scope()
        super()._fetch_all()

    def iterator(self, *args: Any, **kwargs: Any) -> Iterator[Any]:
        self._demand_scope()
        return super().iterator(*args, **kwargs)

    def count(self) -> int:
        self._demand_scope()
        return super().count()

    def exists(self) -> bool:
        self._demand_scope()
        return super().exists()

    def aggregate(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        self._demand_scope()
        return super().aggregate(*args, **kwargs)

    def update(self, **kwargs: Any) -> int:
        self._demand_scope()
        return super().update(**kwargs)

    def delete(self) -> tuple[int, dict[str, int]]:
        self._demand_scope()
        return super().delete()

    delete.alters_data = True  # type: ignore[attr-defined]
    delete.queryset_only = True  # type: ignore[attr-defined]
