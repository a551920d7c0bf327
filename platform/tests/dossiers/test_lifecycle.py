"""What may happen to a dossier: the code's table against one written from the law."""

import itertools

import lifecycle_table as law
import pytest
from motcua.dossiers import lifecycle
from motcua.dossiers.lifecycle import State, Waiting

CELLS = list(itertools.product(law.ACTIONS, law.STATES, law.ROLES))
WAITS = [(), ("supplement",), ("payment",), ("financial_duty",), ("opinion",), tuple(str(w) for w in Waiting)]


@pytest.mark.parametrize("waits", WAITS, ids=lambda waits: "+".join(waits) or "none")
def test_every_state_action_and_role_is_as_the_law_says(waits: tuple[str, ...]) -> None:
    """In every state, each role may do exactly what the law gives it, and the dossier goes where the law
    says.
    """
    wrong = [
        (action, state, role)
        for action, state, role in CELLS
        if _code_says(action, state, role, waits) != law.after(action, state, role, waits)
    ]
    assert len(CELLS) == 21 * 10 * 8
    assert wrong == []


def _code_says(action: str, state: str, role: str, waits: tuple[str, ...]) -> str | None:
    open_waits = {Waiting(wait) for wait in waits}
    if not lifecycle.allows(action, State(state), open_waits, {role}):
        return None
    return str(lifecycle.ACTS[action].moves[State(state)])


def test_both_tables_name_the_same_actions_states_and_roles() -> None:
    """No action, state or role exists in the code that the law's table does not know."""
    assert set(lifecycle.ACTS) == set(law.ACTIONS)
    assert {str(state) for state in State} == set(law.STATES)
    assert set(lifecycle.ROLES) == set(law.ROLES)


NATIONAL = [
    ("submitted", (), 1),
    ("taken_in", (), 2),
    ("intake_refused", (), 3),
    ("in_process", (), 4),
    ("in_process", ("opinion",), 4),
    ("taken_in", ("supplement",), 5),
    ("in_process", ("supplement", "financial_duty", "payment"), 5),
    ("in_process", ("financial_duty",), 6),
    ("submitted", ("payment",), 6),
    ("withdrawn", (), 7),
    ("stopped", (), 8),
    ("not_eligible", (), 8),
    ("decided", (), 9),
    ("decided", ("payment",), 9),
    ("returned", (), 10),
]


@pytest.mark.parametrize(("state", "waits", "code"), NATIONAL)
def test_national_status_code(state: str, waits: tuple[str, ...], code: int) -> None:
    """The national portal is told an end first, then a supplement, then a duty or payment, then the state."""
    assert lifecycle.standing(State(state), {Waiting(wait) for wait in waits}).code == code


def test_a_waiting_dossier_is_never_reported_as_done() -> None:
    """A dossier that waits for the citizen while it is open is never sent as 9 (done) or 10 (returned)."""
    for state, wait in itertools.product(lifecycle.OPEN, Waiting):
        assert lifecycle.standing(state, {wait}).code not in (9, 10)


def test_nothing_can_happen_after_an_end() -> None:
    """A returned, refused, stopped or withdrawn dossier offers no action to anybody."""
    for state in lifecycle.ENDED:
        assert lifecycle.offered(state, tuple(Waiting), lifecycle.ROLES) == ()
