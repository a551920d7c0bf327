"""Forms: asking, reading, judging and showing the answers of one procedure version."""

from __future__ import annotations

from .evaluation import Evaluation
from .form import Form, form_of
from .parsing import Parsed
from .sources import CodeSource
from .view_model import FileFact, ItemView, Option, PageView, SummaryPage, SummaryRow

__all__ = [
    "CodeSource",
    "Evaluation",
    "FileFact",
    "Form",
    "ItemView",
    "Option",
    "PageView",
    "Parsed",
    "SummaryPage",
    "SummaryRow",
    "form_of",
]
