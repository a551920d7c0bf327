"""Lists of the catalogue in the Wagtail admin."""

from __future__ import annotations

from typing import Any

from django.db.models import Exists, OuterRef
from django.forms import DateInput
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.generic import View
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.admin.ui.tables import Column, DateColumn, TitleColumn
from wagtail.snippets.views.snippets import CreateView, IndexView, SnippetViewSet

from catalog.models import CalendarEntry, Procedure, Sector
from catalog.reads import in_review


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

    def get_base_queryset(self) -> Any:
        """Without the documents, each row knowing whether it waits for approval (``waits``)."""
        waits = Exists(in_review().filter(pk=OuterRef("pk")))
        listed = super().get_base_queryset().select_related("sector")
        return listed.defer("definition").annotate(waits=waits)

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

    def get_value(self, instance: Any) -> Any:
        """The state in words; ``instance`` is a row of ProcedureIndex."""
        if instance.waits:
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
    """What is entered is a proposal; a second person approves it."""

    def save_instance(self) -> Any:
        """Record the proposal in the name of the person."""
        from catalog.actions import propose_calendar_entry

        return propose_calendar_entry(self.form.save(commit=False), self.request.user)

    def get_success_url(self) -> str:
        """On to the page of the proposal."""
        return _entry_page(self.object)


class ToCalendarEntry(View):
    """Nobody changes or deletes an entry: its page offers what may be done."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Go there."""
        return redirect("catalog_editor:calendar_entry", int(kwargs["pk"]))


class CalendarIndex(IndexView):
    """Each entry leads to its page, also for who may only read."""

    def get_edit_url(self, instance: CalendarEntry) -> str:
        """The page of the entry."""
        return _entry_page(instance)

    def get_list_buttons(self, instance: CalendarEntry) -> list[Any]:
        """The first day is the link; nothing else is to be done from the list."""
        return []


def _entry_page(instance: CalendarEntry) -> str:
    return reverse("catalog_editor:calendar_entry", args=[instance.pk])


def _day_panel(name: str) -> FieldPanel:
    """A day as the browser asks for days; a text box would take what is no ISO date for today without a word."""
    return FieldPanel(name, widget=DateInput(format="%Y-%m-%d", attrs={"type": "date"}))


class DayColumn(Column):
    """A day as people write it."""

    def get_value(self, instance: CalendarEntry) -> str:
        """Day, month, year."""
        return f"{getattr(instance, self.name):%d/%m/%Y}"


class FirstDayColumn(TitleColumn, DayColumn):
    """The first day, which leads to the page of the entry."""


class WhereColumn(Column):
    """The agencies the entry is for, in words."""

    def get_value(self, instance: CalendarEntry) -> Any:
        """Everybody, or the code of one agency."""
        return _("every agency") if instance.layer == "province" else instance.layer


class StandingColumn(Column):
    """Proposed, in force, withdrawn: one word each."""

    def get_value(self, instance: CalendarEntry) -> Any:
        """The standing in words."""
        return instance.standing


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
    index_view_class = CalendarIndex
    copy_view_enabled = False
    list_filter = ["kind", "layer"]
    panels = [
        FieldRowPanel([_day_panel("first_day"), _day_panel("last_day"), FieldPanel("kind")]),
        MultiFieldPanel(
            [FieldRowPanel([FieldPanel("morning"), FieldPanel("afternoon")])], heading=_("Part of the day")
        ),
        MultiFieldPanel(
            [FieldRowPanel([FieldPanel("affects_open"), FieldPanel("affects_counts")])],
            heading=_("What it changes"),
        ),
        FieldRowPanel([FieldPanel("name_vi"), FieldPanel("name_en")]),
        FieldRowPanel([FieldPanel("decision"), _day_panel("known_on")]),
        FieldPanel("layer"),
    ]

    @property
    def list_display(self) -> list[Any]:
        """Days, what they become, why, by which decision, and whether the entry counts."""
        return [
            FirstDayColumn("first_day", label=_("first day"), get_url=_entry_page),
            DayColumn("last_day", label=_("last day")),
            "kind",
            "name_vi",
            WhereColumn("layer", label=_("applies to")),
            "decision",
            StandingColumn("standing", label=_("State")),
        ]

    @property
    def edit_view(self) -> Any:
        """The page of the entry."""
        return ToCalendarEntry.as_view()

    @property
    def delete_view(self) -> Any:
        """The page of the entry."""
        return ToCalendarEntry.as_view()
