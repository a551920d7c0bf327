"""Addresses of the public portal, below the language."""

from django.urls import path
from django.views.generic import TemplateView

page = TemplateView.as_view(template_name="portal/home.html", template_engine="pages")

urlpatterns = [
    path("", page, name="home"),
    path("thu-tuc/", page, name="procedures"),
    path("tra-cuu/", page, name="tracking"),
    path("ho-so/", page, name="my_dossiers"),
    path("lien-he/", page, name="contact"),
    path("tiep-can/", page, name="accessibility"),
    path("du-lieu-ca-nhan/", page, name="privacy"),
]
