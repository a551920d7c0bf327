"""Judging the shape of a document with its JSON Schema (draft 2020-12), never over the network."""

from __future__ import annotations

import json
from functools import cache
from importlib import resources
from itertools import islice
from typing import Any

import jsonschema_rs
from jsonschema import Draft202012Validator
from referencing import Registry, Resource

from forms_schema.document.guard import guard
from forms_schema.document.profile import profile_problems
from forms_schema.document.sentences import problem_of
from forms_schema.problems import Problem

MOST_PROBLEMS = 100
"""More problems than this are not listed: mend these first."""


@cache
def parts() -> dict[str, Any]:
    """The files of the document's JSON Schema by ``$id``."""
    folder = resources.files("forms_schema.document") / "schema"
    files = [
        json.loads(file.read_text(encoding="utf-8"))
        for file in folder.iterdir()
        if file.name.endswith(".json")
    ]
    return {file["$id"]: file for file in files}


@cache
def validator() -> Draft202012Validator:
    """The validator; its registry holds our own files and fetches nothing."""
    registry: Registry[Any] = Registry().with_resources(
        [(name, Resource.from_contents(part)) for name, part in parts().items()]
    )
    return Draft202012Validator({"$ref": "urn:motcua:procedure:1:procedure"}, registry=registry)


@cache
def quick_judge() -> jsonschema_rs.Draft202012Validator:
    """A judge that only says yes or no, a hundred times faster; it must agree with `validator`."""
    return jsonschema_rs.Draft202012Validator(
        {"$ref": "urn:motcua:procedure:1:procedure"},
        registry=jsonschema_rs.Registry(list(parts().items())),
        offline=True,
        pattern_options=jsonschema_rs.RegexOptions(),
    )


def structure_problems(document: Any) -> list[Problem]:
    """Everything wrong with the shape of the document, at most `MOST_PROBLEMS`; empty when it can be read."""
    unsafe = guard(document)
    if unsafe:
        return unsafe
    if quick_judge().is_valid(document):
        return profile_problems(document)
    found = [problem_of(error) for error in islice(validator().iter_errors(document), MOST_PROBLEMS)]
    return _once(found) or profile_problems(document)


def _once(problems: list[Problem]) -> list[Problem]:
    seen: dict[tuple[str, str, str], Problem] = {}
    for problem in problems:
        seen.setdefault((problem.pointer, problem.code, str(problem.params.get("key"))), problem)
    return list(seen.values())
