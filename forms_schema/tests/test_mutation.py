"""Are the examples good enough? A changed number or condition must make one of them fail."""

from __future__ import annotations

import pytest
from forms_schema.mutants import mutants
from forms_schema.mutation import survivors

from forms_schema import InvalidDocument


@pytest.mark.parametrize("name", ["certified_copies", "land_change"])
def test_no_small_change_of_a_seed_procedure_goes_unnoticed(seed, name):
    """Every amount, threshold and condition of the procedures that ship is held by an example."""
    report = survivors(seed(name))
    print(f"{name}: {report.killed} changes noticed, {len(report.survivors)} survived")
    assert report.survivors == ()
    assert report.killed > 50


def test_a_change_nobody_has_an_example_for_survives_and_is_named(seed):
    """Without the examples about money a wrong fee is not noticed, and the report points to it."""
    document = seed("certified_copies")
    document["scenarios"] = [s for s in document["scenarios"] if not {"fees", "total"} & set(s["expect"])]
    named = {survivor.pointer for survivor in survivors(document).survivors}
    assert "/fees/0/cap" in named
    assert "/fees/0/amount/tiers/steps/1/from" in named
    assert "/deadlines/0/late_cutoff/time" not in named


def test_examples_that_fail_already_prove_nothing(seed):
    """A procedure whose examples fail is not tried with changes at all."""
    document = seed("certified_copies")
    document["scenarios"][0]["expect"]["total"] = 1
    with pytest.raises(InvalidDocument):
        survivors(document)


KINDS = [
    ("/fees/0/cap", 200000, 200001),
    ("/fees/0/amount/tiers/steps/1/from", 3, 2),
    ("/deadlines/0/late_cutoff/time", "15:00", "14:59"),
    ("/deadlines/0/modifiers/0/unit", "working_day", "calendar_day"),
    ("/form/data/properties/pages/maximum", 1000, 1001),
    ("/form/data/properties/paper_title/x-field/required", True, False),
    ("/components/1/max_mb", 20, 19),
]


@pytest.mark.parametrize(("pointer", "before", "after"), KINDS, ids=[kind[0] for kind in KINDS])
def test_each_kind_of_number_and_condition_is_changed(seed, pointer, before, after):
    """Amounts, tiers, hours, units, limits, conditions and sizes are all tried."""
    tried = [("/" + "/".join(map(str, m.path)), m.before, m.after) for m in mutants(seed("certified_copies"))]
    assert (pointer, before, after) in tried
