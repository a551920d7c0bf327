"""The catalogue inside the Wagtail admin: menu, lists, addresses and log entries."""

from __future__ import annotations

from typing import Any

from django.templatetags.static import static
from django.urls import include, path, reverse
from django.utils.html import format_html
from wagtail import hooks
from wagtail.admin.ui.components import Component
from wagtail.snippets.models import register_snippet

from catalog.actions.rights import ADD, APPROVE
from catalog.admin_lists import CalendarEntryViewSet, ProcedureViewSet, SectorViewSet
from catalog.models import CalendarEntry, Procedure, Sector
from catalog.reads import in_review

register_snippet(Procedure, viewset=ProcedureViewSet)
register_snippet(Sector, viewset=SectorViewSet)
register_snippet(CalendarEntry, viewset=CalendarEntryViewSet)

#: Entries of Wagtail's own menu that a catalogue of procedures has no use for.
HIDDEN_MENU = {"images", "documents", "explorer", "snippets", "help"}


@hooks.register("register_admin_urls")
def editor_urls() -> list[Any]:
    """The editor lives below the admin, behind its sign-in."""
    return [path("catalog/", include("catalog.editor.urls"))]


@hooks.register("construct_main_menu")
def tidy_menu(request: Any, items: list[Any]) -> None:
    """Leave procedures, sectors, the working calendar, reports and settings."""
    items[:] = [item for item in items if item.name not in HIDDEN_MENU]


@hooks.register("construct_homepage_summary_items")
def no_summary(request: Any, items: list[Any]) -> None:
    """Counts of pages and images say nothing here."""
    items.clear()


@hooks.register("insert_global_admin_css")
def admin_css() -> str:
    """The colours and the name of the catalogue."""
    return format_html('<link rel="stylesheet" href="{}">', static("catalog/admin.css"))


class Welcome(Component):
    """What an administrator sees first: where to begin and what waits."""

    order = 50
    template_name = "catalog/home.html"

    def __init__(self, person: Any) -> None:
        self.person = person

    def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
        """Links and counts."""
        waiting = in_review()
        drafts = Procedure.objects.filter(has_unpublished_changes=True).exclude(pk__in=waiting.values("pk"))
        drafts = drafts.defer("definition").order_by("-changed_at")
        return {
            "waiting": waiting,
            "drafts": drafts[:8],
            "count": Procedure.objects.count(),
            "draft_count": drafts.count(),
            "list_url": reverse("catalog_procedures:list"),
            "new_url": reverse("catalog_editor:new"),
            "import_url": reverse("catalog_editor:import"),
            "can_add": self.person.has_perm(ADD),
            "can_approve": self.person.has_perm(APPROVE),
        }


@hooks.register("construct_homepage_panels")
def home(request: Any, panels: list[Any]) -> None:
    """The catalogue's own panel; Wagtail's, made for pages, stay for whoever looks after the whole site."""
    if request.user.has_perm("catalog.view_procedure"):
        panels[:] = [Welcome(request.user), *(panels if request.user.is_superuser else [])]
