"""Everything that changes the catalogue: one file, one verb.

Each action checks the person's right, works in one transaction under the procedure's row lock, and tells
``catalog.registry.on_act`` what happened.
"""

from catalog.actions.approve import approve, return_to_author
from catalog.actions.calendar import (
    approve_calendar_entry,
    propose_calendar_entry,
    propose_withdrawal,
    take_back_proposal,
)
from catalog.actions.change_definition import Changed, change_definition
from catalog.actions.export_document import export_document
from catalog.actions.import_document import Imported, import_document
from catalog.actions.publish_version import publish_version
from catalog.actions.start_procedure import start_procedure
from catalog.actions.submit_for_review import submit_for_review, withdraw_from_review
from catalog.actions.undo import redo, undo

__all__ = [
    "Changed",
    "Imported",
    "approve",
    "approve_calendar_entry",
    "change_definition",
    "export_document",
    "import_document",
    "propose_calendar_entry",
    "propose_withdrawal",
    "publish_version",
    "redo",
    "return_to_author",
    "start_procedure",
    "submit_for_review",
    "take_back_proposal",
    "undo",
    "withdraw_from_review",
]
