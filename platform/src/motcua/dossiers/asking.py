"""The questions of a supplement request, as a form: only what was asked is shown and read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from forms_schema.forms import Form, ItemView, PageView
from forms_schema.problems import Problem

from motcua.dossiers.facts import Facts
from motcua.dossiers.gathering import form_for

Posted = Mapping[str, Sequence[str]]


@dataclass(frozen=True)
class Typed:
    """What was read of a page: the answers to what was asked, what could not be read, the texts as typed."""

    answers: Mapping[str, Any] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()
    texts: Mapping[str, list[str]] = field(default_factory=dict)


@dataclass(frozen=True)
class Questions:
    """The fields asked for in the open request; ``known`` are the answers that may stand in the boxes."""

    facts: Facts
    known: Mapping[str, Any]

    @property
    def form(self) -> Form:
        """The form of the version the dossier is pinned to."""
        return form_for(self.facts.procedure)

    def read(self, posted: Posted) -> Typed:
        """Read what was typed for the fields asked for, and nothing else."""
        asked = self.facts.asked.fields
        mine = {name: texts for name, texts in posted.items() if name.partition(".")[0] in asked}
        mine |= {"row_action": posted.get("row_action", [])}
        answers: dict[str, Any] = dict(self.known)
        problems: list[Problem] = []
        typed: dict[str, list[str]] = {}
        for page in self._pages():
            parsed = self.form.parse(page, mine, answers)
            answers, typed = parsed.answers, typed | parsed.typed
            problems += parsed.problems
        return Typed({name: answers.get(name) for name in sorted(asked)}, tuple(problems), typed)

    def items(self, typed: Typed, language: str) -> tuple[ItemView, ...]:
        """The controls, in the order of the form; each is drawn, whatever a rule would hide."""
        return tuple(self._items(typed, language))

    def _items(self, typed: Typed, language: str) -> Iterator[ItemView]:
        for page in self._pages():
            for item in self._view(page, typed, language).items:
                if item.kind == "field" and item.name in self.facts.asked.fields:
                    yield replace(item, shown=True, condition="")

    def _view(self, page: str, typed: Typed, language: str) -> PageView:
        return self.form.view(
            page,
            {**self.known, **typed.answers},
            self.facts.situation,
            problems=typed.problems,
            language=language,
            typed=typed.texts,
        )

    def words(self, language: str) -> Mapping[str, str]:
        """What buttons and marks of the controls are called."""
        first = self.form.pages[0].id
        return self.form.view(first, {}, self.facts.situation, language=language).words

    def _pages(self) -> list[str]:
        return [page.id for page in self.form.pages if set(page.fields) & self.facts.asked.fields]
