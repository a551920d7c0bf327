"""Other histories that `verify` checks after the chains of entries; the apps that keep them say how.

A check is called inside the one consistent, read-only view of the verification, with the only chain asked
for or None for everything. Entries are verified first, so a check may compare its rows with what the record
says of them (`motcua.audit.reads`): what the record covers, the anchors outside the database cover too.
"""

from collections.abc import Callable

from motcua.audit.findings import Checked

Check = Callable[[str | None], Checked]

_checks: dict[str, Check] = {}


def also_verify(what: str, check: Check) -> None:
    """Let every verification run `check` too; `what` names the rows in plain words ("dossier events")."""
    _checks[what] = check


def checks() -> dict[str, Check]:
    """All registered checks by what they read."""
    return dict(_checks)
