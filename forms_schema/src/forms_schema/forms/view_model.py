"""Plain values a template draws: pages, items, options, files; no rule or schema is needed to draw."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class FileFact:
    """What is known about an uploaded file; ``size`` in bytes, ``kind`` as found in its content."""

    name: str
    size: int
    kind: str
    id: str = ""


@dataclass(frozen=True)
class Option:
    """One choice of a control."""

    value: str
    label: str
    selected: bool = False


@dataclass(frozen=True)
class ItemView:
    """One thing on a page. ``kind`` is field, component, heading or text; ``widget`` names the macro."""

    kind: str
    id: str
    name: str = ""
    label: str = ""
    help: str = ""
    widget: str = ""
    value: str = ""
    text: str = ""
    options: tuple[Option, ...] = ()
    required: bool = False
    optional: bool = False
    """Whether to say "not required" beside the label: never required, not even once it is asked."""
    shown: bool = True
    condition: str = ""
    rule: Any = None
    required_rule: Any = None
    computed_rule: Any = None
    problem: str = ""
    described_by: str = ""
    input_mode: str = ""
    autocomplete: str = ""
    max_length: int | None = None
    min: int | None = None
    max: int | None = None
    lines: int = 4
    rows: tuple[tuple[ItemView, ...], ...] = ()
    row_label: str = ""
    parts: tuple[ItemView, ...] = ()
    locked: bool = False
    files: tuple[FileFact, ...] = ()
    accept: tuple[str, ...] = ()
    max_mb: int | None = None
    max_files: int | None = None
    template_url: str = ""
    unit: str = ""
    source: str = ""
    """Code list the options come from, and ``parent`` the control that narrows it."""
    parent: str = ""
    suggestions: str = ""
    """Id of the list of names to choose from while typing, where the page has one."""

    @property
    def row_title(self) -> str:
        """The row label at the start of a title."""
        return self.row_label[:1].upper() + self.row_label[1:]

    @property
    def can_add(self) -> bool:
        """Whether one more row fits."""
        return self.max is None or len(self.rows) < self.max

    @property
    def can_remove(self) -> bool:
        """Whether a row may go."""
        return len(self.rows) > (self.min or 0)


@dataclass(frozen=True)
class PageView:
    """One page ready to be drawn. ``number`` counts from 1 among the ``count`` pages asked now."""

    id: str
    title: str
    intro: str
    number: int
    count: int
    items: tuple[ItemView, ...]
    problems: tuple[tuple[str, str], ...]
    """(anchor id, sentence) for the summary at the top; an empty anchor belongs to another page."""
    language: str = "vi"
    words: Mapping[str, str] = field(default_factory=dict)
    script: Mapping[str, Any] = field(default_factory=dict)
    """What `procedure-form.js` needs: rules, types and the answers of other pages that rules here read."""


@dataclass(frozen=True)
class SummaryRow:
    """One answer as people read it; ``field`` is its name, ``page`` where it can be changed, "" if nowhere."""

    label: str
    text: str
    field: str
    page: str


@dataclass(frozen=True)
class SummaryPage:
    """The answers of one page."""

    id: str
    title: str
    rows: tuple[SummaryRow, ...]
