"""What the catalogue needs in a fresh database: two groups and the review workflow."""

from __future__ import annotations

from typing import Any

EDITORS = "Procedure editors"
APPROVERS = "Procedure approvers"
WORKFLOW = "Second pair of eyes"

EDITOR_RIGHTS = [
    "view_procedure", "add_procedure", "change_procedure", "view_procedureversion",
    "view_sector", "add_sector", "change_sector", "view_calendarentry", "add_calendarentry",
]  # fmt: skip
APPROVER_RIGHTS = [
    "view_procedure", "approve_procedure", "view_procedureversion", "view_sector",
    "view_calendarentry", "add_calendarentry",
]  # fmt: skip


def ensure_after_migration(sender: Any, using: str = "default", **kwargs: Any) -> None:
    """Run once the last app was migrated, when every table and permission is there."""
    from django.apps import apps

    if sender is list(apps.get_app_configs())[-1] and _tables_are_there(using):
        ensure()


def _tables_are_there(using: str) -> bool:
    from django.db import connections

    tables = connections[using].introspection.table_names()
    return {"catalog_secondpersontask", "wagtailcore_workflow", "auth_group"} <= set(tables)


def ensure() -> None:
    """Create groups, permissions and workflow where they are missing; change nothing else."""
    approvers = _group(APPROVERS, APPROVER_RIGHTS)
    _group(EDITORS, EDITOR_RIGHTS)
    _workflow(approvers)


def _group(name: str, rights: list[str]) -> Any:
    from django.apps import apps
    from django.contrib.auth.management import create_permissions
    from django.contrib.auth.models import Group, Permission

    create_permissions(apps.get_app_config("catalog"), verbosity=0)
    group, created = Group.objects.get_or_create(name=name)
    if created:
        own = Permission.objects.filter(content_type__app_label="catalog", codename__in=rights)
        entrance = Permission.objects.filter(codename="access_admin")
        group.permissions.add(*own, *entrance)
    return group


def _workflow(approvers: Any) -> None:
    from django.contrib.contenttypes.models import ContentType
    from wagtail.models import Workflow, WorkflowContentType, WorkflowTask

    from catalog.models import Procedure, SecondPersonTask

    subject = ContentType.objects.get_for_model(Procedure)
    if WorkflowContentType.objects.filter(content_type=subject).exists():
        return
    workflow, _created = Workflow.objects.get_or_create(name=WORKFLOW)
    task, _created = SecondPersonTask.objects.get_or_create(name=WORKFLOW)
    task.groups.add(approvers)
    WorkflowTask.objects.get_or_create(workflow=workflow, task=task, defaults={"sort_order": 0})
    WorkflowContentType.objects.create(workflow=workflow, content_type=subject)
