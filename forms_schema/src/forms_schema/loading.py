"""From a document to a `Procedure`: structure first, then the typed view."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from forms_schema.canonical import content_hash
from forms_schema.document import structure_problems
from forms_schema.model import Procedure
from forms_schema.problems import InvalidDocument
from forms_schema.registry import DEFAULT_REGISTRY, Registry


def load(document: Mapping[str, Any], registry: Registry = DEFAULT_REGISTRY) -> Procedure:
    """The procedure of the document; raises InvalidDocument with every problem of structure.

    Whether it may be published is another question: see `forms_schema.check`.
    """
    problems = structure_problems(document)
    if problems:
        raise InvalidDocument(problems)
    return Procedure(document, content_hash(document))
