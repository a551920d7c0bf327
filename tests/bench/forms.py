"""Drawing a form of 60 fields: our view model and macros against Django's forms, both with their values."""

from __future__ import annotations

from datetime import date
from typing import Any

from bench import documents
from bench.timing import Comparison, Contender, compare
from django import forms as django_forms
from django.template import engines
from forms_schema.forms import Form
from forms_schema.situation import Situation

from forms_schema import load

FIELDS = 60
PAGE = (
    '{% import "macros/fields.html" as f %}{% call f.form(page, "", "/nop", "/luu", "/danh-muc") %}'
    '<button type="submit">OK</button>{% endcall %}'
)
_KINDS: dict[str, Any] = {
    "long_text": lambda **facts: django_forms.CharField(widget=django_forms.Textarea, **facts),
    "integer": django_forms.IntegerField,
    "money": django_forms.IntegerField,
    "date": django_forms.DateField,
    "email": django_forms.EmailField,
    "choice": lambda **facts: django_forms.ChoiceField(
        choices=[(one["value"], one["label"]["vi"]) for one in documents.CHOICES],
        widget=django_forms.RadioSelect,
        **facts,
    ),
    "yes_no": lambda **facts: django_forms.ChoiceField(
        choices=[("yes", "Có"), ("no", "Không")], widget=django_forms.RadioSelect, **facts
    ),
}


def _django_form() -> type[django_forms.Form]:
    """The same sixty questions, the class built once."""
    members = {
        name: _KINDS.get(kind, django_forms.CharField)(
            label=f"Câu hỏi số {number}", help_text="Ghi đúng như trên giấy tờ."
        )
        for number, (name, kind) in enumerate(documents.names(FIELDS))
    }
    return type("Sixty", (django_forms.Form,), members)


def run() -> Comparison:
    """Both draw every question with its answer, then they are timed."""
    form = Form(load(documents.document(FIELDS, 1)))
    here = Situation("standard", date(2026, 7, 1))
    answers = documents.answers(FIELDS)
    template = engines["pages"].env.from_string(PAGE)
    kind = _django_form()

    def ours() -> str:
        return template.render(page=form.view("page_1", answers, here))

    view = form.view("page_1", answers, here)

    def macros() -> str:
        return template.render(page=view)

    def theirs() -> str:
        return kind(initial=answers).as_div()

    for drawn in (ours(), theirs()):
        assert all(f'name="{name}"' in drawn for name, _kind in documents.names(FIELDS))
        assert drawn.count("Ghi đúng như trên giấy tờ.") == FIELDS
    return compare(
        f"A form of {FIELDS} fields drawn",
        "page",
        Contender("rules, view model and Jinja2 macros", ours),
        Contender("Jinja2 macros alone", macros),
        Contender("Django form, class reused, as_div", theirs),
    )
