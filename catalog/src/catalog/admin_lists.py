"""Lists of the catalogue in the Wagtail admin."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.generic import View
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.admin.ui.tables import Column, DateColumn, TitleColumn
from wagtail.snippets.views.snippets import CreateView, EditView, IndexView, SnippetViewSet

from catalog.models import CalendarEntry, Procedure, Sector


class ToEditor(View):
    """Wagtail's edit page of a procedure is the editor."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Go there."""
        return redirect("catalog_editor:edit", int(kwargs["pk"]))


class ToNew(View):
    """Wagtail's add page of a procedure is ours."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Go there."""
        return redirect("catalog_editor:new")


class ProcedureIndex(IndexView):
    """Procedures by code, searched without diacritics."""

    def search_queryset(self, queryset: Any) -> Any:
        """Every word must occur in code or name."""
        from catalog.normalise import search_key

        for word in search_key(self.search_query or "").split()[:8]:
            queryset = queryset.filter(name_norm__contains=word)
        return queryset

    def get_edit_url(self, instance: Procedure) -> str:
        """The editor, also for who may only read: there an approver judges."""
        return _editor_of(instance)

    def get_list_buttons(self, instance: Procedure) -> list[Any]:
        """The name is the link; nothing else is to be done from the list."""
        return []


def _editor_of(instance: Procedure) -> str:
    return reverse("catalog_editor:edit", args=[instance.pk])


class StateColumn(Column):
    """In force, changed, waiting: one word each."""

    def get_value(self, instance: Procedure) -> Any:
        """The state in words."""
        if instance.workflow_in_progress:
            return _("waiting for approval")
        if not instance.live:
            return _("not published")
        return _("unpublished changes") if instance.has_unpublished_changes else _("published")


class ProcedureViewSet(SnippetViewSet):
    """Thủ tục."""

    model = Procedure
    url_namespace = "catalog_procedures"
    url_prefix = "catalog/procedures"
    menu_label = _("Procedures")
    menu_icon = "doc-full"
    menu_order = 100
    menu_name = "procedures"
    add_to_admin_menu = True
    copy_view_enabled = False
    index_view_class = ProcedureIndex
    revisions_revert_view_class = ToEditor
    panels = [FieldPanel("code", read_only=True)]
    list_per_page = 50
    list_filter = ["sector", "live", "has_unpublished_changes"]
    search_fields = ["name_norm"]
    ordering = ["code"]

    @property
    def list_display(self) -> list[Any]:
        """Code with name, sector, state, last change."""
        return [
            "code",
            TitleColumn("name", label=_("Name"), get_url=_editor_of),
            "sector",
            StateColumn("state", label=_("State")),
            DateColumn("changed_at", label=_("Changed")),
        ]

    @property
    def add_view(self) -> Any:
        """Our own form asks for what a new document needs."""
        return ToNew.as_view()

    @property
    def edit_view(self) -> Any:
        """The editor."""
        return ToEditor.as_view()

    def construct_view(self, view_class: Any, **kwargs: Any) -> Any:
        """Every view of Wagtail's that would change, publish or approve the row leads to the editor instead."""
        if view_class in self.to_editor():
            return ToEditor.as_view()
        return super().construct_view(view_class, **kwargs)

    def to_editor(self) -> tuple[Any, ...]:
        """Views the editor stands for."""
        return (
            self.unpublish_view_class,
            self.revisions_revert_view_class,
            self.revisions_unschedule_view_class,
            self.workflow_action_view_class,
            self.collect_workflow_action_data_view_class,
            self.confirm_workflow_cancellation_view_class,
        )


class SectorViewSet(SnippetViewSet):
    """Lĩnh vực."""

    model = Sector
    url_namespace = "catalog_sectors"
    url_prefix = "catalog/sectors"
    menu_label = _("Sectors")
    menu_icon = "folder-open-inverse"
    menu_order = 110
    menu_name = "sectors"
    add_to_admin_menu = True
    list_display = ["code", "name_vi", "name_en", "position"]
    panels = [
        FieldPanel("code", help_text=_("Small letters, for example dat_dai. It does not change later.")),
        FieldRowPanel([FieldPanel("name_vi"), FieldPanel("name_en")]),
        FieldPanel("position", help_text=_("Smaller numbers come first in lists.")),
    ]


class CalendarEntryCreate(CreateView):
    """Who enters a day is written down."""

    def save_instance(self) -> Any:
        """Remember the person and tell the platform."""
        from catalog.registry import on_calendar_changed

        self.form.instance.entered_by = self.request.user
        entry = super().save_instance()
        on_calendar_changed.tell(entry=entry)
        return entry


class CalendarEntryEdit(EditView):
    """A withdrawn or corrected day is told to the platform, which lists the dates it moves."""

    def save_instance(self) -> Any:
        """Tell the platform."""
        from catalog.registry import on_calendar_changed

        entry = super().save_instance()
        on_calendar_changed.tell(entry=entry)
        return entry


class CalendarEntryViewSet(SnippetViewSet):
    """Lịch làm việc."""

    model = CalendarEntry
    url_namespace = "catalog_calendar"
    url_prefix = "catalog/calendar"
    menu_label = _("Working calendar")
    menu_icon = "calendar"
    menu_order = 120
    menu_name = "calendar"
    add_to_admin_menu = True
    add_view_class = CalendarEntryCreate
    edit_view_class = CalendarEntryEdit
    list_display = ["first_day", "last_day", "kind", "name_vi", "layer", "decision", "known_on"]
    list_filter = ["kind", "layer"]
    panels = [
        FieldRowPanel([FieldPanel("first_day"), FieldPanel("last_day"), FieldPanel("kind")]),
        MultiFieldPanel(
            [FieldRowPanel([FieldPanel("morning"), FieldPanel("afternoon")])], heading=_("Part of the day")
        ),
        MultiFieldPanel(
            [FieldRowPanel([FieldPanel("affects_open"), FieldPanel("affects_counts")])],
            heading=_("What it changes"),
        ),
        FieldRowPanel([FieldPanel("name_vi"), FieldPanel("name_en")]),
        FieldRowPanel([FieldPanel("decision"), FieldPanel("known_on")]),
        FieldRowPanel([FieldPanel("layer"), FieldPanel("withdrawn_on")]),
    ]
