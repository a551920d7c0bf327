"""Are the scenarios good enough? Every amount, threshold and condition is changed a little.

Some scenario must fail then. A change that none notices survives: nobody has an example for that place.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from forms_schema.addresses import changed, without
from forms_schema.calendars import VIETNAM, WorkingCalendar
from forms_schema.canonical import content_hash
from forms_schema.check.scenarios import problems
from forms_schema.document.guard import pointer_to
from forms_schema.model import Procedure
from forms_schema.mutants import REMOVED, Mutant, mutants
from forms_schema.problems import FormsSchemaError, InvalidDocument
from forms_schema.registry import DEFAULT_REGISTRY, Registry
from forms_schema.scenarios import run


@dataclass(frozen=True)
class Survivor:
    """A change that every scenario overlooked."""

    pointer: str
    before: Any
    after: Any

    def as_dict(self) -> dict[str, Any]:
        """The survivor as plain JSON."""
        return {"pointer": self.pointer, "before": self.before, "after": self.after}


@dataclass(frozen=True)
class Report:
    """How many changes were noticed, and the ones that were not."""

    killed: int
    survivors: tuple[Survivor, ...]


def survivors(
    document: Mapping[str, Any],
    registry: Registry = DEFAULT_REGISTRY,
    calendar: WorkingCalendar = VIETNAM,
) -> Report:
    """Change the document in every way of `mutants` and run its scenarios each time.

    Raises InvalidDocument when a scenario fails before anything is changed.
    """
    bench = _Bench(document, registry, calendar)
    bench.prove_sound()
    killed, living = 0, []
    for mutant in mutants(document, registry):
        if bench.notices(mutant):
            killed += 1
        else:
            living.append(_survivor(mutant))
    return Report(killed, tuple(living))


class _Bench:
    """The scenarios of one document; the one that noticed last is asked first."""

    def __init__(self, document: Mapping[str, Any], registry: Registry, calendar: WorkingCalendar) -> None:
        self.document = document
        self.registry = registry
        self.calendar = calendar
        self.scenarios = list(document["scenarios"])

    def prove_sound(self) -> None:
        """Every scenario passes on the unchanged document."""
        failed = problems(self.document, self.registry, self.calendar) if self.scenarios else []
        if failed:
            raise InvalidDocument(failed)

    def notices(self, mutant: Mutant) -> bool:
        """Whether some scenario fails on the changed document."""
        changed_document = _mutated(self.document, mutant)
        procedure = Procedure(changed_document, content_hash(changed_document))
        for scenario in list(self.scenarios):
            if self._fails(procedure, scenario):
                self.scenarios.remove(scenario)
                self.scenarios.insert(0, scenario)
                return True
        return False

    def _fails(self, procedure: Procedure, scenario: Mapping[str, Any]) -> bool:
        try:
            return not run(procedure, scenario, self.calendar, self.registry).passed
        except FormsSchemaError:
            return True


def _mutated(document: Mapping[str, Any], mutant: Mutant) -> Mapping[str, Any]:
    if mutant.after is REMOVED:
        rest: Mapping[str, Any] = without(document, mutant.path)
        return rest
    new: Mapping[str, Any] = changed(document, mutant.path, mutant.after)
    return new


def _survivor(mutant: Mutant) -> Survivor:
    after = None if mutant.after is REMOVED else mutant.after
    return Survivor(pointer_to(mutant.path), mutant.before, after)
