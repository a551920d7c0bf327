"""All addresses of the site; an app that has no `urls` module yet is left out."""

from importlib.util import find_spec

from django.conf.urls.i18n import i18n_patterns
from django.urls import URLPattern, URLResolver, include, path
from wagtail.admin import urls as wagtail_admin_urls

from motcua.site import views


def _of(module: str, prefix: str = "") -> list[URLPattern | URLResolver]:
    """Return the addresses of an app, none when it has no `urls` module."""
    return [path(prefix, include(module))] if find_spec(module) else []


handler400 = "motcua.portal.failures.bad_request"
handler403 = "motcua.portal.failures.forbidden"
handler404 = "motcua.portal.failures.not_found"
handler429 = "motcua.portal.failures.too_often"
handler500 = "motcua.portal.failures.broken"

urlpatterns = [
    path("health/", views.health, name="health"),
    path("metrics", views.metrics, name="metrics"),
    *_of("catalog.urls", "admin/"),
    path("admin/", include(wagtail_admin_urls)),
    *_of("motcua.api.urls", "api/"),
    *i18n_patterns(
        *_of("motcua.desk.urls", "desk/"),
        *_of("motcua.reports.urls", "desk/"),
        *_of("motcua.tryout.urls", "thu-nghiem/"),
        *_of("motcua.people.urls"),
        *_of("motcua.portal.urls"),
        prefix_default_language=True,
    ),
    *_of("motcua.portal.root_urls"),
]
