"""Errors of the record.

AuditError
├── OutsideTransaction   an entry was written outside the transaction of what it records
└── AnchorUnreadable     a whole line of the anchors is not what was written
"""


class AuditError(Exception):
    """The record cannot be written or read."""


class OutsideTransaction(AuditError):
    """Entries belong to the transaction of the change they record."""


class AnchorUnreadable(AuditError):
    """A line of the anchors is not what was written; the message names file and line."""
