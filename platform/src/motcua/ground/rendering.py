"""The one Jinja2 environment of the pages: escaped, translated, with addresses and formats at hand.

Templates live in themes/<theme>/templates. They always have: request, csrf_input, language, actor, site_name,
province, contact, messages, _(), ngettext(), url(name), here_in(language), static(path), and the filters of
`motcua.ground.formats`.
"""

import os
from collections.abc import Mapping
from typing import Any

import jinja2
from django.conf import settings
from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import reverse, translate_url
from django.utils.translation import get_language, gettext, ngettext, npgettext, pgettext

from motcua.ground.formats import FILTERS


def environment(**options: Any) -> jinja2.Environment:
    """What Django's Jinja2 backend asks for (TEMPLATES OPTIONS environment)."""
    options |= {
        "autoescape": True,
        "trim_blocks": True,
        "lstrip_blocks": True,
        "undefined": jinja2.StrictUndefined if _is_strict() else jinja2.ChainableUndefined,
        "extensions": ["jinja2.ext.i18n", "jinja2.ext.do", *options.get("extensions", [])],
    }
    made = jinja2.Environment(**options)  # noqa: S701  autoescape is set just above
    made.policies["ext.i18n.trimmed"] = True
    made.install_gettext_callables(  # type: ignore[attr-defined]
        gettext, ngettext, newstyle=True, pgettext=pgettext, npgettext=npgettext
    )
    made.globals |= {"url": url, "static": static, "here_in": here_in, "languages": settings.LANGUAGES}
    made.filters |= FILTERS
    return made


def url(name: str, *args: Any, **kwargs: Any) -> str:
    """The address of a named view in the present language."""
    return reverse(name, args=args or None, kwargs=kwargs or None)


@jinja2.pass_context
def here_in(context: Mapping[str, Any], language: str) -> str:
    """The address of this very page in another language."""
    request = context.get("request")
    return translate_url(request.get_full_path(), language) if request else f"/{language}/"


def language_of_page(request: HttpRequest) -> dict[str, str]:
    """A context processor: the language of the page, "vi" or "en"."""
    return {"language": (get_language() or settings.LANGUAGE_CODE)[:2]}


def about_site(request: HttpRequest) -> dict[str, str]:
    """A context processor: the names of the site and its province, and the telephone for help."""
    language = (get_language() or settings.LANGUAGE_CODE)[:2]
    province = settings.PROVINCE_NAMES.get(language) or settings.PROVINCE_NAMES["vi"]
    return {"site_name": settings.SITE_NAME, "province": province, "contact": settings.CONTACT}


def _is_strict() -> bool:
    """Under pytest a missing name is an error; a citizen gets an empty place instead of a broken page."""
    return settings.DEBUG or "PYTEST_VERSION" in os.environ
