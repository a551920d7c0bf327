"""The form with which an officer accepts a supplement, and types in what came on paper."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, cast

from django.http import QueryDict
from django.utils.translation import gettext
from forms_schema.forms import ItemView

from motcua.desk.act_pages import does
from motcua.desk.entries import LateEntries
from motcua.desk.pages import language, said
from motcua.dossiers.actions import accept_supplement
from motcua.dossiers.asking import Questions, Typed


@does(accept_supplement)
class AcceptSupplement(LateEntries):
    """What came online is only accepted; what came on paper may change the answers that were asked for."""

    questions: Questions | None = None
    typed = Typed()

    def prepare(self) -> None:
        """What came online knows its own time; for paper the questions asked stand here with their answers."""
        facts = self.folder.facts
        if facts.life.answered_at is not None:
            del self.fields["happened_at"], self.fields["late_reason"]
            return
        self.fields["happened_at"].required = True
        self.fields["happened_at"].label = gettext("When the paper was handed in")
        self.fields["happened_at"].help_text = gettext("Nothing came online: enter when paper was received.")
        if facts.asked.fields and self.folder.subject.destroyed_at is None:
            self.questions = Questions(facts, self.folder.answers.now)
        if self.questions and "typed" in self.data:
            self.typed = self.questions.read(dict(cast(QueryDict, self.data).lists()))

    @property
    def stays(self) -> bool:
        """Whether a button was pressed that only changes the page."""
        return bool(self.questions and {"row_action", "refresh"} & self.data.keys())

    def asked(self) -> tuple[ItemView, ...]:
        """The controls of what was asked."""
        return self.questions.items(self.typed, language()) if self.questions else ()

    def names(self) -> Mapping[str, str]:
        """What buttons and marks of the controls are called."""
        return self.questions.words(language()) if self.questions else {}

    def clean(self) -> dict[str, Any]:
        """What cannot be read is refused."""
        for problem in self.typed.problems:
            self.add_error(None, said(problem.message))
        return super().clean()

    def command(self) -> accept_supplement.Command:
        known = self.questions.known if self.questions else {}
        changed = {name: value for name, value in self.typed.answers.items() if value != known.get(name)}
        return accept_supplement.Command(self.cleaned_data.get("happened_at"), changed)
