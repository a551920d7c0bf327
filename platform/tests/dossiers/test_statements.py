"""How many statements handing in costs, the moved clock of tests not counted."""

from collections.abc import Callable

import making
from django.db import connection
from django.test.utils import CaptureQueriesContext
from motcua.documents import reads as documents
from motcua.dossiers import letters
from motcua.dossiers.actions import submit, take_in

SUBMIT, TAKE_IN = 20, 11


def cost(work: Callable[[], object]) -> int:
    """The statements of some work, without the two of the test's own savepoint."""
    with CaptureQueriesContext(connection) as asked:
        work()
    own = ("SAVEPOINT", "RELEASE SAVEPOINT")
    plain = [one["sql"] for one in asked if "ground_clockoffset" not in one["sql"]]
    return len([sql for sql in plain if not sql.startswith(own)])


def test_handing_in_costs_the_same_for_one_file_and_for_three(office: making.Office) -> None:
    """A dossier with three files is handed in with as many statements as one with a single file."""
    making.submitted(office)
    one = making.filing(office)
    three = making.filing(
        office, files={"application": (making.pdf(),), "map": (making.pdf("a.pdf"), making.pdf("b.pdf"))}
    )
    few = cost(lambda: submit.run(office.citizen, one))
    many = cost(lambda: submit.run(office.citizen, three))
    assert few == many <= SUBMIT


def test_taking_in(office: making.Office) -> None:
    """Taking a dossier in asks and writes a fixed, small number of times."""
    dossier = making.submitted(office).dossier
    assert cost(lambda: take_in.run(office.receiver, dossier.public_id, take_in.Command())) <= TAKE_IN


def test_the_citizen_does_not_wait_for_the_printer(
    office: making.Office, django_capture_on_commit_callbacks: object
) -> None:
    """Handing in prints nothing; the acknowledgement is there when it is asked for."""
    with django_capture_on_commit_callbacks(execute=True):
        dossier = making.submitted(office).dossier
    assert documents.letters(dossier.public_id) == []
    letters.issue(dossier.public_id, 1)
    assert [one.kind for one in documents.letters(dossier.public_id)] == ["acknowledgement"]
    with django_capture_on_commit_callbacks(execute=True):
        take_in.run(office.receiver, dossier.public_id, take_in.Command())
    assert [one.kind for one in documents.letters(dossier.public_id)] == ["acknowledgement", "receipt"]
