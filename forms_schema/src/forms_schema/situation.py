"""The closed dimensions in which the law makes a difference."""

from __future__ import annotations

import datetime
from dataclasses import dataclass


@dataclass(frozen=True)
class Situation:
    """Where, how and for whom a dossier is handed in; ``on`` is the dossier's civil day."""

    case: str
    on: datetime.date
    channel: str = "online"
    place: str = "standard"
    applicant: str = "citizen"
