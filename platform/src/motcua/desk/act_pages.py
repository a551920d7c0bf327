"""Which form and which action belong to each act of the desk: one table, filled by the forms themselves."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from types import ModuleType
from typing import Any, TypeVar

from motcua.desk import words
from motcua.desk.entries import ActEntries


@dataclass(frozen=True)
class ActPage:
    """One act: its form, its action, and whether it ends the dossier against the applicant."""

    name: str
    form: type[ActEntries]
    run: Callable[..., Any]
    grave: bool = False

    @property
    def title(self) -> object:
        """What the button and the page are called."""
        return words.ACTS[self.name]


PAGES: dict[str, ActPage] = {}
Form = TypeVar("Form", bound=type[ActEntries])


def does(action: ModuleType, *, grave: bool = False) -> Callable[[Form], Form]:
    """Note a form as the page of ``action``, a module of ``motcua.dossiers.actions``, under its name."""
    name = action.__name__.rpartition(".")[2]

    def note(form: Form) -> Form:
        PAGES[name] = ActPage(name, form, action.run, grave)
        return form

    return note
