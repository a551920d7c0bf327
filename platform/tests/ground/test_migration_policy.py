"""Migrations run while citizens are being served."""

import sys

import pytest
from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import models
from django.db.migrations import Migration, operations
from django.db.migrations.loader import MigrationLoader
from motcua.ground.migration_policy import objections

OURS = {
    "ground", "audit", "outbox", "agencies", "people", "extensions", "documents", "notices", "payments",
    "exchange", "dossiers", "statistics", "portal", "desk", "reports", "tryout", "api", "cutover",
}  # fmt: skip


def made(name, *steps, atomic=True):
    migration = Migration(name, "people")
    migration.operations, migration.atomic = list(steps), atomic
    return migration


def test_every_migration_of_the_platform_follows_the_policy():
    """No migration of ours locks a large table or breaks the code that still runs."""
    loader = MigrationLoader(None, ignore_no_migrations=True)
    ours = [one for (app, _name), one in loader.disk_migrations.items() if app in OURS]
    assert len(ours) >= 5
    found = [
        problem
        for one in ours
        for problem in objections(one, getattr(sys.modules[type(one).__module__], "SAFE_BECAUSE", ""))
    ]
    assert found == []


INDEX = models.Index(fields=["name"], name="i")
UNIQUE = models.UniqueConstraint(fields=["name"], name="u")


@pytest.mark.parametrize(
    ("name", "step"),
    [
        ("0002_add_name", operations.CreateModel("A", [])),
        ("0002_pre_a", operations.AddField("a", "name", models.TextField(default=""))),
        ("0002_pre_a", operations.RemoveField("a", "name")),
        ("0002_pre_a", operations.DeleteModel("a")),
        ("0002_post_a", operations.RenameField("a", "name", "title")),
        ("0002_post_a", operations.RenameModel("a", "b")),
        ("0002_pre_a", operations.AddIndex("a", INDEX)),
        ("0002_pre_a", operations.AddConstraint("a", UNIQUE)),
        ("0002_pre_a", operations.AlterField("a", "name", models.TextField())),
        ("0002_pre_a", operations.RunPython(operations.RunPython.noop)),
        ("0002_pre_a", operations.RunSQL("SELECT 1")),
        ("0002_pre_a", operations.SeparateDatabaseAndState([operations.RunSQL("SELECT 1")])),
    ],
)
def test_dangerous_steps_are_refused_with_a_recipe(name, step):
    """What would stop the work of an office, or break the old code, is refused with the safe way."""
    [problem] = objections(made(name, step))
    assert len(problem.recipe) > 40


@pytest.mark.parametrize(
    "migration",
    [
        made("0001_pre_initial", operations.AddIndex("a", INDEX)),
        made("0002_pre_a", operations.AddField("a", "name", models.TextField(null=True))),
        made("0002_pre_a", operations.AddField("a", "name", models.TextField(db_default=""))),
        made("0002_post_a", operations.RemoveField("a", "name")),
        made("0002_pre_a", AddIndexConcurrently("a", INDEX), atomic=False),
        made("0002_pre_a", operations.RunPython(operations.RunPython.noop), atomic=False),
    ],
)
def test_safe_steps_pass(migration):
    """New tables, optional columns, indexes built without locking and batches are welcome."""
    assert objections(migration) == []


def test_an_excuse_in_writing_is_accepted():
    """A step that is safe for a reason only its author knows passes with that reason in writing."""
    assert objections(made("0002_pre_a", operations.RunSQL("SELECT 1")), "reads only") == []
