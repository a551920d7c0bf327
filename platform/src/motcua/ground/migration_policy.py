"""Rules for migrations, checked by a test: they run while the old code is still serving.

Names: NNNN_pre_* runs before the new code is deployed, NNNN_post_* after it. The first migration of an app
creates
empty tables and may do anything. From the second on, what locks a large table or breaks running code is
refused, and
the sentence is the safe recipe. A migration that knows better says `SAFE_BECAUSE = "…"` in its module.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.db.migrations import Migration, operations
from django.db.migrations.operations.base import Operation

NAME = re.compile(r"\d{4}_(pre|post)_[a-z0-9_]+")


@dataclass(frozen=True)
class Objection:
    """One thing a migration does that it should not, and how to do it instead."""

    migration: str
    recipe: str


def objections(migration: Migration, excuse: str = "") -> list[Objection]:
    """What is wrong with this migration; `excuse` is its module's SAFE_BECAUSE."""
    name = f"{migration.app_label}.{migration.name}"
    named_well = NAME.fullmatch(migration.name)
    found = (
        []
        if named_well
        else ["Name it NNNN_pre_what or NNNN_post_what: does it run before or after the new code?"]
    )
    if migration.name[:4] != "0001" and not excuse:
        found += [recipe for one in _all(migration.operations) for recipe in _recipes(one, migration)]
    return [Objection(name, recipe) for recipe in found]


def _all(given: Sequence[Operation]) -> Iterator[Operation]:
    for one in given:
        yield one
        yield from _all(getattr(one, "database_operations", []))


def _recipes(operation: Operation, migration: Migration) -> Iterator[str]:
    for kinds, applies, recipe in _RULES:
        if isinstance(operation, kinds) and applies(operation, migration):
            yield recipe


def _is_required_without_default(operation: Operation, _migration: Migration) -> bool:
    field = operation.field  # type: ignore[attr-defined]
    return not (field.null or field.many_to_many or field.db_default is not _no_default())


def _no_default() -> object:
    from django.db.models import NOT_PROVIDED

    return NOT_PROVIDED


def _is_before(_operation: Operation, migration: Migration) -> bool:
    return "_pre_" in migration.name


def _always(_operation: Operation, _migration: Migration) -> bool:
    return True


_RULES = (
    (
        operations.AddField,
        _is_required_without_default,
        "A new column must be nullable or have db_default: the old code still inserts rows without it.",
    ),
    (
        (operations.RemoveField, operations.DeleteModel),
        _is_before,
        "Remove columns and tables in a post migration: the old code still reads them.",
    ),
    (
        (operations.RenameField, operations.RenameModel, operations.AlterModelTable),
        _always,
        "Do not rename: add the new one, write both, copy, then remove the old one after two releases.",
    ),
    (
        operations.AddIndex,
        lambda operation, _migration: not type(operation).__name__.endswith("Concurrently"),
        "Use AddIndexConcurrently with atomic = False: a plain index stops all writing while it is built.",
    ),
    (
        operations.AddConstraint,
        lambda operation, _migration: type(operation).__name__ != "AddConstraintNotValid",
        "Use AddConstraintNotValid, then ValidateConstraint in the next migration: checking locks the table.",
    ),
    (
        operations.AlterField,
        _always,
        "Changing a column may rewrite its table: add a new column, or say SAFE_BECAUSE in the migration.",
    ),
    (
        operations.RunPython,
        lambda _operation, migration: migration.atomic,
        "Move data in small batches with atomic = False, so that no lock is held for long.",
    ),
    (
        operations.RunSQL,
        _always,
        "Raw SQL is not understood by this check: say SAFE_BECAUSE in the migration.",
    ),
)
