"""The typed view of a procedure document: what the rest of the package and the platform read.

A `Procedure` is built from a document whose structure has been checked (see `forms_schema.load`); it keeps
the document beside the typed parts, so nothing that was written is lost.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, Literal

from forms_schema.questions import Field, Page, Rule, Text

if TYPE_CHECKING:
    from forms_schema.deadlines import DeadlineRule
    from forms_schema.fees import Fee


@dataclass(frozen=True)
class Case:
    """A variant of the procedure that the applicant or the officer chooses."""

    id: str
    name: Text
    note: Text | None = None


@dataclass(frozen=True)
class LegalBasis:
    """A law, decree, circular or decision the procedure rests on."""

    id: str
    number: str
    title: Text
    article: str | None = None
    url: str | None = None


@dataclass(frozen=True)
class Check:
    """A sentence said at a field when its rule is true."""

    id: str
    fails_when: Rule
    at: str
    message: Text


@dataclass(frozen=True)
class Component:
    """A paper of the dossier (thành phần hồ sơ); sizes in megabytes."""

    id: str
    name: Text
    kind: Literal["submit", "show", "note"]
    required: Rule
    originals: int
    copies: int
    accept: tuple[str, ...]
    max_mb: int
    digitise: bool
    max_files: int = 20
    group: str | None = None
    applies: Mapping[str, Any] | None = None
    when: Rule | None = None
    template_url: str | None = None
    max_age: Mapping[str, Any] | None = None
    replaced_by: Mapping[str, str] | None = None
    reuse: bool = False
    note: Text | None = None
    legal_basis: str | None = None

    @classmethod
    def read(cls, data: Mapping[str, Any]) -> Component:
        """Build the component from its part of the document."""
        return cls(**{**data, "accept": tuple(data["accept"])})

    @property
    def largest_file(self) -> int:
        """Bytes one file may have; a megabyte is a million bytes, as sizes are shown to people."""
        return self.max_mb * 1_000_000


@dataclass(frozen=True)
class Onward:
    """A way from one step to the next; without a rule it is always open."""

    to: str
    when: Rule | None = None


@dataclass(frozen=True)
class Step:
    """A stage of the work, done by a role (never by a named person) of an agency."""

    id: str
    name: Text
    role: str
    agency: str
    actions: tuple[str, ...]
    next: tuple[Onward, ...]
    share: Mapping[str, Any] | None = None
    end: bool = False

    @classmethod
    def read(cls, data: Mapping[str, Any]) -> Step:
        """Build the step from its part of the document."""
        onward = tuple(Onward(way["to"], way.get("when")) for way in data["next"])
        return cls(**{**data, "actions": tuple(data["actions"]), "next": onward})


@dataclass(frozen=True)
class Result:
    """What the person gets at the end, with its national code."""

    id: str
    code: str
    name: Text
    kind: Literal["positive", "refusal", "partial"]
    electronic: bool


@dataclass(frozen=True)
class Notice:
    """The messages of one event; a channel without a text sends nothing."""

    event: str
    sms: Text | None = None
    email: Mapping[str, Text] | None = None


@dataclass(frozen=True)
class InForce:
    """From which day to which day (inclusive) the version applies, and what happens to open dossiers."""

    from_: datetime.date
    to: datetime.date | None
    transition: str

    @classmethod
    def read(cls, data: Mapping[str, Any]) -> InForce:
        """Build the validity from its part of the document."""
        end = datetime.date.fromisoformat(data["to"]) if data["to"] else None
        return cls(datetime.date.fromisoformat(data["from"]), end, data["transition"])

    def covers(self, day: datetime.date) -> bool:
        """Whether the version is in force on the civil day."""
        return self.from_ <= day and (self.to is None or day <= self.to)


@dataclass(frozen=True, eq=False)
class Procedure:
    """One version of a procedure. Two with the same hash are the same version."""

    document: Mapping[str, Any]
    hash: str

    @property
    def id(self) -> str:
        """Our lasting identity of the procedure."""
        return str(self.document["id"])

    @property
    def code(self) -> str:
        """The national code, opaque text."""
        return str(self.document["code"])

    @property
    def name(self) -> Text:
        """The name people read."""
        name: Text = self.document["name"]
        return name

    @cached_property
    def cases(self) -> tuple[Case, ...]:
        """The variants, in the order written."""
        return tuple(Case(**case) for case in self.document["cases"])

    @property
    def channels(self) -> tuple[str, ...]:
        """How a dossier may be handed in."""
        return tuple(self.document["channels"])

    @property
    def places(self) -> tuple[str, ...]:
        """The classes of place that make a difference."""
        return tuple(self.document.get("places", ("standard",)))

    @property
    def applicants(self) -> tuple[str, ...]:
        """Who may apply."""
        return tuple(self.document["applicants"])

    @cached_property
    def in_force(self) -> InForce:
        """The validity of this version."""
        return InForce.read(self.document["in_force"])

    @cached_property
    def legal_bases(self) -> tuple[LegalBasis, ...]:
        """The laws the procedure rests on."""
        return tuple(LegalBasis(**basis) for basis in self.document["legal_bases"])

    @cached_property
    def fields(self) -> tuple[Field, ...]:
        """The questions, in the order of ``form.data``; a group holds its own in ``fields``."""
        data = self.document["form"]["data"]["properties"]
        return tuple(Field.read(name, schema) for name, schema in data.items())

    @cached_property
    def _by_path(self) -> dict[str, Field]:
        return {field.path: field for field in self.all_fields()}

    def all_fields(self) -> Iterator[Field]:
        """Every question, those inside groups after their group."""
        for top in self.fields:
            yield top
            yield from top.fields

    def field(self, path: str) -> Field:
        """The question with this id, or ``group.id``; raises KeyError when there is none."""
        return self._by_path[path]

    def unit_of(self, rule: Any) -> Text | None:
        """The unit of the question whose answer the rule is (``{"var": ["pages"]}``); None for other rules."""
        match rule:
            case {"var": [str(path)]} if path in self._by_path:
                return self._by_path[path].unit
        return None

    @cached_property
    def pages(self) -> tuple[Page, ...]:
        """The pages of the form."""
        return tuple(Page.read(page) for page in self.document["form"]["pages"])

    @cached_property
    def rules(self) -> Mapping[str, Rule]:
        """The named rules."""
        return dict(self.document.get("rules", {}))

    @cached_property
    def checks(self) -> tuple[Check, ...]:
        """The checks across answers."""
        return tuple(Check(**check) for check in self.document.get("checks", ()))

    @cached_property
    def components(self) -> tuple[Component, ...]:
        """The papers of the dossier."""
        return tuple(Component.read(component) for component in self.document["components"])

    @cached_property
    def fees(self) -> tuple[Fee, ...]:
        """The fee lines of both ledgers."""
        from forms_schema.fees import Fee

        return tuple(Fee.read(fee) for fee in self.document["fees"])

    @cached_property
    def deadlines(self) -> tuple[DeadlineRule, ...]:
        """The deadline rules; exactly one applies to each situation."""
        from forms_schema.deadlines import DeadlineRule

        return tuple(DeadlineRule.read(rule) for rule in self.document["deadlines"])

    @cached_property
    def steps(self) -> tuple[Step, ...]:
        """The stages of the work; the first is where a dossier enters."""
        return tuple(Step.read(step) for step in self.document["steps"])

    @cached_property
    def results(self) -> tuple[Result, ...]:
        """What the person may get."""
        return tuple(Result(**result) for result in self.document["results"])

    @cached_property
    def notices(self) -> tuple[Notice, ...]:
        """The messages, one row per event."""
        return tuple(Notice(**notice) for notice in self.document["notices"])

    @property
    def scenarios(self) -> tuple[Mapping[str, Any], ...]:
        """The examples the version must get right."""
        return tuple(self.document["scenarios"])
