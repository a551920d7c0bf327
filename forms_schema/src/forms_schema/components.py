"""Which papers a dossier needs: by selector and rule, with the reason in words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from forms_schema.conditions import Facts
from forms_schema.labels import condition_words
from forms_schema.model import Component, Procedure
from forms_schema.selectors import Selector
from forms_schema.situation import Situation


@dataclass(frozen=True)
class ComponentDue:
    """A component that applies. Of several required ones with the same ``group``, one is enough."""

    component: Component
    required: bool
    why: Mapping[str, str]


def required_components(
    procedure: Procedure, values: Mapping[str, Any], situation: Situation
) -> list[ComponentDue]:
    """The components that apply, in the order written; ``values`` are rule values by field id.

    A component applies when its selector fits the situation and its rule holds; a rule whose answers are
    missing does not hold.
    """
    facts = Facts(situation, values, procedure.rules)
    found = [component for component in procedure.components if _applies(component, facts)]
    return [
        ComponentDue(component, _is_required(component, facts), _reason(procedure, component))
        for component in found
    ]


def _applies(component: Component, facts: Facts) -> bool:
    fits = Selector.read(component.applies).applies(facts.situation)
    return fits and (component.when is None or facts.holds(component.when))


def _is_required(component: Component, facts: Facts) -> bool:
    return component.kind != "note" and facts.holds(component.required)


def _reason(procedure: Procedure, component: Component) -> dict[str, str]:
    rules = [rule for rule in (component.when,) if isinstance(rule, Mapping)]
    when = condition_words(procedure, component.applies or {}, *rules)
    alone = {"vi": "Áp dụng cho mọi hồ sơ của thủ tục.", "en": "Applies to every dossier of the procedure."}
    return {language: _sentence(language, when[language]) or alone[language] for language in alone}


def _sentence(language: str, when: str) -> str:
    lead = {"vi": "Áp dụng khi ", "en": "Applies when "}[language]
    return f"{lead}{when}." if when else ""
