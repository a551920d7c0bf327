"""The roles of staff. They are held at an agency, through a position, from one day to another."""

from enum import StrEnum


class Role(StrEnum):
    """What somebody does; the same words as in the steps of a procedure."""

    RECEIVER = "receiver"
    SPECIALIST = "specialist"
    LEADER = "leader"
    RETURNER = "returner"
    AGENCY_ADMIN = "agency_admin"
    PROCEDURE_EDITOR = "procedure_editor"
    PROCEDURE_APPROVER = "procedure_approver"
    SYSTEM_ADMIN = "system_admin"


PROVINCE_WIDE = frozenset({Role.PROCEDURE_EDITOR, Role.PROCEDURE_APPROVER, Role.SYSTEM_ADMIN})
"""Roles that do not depend on the agency where they are held."""

WITH_BRANCHES = frozenset({Role.LEADER, Role.AGENCY_ADMIN})
"""Roles that also reach the agencies below the one where they are held."""

CHOICES = [(role.value, role.value) for role in Role]
