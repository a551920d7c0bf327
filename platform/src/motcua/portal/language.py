"""The reader's language, and texts of documents and errors in it."""

from collections.abc import Mapping

from django.utils.translation import get_language


def current() -> str:
    """The code of the language: vi or en."""
    return (get_language() or "vi")[:2]


def said(texts: Mapping[str, str] | None) -> str:
    """The text in the reader's language, in Vietnamese where it has not been translated, "" for none."""
    return (texts.get(current()) or texts["vi"]) if texts else ""
