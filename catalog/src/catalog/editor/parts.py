"""What a panel is made of, as plain data: controls, cards and sections."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from catalog.editor.words import Options

Document = Mapping[str, Any]


class Absent:
    """The mark of a value that is not there; a control that reads it removes the part."""

    def __bool__(self) -> bool:
        return False


ABSENT = Absent()


@dataclass(frozen=True)
class Control:
    """One thing an administrator can set, at ``key`` below the part it belongs to.

    ``kind`` chooses the widget and the reader (see ``values.READERS``). ``options`` is a fixed list or a
    function of the document. An ``optional`` control left empty removes its part.
    """

    key: str
    kind: str
    label: Any
    help: Any = ""
    options: Options | Callable[[Document], Options] = ()
    optional: bool = False
    columns: tuple[Control, ...] = ()
    expects: str = "bool"
    blank: Any = None
    when: Callable[[Mapping[str, Any]], bool] | None = None

    def choices(self, document: Document) -> Options:
        """The options for this document."""
        return self.options(document) if callable(self.options) else self.options


@dataclass(frozen=True)
class Cards:
    """A list of parts that have ids of their own, each with the same controls."""

    key: str
    title: Any
    add: Any
    controls: tuple[Control, ...]
    blank: Callable[[str, Document], dict[str, Any]]
    heading: Callable[[Mapping[str, Any], str], str]
    remark: Callable[[Mapping[str, Any], str], str] | None = None
    intro: Any = ""
    nested: tuple[Cards, ...] = ()
    optional: bool = False


@dataclass(frozen=True)
class Section:
    """Controls of one part of the document that is always there (``at`` is its path)."""

    title: Any
    controls: tuple[Control, ...]
    at: str = ""
    intro: Any = ""


@dataclass(frozen=True)
class Panel:
    """One tab of the editor."""

    name: str
    title: Any
    parts: tuple[Section | Cards, ...] = ()
    intro: Any = ""
    template: str = "catalog/editor/parts.html"
    extra: Callable[..., dict[str, Any]] | None = None
    acts: Mapping[str, Callable[..., list[dict[str, Any]]]] = field(default_factory=dict)
    editable: bool = True


def text_in(texts: Any, language: str) -> str:
    """A text of the document in the reader's language, else in Vietnamese."""
    if not isinstance(texts, Mapping):
        return ""
    return str(texts.get(language) or texts.get("vi") or "")


def dig(part: Any, key: str) -> Any:
    """The value at ``key`` (``a/b/c``) below ``part``; ABSENT when a step is missing."""
    for step in key.split("/") if key else ():
        if not isinstance(part, Mapping) or step not in part:
            return ABSENT
        part = part[step]
    return part
