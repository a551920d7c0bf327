"""Tables of the catalogue: what is being written, what was published, and who changed what."""

from catalog.models.calendar import CalendarEntry
from catalog.models.change import DefinitionChange
from catalog.models.procedure import Procedure, Sector
from catalog.models.review import SecondPersonTask, SecondPersonTaskState
from catalog.models.version import ProcedureVersion

__all__ = [
    "CalendarEntry",
    "DefinitionChange",
    "Procedure",
    "ProcedureVersion",
    "SecondPersonTask",
    "SecondPersonTaskState",
    "Sector",
]
