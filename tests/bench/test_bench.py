"""What is measured does the same work: the contenders agree, and the generated procedure is a real one."""

from bench import days, documents, rules, timing, validation
from bench.publish import FIELDS, PAGES

from forms_schema import check


def test_the_measured_procedure_could_be_published() -> None:
    """The generated documents of 25 and of 60 fields pass the check that publishing asks for."""
    for fields, pages in ((FIELDS, PAGES), (60, 1)):
        errors = [one for one in check(documents.document(fields, pages)) if one.severity == "error"]
        assert errors == []


def test_contenders_give_the_same_answers(monkeypatch) -> None:
    """A quicker way that answers differently is no contender: each bench compares before it times."""
    monkeypatch.setattr(timing, "ROUND_SECONDS", 0.001)
    for compared in (*rules.run(), *days.run(), *validation.run()):
        assert compared.measured[-1].ratio == timing.Spread(1, 1, 1)


def test_a_ratio_is_told_as_a_gain() -> None:
    """Half the cost of the baseline is twice as cheap."""
    one = timing.Measured("half", timing.Spread(1, 1, 1), timing.Spread(0.25, 0.5, 1.0))
    assert one.gain == timing.Spread(1.0, 2.0, 4.0)
