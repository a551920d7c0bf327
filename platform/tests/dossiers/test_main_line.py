"""The main line of a dossier, from the citizen's submission to the result in hand."""

import making
from motcua.dossiers import reads
from motcua.dossiers.actions import confirm_payment, return_result
from motcua.dossiers.lifecycle import State


def test_from_submission_to_result(office: making.Office) -> None:
    """A dossier goes from submitted to returned, and its row tells exactly what its events tell."""
    dossier = making.decided(office)
    confirm_payment.run(office.returner, dossier.public_id, confirm_payment.Command("cash"))
    dossier = return_result.run(office.returner, dossier.public_id, return_result.Command())
    assert dossier.state == State.RETURNED
    assert reads.replay(dossier) == {}
    assert reads.chain_faults(dossier) == ()
    kinds = [moment.kind for moment in reads.timeline(office.receiver, dossier.public_id)]
    assert [kind for kind in kinds if kind != "due_changed"] == [
        "submitted",
        "taken_in",
        "assigned",
        "decided",
        "payment_confirmed",
        "returned",
    ]
