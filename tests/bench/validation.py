"""Judging a submission: jsonschema-rs against jsonschema, both with their validator kept."""

from __future__ import annotations

from typing import Any

import jsonschema
import jsonschema_rs
from bench import documents
from bench.timing import Comparison, Contender, compare
from forms_schema.forms import Form
from forms_schema.validation import validator

from forms_schema import load

FIELDS = 40
WRONG = 15


def run() -> list[Comparison]:
    """All find the same places, then they are timed on a valid submission and on one with errors."""
    schema = Form(load(documents.document(FIELDS, 1))).schema
    named = {"valid": documents.answers(FIELDS), f"with {WRONG} errors": documents.wrong(WRONG, FIELDS)}
    return [_compared(schema, name, value) for name, value in named.items()]


def _compared(schema: dict[str, Any], name: str, value: dict[str, Any]) -> Comparison:
    ours, quick = validator(schema), jsonschema_rs.Draft202012Validator(schema)
    plain = jsonschema.Draft202012Validator(schema)
    found = {finding.pointer for finding in ours.findings(value)}
    assert found == {_pointer(error.instance_path) for error in quick.iter_errors(value)}
    assert found == {_pointer(error.absolute_path) for error in plain.iter_errors(value)}
    assert len(found) == (0 if name == "valid" else WRONG)
    return compare(
        f"A submission of {FIELDS} fields judged, {name}",
        "submission",
        Contender("jsonschema-rs, every error", lambda: list(quick.iter_errors(value))),
        Contender("our validator (guard, jsonschema-rs, pointers)", lambda: ours.findings(value)),
        Contender("jsonschema, every error", lambda: list(plain.iter_errors(value))),
    )


def _pointer(path: Any) -> str:
    return "".join(f"/{step}" for step in path)
