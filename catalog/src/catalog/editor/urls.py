"""Addresses of the editor, below the Wagtail admin."""

from django.urls import path

from catalog.editor import calendar_views, condition_views, preview_views, review_views, start_views, views

app_name = "catalog_editor"

urlpatterns = [
    path("new/", start_views.new, name="new"),
    path("import/", start_views.take_in, name="import"),
    path("calendar-entry/<int:pk>/", calendar_views.entry, name="calendar_entry"),
    path("<int:pk>/change/", views.change, name="change"),
    path("<int:pk>/again/", views.undo_or_redo, name="undo_or_redo"),
    path("<int:pk>/export/", views.export, name="export"),
    path("<int:pk>/export/<str:public_id>/", views.export_version, name="export_version"),
    path("<int:pk>/review/", review_views.review, name="review"),
    path("<int:pk>/condition/", condition_views.condition, name="condition"),
    path("<int:pk>/try/", preview_views.frame, name="frame"),
    path("<int:pk>/try/forget/", preview_views.forget, name="forget"),
    path("<int:pk>/try/keep/", preview_views.keep, name="keep"),
    path("<int:pk>/", views.panel, {"name": "general"}, name="edit"),
    path("<int:pk>/<str:name>/", views.panel, name="panel"),
]
