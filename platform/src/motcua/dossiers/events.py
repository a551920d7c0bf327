"""What can happen in the life of a dossier, and what each event carries.

An event holds ids, codes, times and keyed commitments, never a person's values: destroying a person's key
leaves every chain valid. ``happened_at`` is when it happened (deadlines use it), ``recorded_at`` when it was
typed in.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

SCHEMA = 2
"""Number of the shape of event data written today; readers accept every number up to it.

1: as the kinds say. 2: besides, commitments to what is kept with the event, under ``ENCLOSED``.
"""
ENCLOSED = "enclosed"
"""Where the data of an event names what is kept beside it: "remark" and "answers" → keyed commitment."""

Data = Mapping[str, Any]


class Kind(StrEnum):
    """The kinds of event; the comment names the data each must carry."""

    SUBMITTED = "submitted"  # channel case place applicant version agency competent fees
    TAKEN_IN = "taken_in"  # the same when born at the counter, else nothing
    INTAKE_REFUSED = "intake_refused"  # ground
    ASSIGNED = "assigned"  # holder step agency
    SUPPLEMENT_REQUESTED = "supplement_requested"  # round fields components until
    SUPPLEMENT_ANSWERED = "supplement_answered"  # snapshot
    SUPPLEMENT_ACCEPTED = "supplement_accepted"  # snapshot when answers came on paper
    PAYMENT_REQUESTED = "payment_requested"  # lines
    PAYMENT_CONFIRMED = "payment_confirmed"  # lines method reference settled
    FINANCIAL_DUTY_REQUESTED = "financial_duty_requested"  # reference
    FINANCIAL_DUTY_MET = "financial_duty_met"  # reference
    OPINION_REQUESTED = "opinion_requested"  # agency until
    OPINION_RECORDED = "opinion_recorded"  # agency
    EXTENDED = "extended"  # date late ground
    DECIDED = "decided"  # result outcome number paper
    NOT_ELIGIBLE = "not_eligible"  # ground
    RETURNED = "returned"  # way
    STOPPED = "stopped"  # ground
    WITHDRAWN = "withdrawn"  # way
    DUE_CHANGED = "due_changed"  # due due_at legal_due act_by provisional verdict calendar


NEEDED: Mapping[Kind, frozenset[str]] = {
    Kind.SUBMITTED: frozenset(
        {"channel", "case", "place", "applicant", "version", "agency", "competent", "fees"}
    ),
    Kind.INTAKE_REFUSED: frozenset({"ground"}),
    Kind.ASSIGNED: frozenset({"holder", "step", "agency"}),
    Kind.SUPPLEMENT_REQUESTED: frozenset({"round", "fields", "components", "until"}),
    Kind.SUPPLEMENT_ANSWERED: frozenset({"snapshot"}),
    Kind.PAYMENT_REQUESTED: frozenset({"lines"}),
    Kind.PAYMENT_CONFIRMED: frozenset({"lines", "method", "reference", "settled"}),
    Kind.FINANCIAL_DUTY_REQUESTED: frozenset({"reference"}),
    Kind.FINANCIAL_DUTY_MET: frozenset({"reference"}),
    Kind.OPINION_REQUESTED: frozenset({"agency", "until"}),
    Kind.OPINION_RECORDED: frozenset({"agency"}),
    Kind.EXTENDED: frozenset({"date", "late", "ground"}),
    Kind.DECIDED: frozenset({"result", "outcome", "number"}),
    Kind.NOT_ELIGIBLE: frozenset({"ground"}),
    Kind.RETURNED: frozenset({"way"}),
    Kind.STOPPED: frozenset({"ground"}),
    Kind.WITHDRAWN: frozenset({"way"}),
    Kind.DUE_CHANGED: frozenset(
        {"due", "due_at", "legal_due", "act_by", "provisional", "verdict", "calendar"}
    ),
}


class IncompleteEvent(ValueError):
    """An action built an event without what its kind must carry: a defect of the program, not of the
    input.
    """


@dataclass(frozen=True)
class NewEvent:
    """What ``decide`` returns: not yet numbered, hashed or stored. ``happened_at`` is aware."""

    kind: Kind
    happened_at: datetime
    data: Data = field(default_factory=dict)

    def __post_init__(self) -> None:
        missing = NEEDED.get(self.kind, frozenset()) - self.data.keys()
        if missing:
            raise IncompleteEvent(f"{self.kind} lacks {', '.join(sorted(missing))}")


@dataclass(frozen=True)
class Recorded:
    """An event as stored, without the database: what the fold reads."""

    number: int
    kind: Kind
    happened_at: datetime
    recorded_at: datetime
    data: Data
