"""What may happen to a dossier, in which state, and by whom: one table.

Waits (for a supplement, a payment, an opinion …) are not states. They are intervals beside the state, several
at once; what people read and the national status code derive from state and open waits by one stated
precedence. The step graph of a procedure never adds a state.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType


class State(StrEnum):
    """Where the main line of a dossier stands. ``NONE`` is the moment before it exists."""

    NONE = ""
    SUBMITTED = "submitted"
    TAKEN_IN = "taken_in"
    IN_PROCESS = "in_process"
    DECIDED = "decided"
    RETURNED = "returned"
    INTAKE_REFUSED = "intake_refused"
    NOT_ELIGIBLE = "not_eligible"
    STOPPED = "stopped"
    WITHDRAWN = "withdrawn"


class Waiting(StrEnum):
    """For what an open dossier waits."""

    SUPPLEMENT = "supplement"
    PAYMENT = "payment"
    FINANCIAL_DUTY = "financial_duty"
    OPINION = "opinion"
    VERIFICATION = "verification"
    PARTNER = "partner"


STATES = tuple(state for state in State if state is not State.NONE)
OPEN = (State.SUBMITTED, State.TAKEN_IN, State.IN_PROCESS)
"""Somebody still owes the applicant an answer."""
ENDED = (State.RETURNED, State.INTAKE_REFUSED, State.NOT_ELIGIBLE, State.STOPPED, State.WITHDRAWN)
"""Nothing can happen any more."""
JUDGED = (*ENDED, State.DECIDED)
"""The verdict (early, on time, overdue) is frozen."""

RECEIVER, SPECIALIST, LEADER, RETURNER = "receiver", "specialist", "leader", "returner"
CITIZEN, PIN_HOLDER, SYSTEM = "citizen", "pin_holder", "system"
ROLES = (RECEIVER, SPECIALIST, LEADER, RETURNER, "agency_admin", CITIZEN, PIN_HOLDER, SYSTEM)


@dataclass(frozen=True)
class Act:
    """One row of the table: ``moves`` maps the state before to the state after.

    ``needs`` is the wait that must be open, ``concerns`` the wait of which the procedure must know, or
    the act is not offered. ``late`` says that the act may be recorded after it happened,
    even when something else was recorded in between; other acts may not lie before the event recorded last.
    """

    name: str
    moves: Mapping[State, State]
    roles: frozenset[str]
    needs: Waiting | None = None
    late: bool = False
    concerns: Waiting | None = None


def _stays(*states: State) -> Mapping[State, State]:
    return MappingProxyType({state: state for state in states})


def _goes(target: State, *states: State) -> Mapping[State, State]:
    return MappingProxyType(dict.fromkeys(states, target))


def _act(
    name: str,
    moves: Mapping[State, State],
    *roles: str,
    needs: Waiting | None = None,
    late: bool = False,
    concerns: Waiting | None = None,
) -> Act:
    return Act(name, moves, frozenset(roles), needs, late, concerns)


_S, _W = State, Waiting
_WORKED_ON = (_S.TAKEN_IN, _S.IN_PROCESS)

TABLE: tuple[Act, ...] = (
    _act("submit", _goes(_S.SUBMITTED, _S.NONE), CITIZEN, SYSTEM),
    _act("take_in_paper", _goes(_S.TAKEN_IN, _S.NONE), RECEIVER, late=True),
    _act("certify_instantly", _goes(_S.RETURNED, _S.NONE), RECEIVER, SPECIALIST),
    _act("take_in", _goes(_S.TAKEN_IN, _S.SUBMITTED), RECEIVER),
    _act("refuse_intake", _goes(_S.INTAKE_REFUSED, _S.SUBMITTED), RECEIVER),
    _act("assign", _goes(_S.IN_PROCESS, *_WORKED_ON), RECEIVER, SPECIALIST, LEADER),
    _act("request_supplement", _stays(*OPEN), RECEIVER, SPECIALIST, LEADER),
    _act("answer_supplement", _stays(*OPEN), CITIZEN, PIN_HOLDER, RECEIVER, needs=_W.SUPPLEMENT),
    _act("accept_supplement", _stays(*OPEN), RECEIVER, SPECIALIST, needs=_W.SUPPLEMENT, late=True),
    _act(
        "request_payment",
        _stays(*OPEN, _S.DECIDED),
        RECEIVER,
        SPECIALIST,
        RETURNER,
        SYSTEM,
        concerns=_W.PAYMENT,
    ),
    _act(
        "confirm_payment",
        _stays(*OPEN, _S.DECIDED),
        RECEIVER,
        RETURNER,
        SYSTEM,
        late=True,
        concerns=_W.PAYMENT,
    ),
    _act(
        "request_financial_duty",
        _stays(*_WORKED_ON),
        SPECIALIST,
        SYSTEM,
        late=True,
        concerns=_W.FINANCIAL_DUTY,
    ),
    _act(
        "confirm_financial_duty",
        _stays(*_WORKED_ON),
        RECEIVER,
        SPECIALIST,
        SYSTEM,
        needs=_W.FINANCIAL_DUTY,
        late=True,
    ),
    _act("ask_opinion", _stays(_S.IN_PROCESS), SPECIALIST, LEADER),
    _act("record_opinion", _stays(_S.IN_PROCESS), SPECIALIST, LEADER, needs=_W.OPINION, late=True),
    _act("extend_with_apology", _stays(*_WORKED_ON), LEADER),
    _act("decide", _goes(_S.DECIDED, _S.IN_PROCESS), SPECIALIST, LEADER, late=True),
    _act("declare_not_eligible", _goes(_S.NOT_ELIGIBLE, *_WORKED_ON), LEADER, late=True),
    _act("return_result", _goes(_S.RETURNED, _S.DECIDED), RECEIVER, RETURNER, late=True),
    _act("stop", _goes(_S.STOPPED, *_WORKED_ON), LEADER),
    _act("withdraw", _goes(_S.WITHDRAWN, *OPEN), CITIZEN, RECEIVER),
)

ACTS: Mapping[str, Act] = MappingProxyType({act.name: act for act in TABLE})


def allows(action: str, state: State, waits: Collection[Waiting] = (), roles: Collection[str] = ()) -> bool:
    """Whether one of ``roles`` may do ``action`` on a dossier in ``state`` while ``waits`` are open."""
    act = ACTS[action]
    return (
        state in act.moves and (act.needs is None or act.needs in waits) and not act.roles.isdisjoint(roles)
    )


def offered(state: State, waits: Collection[Waiting], roles: Collection[str]) -> tuple[str, ...]:
    """The actions a page may show, in the order of the table."""
    return tuple(act.name for act in TABLE if allows(act.name, state, waits, roles))


def pairs() -> frozenset[tuple[State, State]]:
    """Every change of state one event may make; the database refuses all others."""
    return frozenset(_pairs())


def _pairs() -> Iterator[tuple[State, State]]:
    for act in TABLE:
        if act.name != "certify_instantly":  # several events in one transaction, each a pair of its own
            yield from act.moves.items()


@dataclass(frozen=True)
class Standing:
    """What people read: a stable word, its national code (1 to 10), and whether the legal clock may stand."""

    word: str
    code: int
    waits: tuple[Waiting, ...] = field(default=())

    @property
    def others(self) -> tuple[Waiting, ...]:
        """The waits the word does not name already."""
        return tuple(wait for wait in self.waits if self.word != f"waiting_{wait}")


_BY_STATE: Mapping[State, int] = MappingProxyType(
    {
        _S.SUBMITTED: 1,
        _S.TAKEN_IN: 2,
        _S.INTAKE_REFUSED: 3,
        _S.IN_PROCESS: 4,
        _S.WITHDRAWN: 7,
        _S.STOPPED: 8,
        _S.NOT_ELIGIBLE: 8,
        _S.DECIDED: 9,
        _S.RETURNED: 10,
    }
)
_BY_WAIT: tuple[tuple[Waiting, int], ...] = (
    (_W.SUPPLEMENT, 5),
    (_W.FINANCIAL_DUTY, 6),
    (_W.PAYMENT, 6),
)


def standing(state: State, waits: Collection[Waiting] = (), *, answered: bool = False) -> Standing:
    """State and open waits as one status. Precedence: an end, then supplement, duty, payment, then the state.

    ``answered``: the applicant has answered the open supplement request; then it is the officer's turn, the
    status says so and ``waits`` names the supplement no longer (the legal clock and the code are those of the
    open wait until the officer accepts). A decision closes every wait but a payment, so code 9 (done) can
    never stand for a paused dossier; a decided dossier whose fee is still owed is done (9) and its ``waits``
    name the payment.
    """
    told = set(waits) - {_W.SUPPLEMENT} if answered else set(waits)
    ordered = tuple(wait for wait in Waiting if wait in told)
    if state not in JUDGED:
        for wait, code in _BY_WAIT:
            if wait in waits:
                by_officer = answered and wait is _W.SUPPLEMENT
                return Standing("supplement_answered" if by_officer else f"waiting_{wait}", code, ordered)
    return Standing(str(state), _BY_STATE[state], ordered)
