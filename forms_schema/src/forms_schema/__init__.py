"""Administrative procedures as JSON: forms, rules, fees, legal deadlines."""

from forms_schema.canonical import canonical, content_hash
from forms_schema.check import check
from forms_schema.components import ComponentDue, required_components
from forms_schema.loading import load
from forms_schema.model import (
    Case,
    Check,
    Component,
    InForce,
    LegalBasis,
    Notice,
    Onward,
    Procedure,
    Result,
    Step,
)
from forms_schema.problems import FormsSchemaError, InvalidDocument, Problem, RuleError, Unreadable
from forms_schema.questions import Choice, Field, Item, Page, Prefill, in_language
from forms_schema.reader import read_json
from forms_schema.registry import DATA_SOURCES, DEFAULT_REGISTRY, Registry
from forms_schema.situation import Situation

__all__ = [
    "DATA_SOURCES",
    "DEFAULT_REGISTRY",
    "Case",
    "Check",
    "Choice",
    "Component",
    "ComponentDue",
    "Field",
    "FormsSchemaError",
    "InForce",
    "InvalidDocument",
    "Item",
    "LegalBasis",
    "Notice",
    "Onward",
    "Page",
    "Prefill",
    "Problem",
    "Procedure",
    "Registry",
    "Result",
    "RuleError",
    "Situation",
    "Step",
    "Unreadable",
    "canonical",
    "check",
    "content_hash",
    "in_language",
    "load",
    "read_json",
    "required_components",
]
