"""Questions about drafts; only their owner gets an answer."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from forms_schema.forms import Evaluation, FileFact, Form

from forms_schema import Problem, Procedure, Situation
from motcua.dossiers.gathering import form_for
from motcua.ground import clock, crypto
from motcua.people.actor import Actor
from motcua.portal.errors import DraftGone
from motcua.portal.models import Draft

PURPOSE = "draft"


@dataclass(frozen=True)
class Kept:
    """What is sealed in a draft: answers, those fixed by a registry (``locked``), texts that could not be read as
    answers (``typed``, by box), and the latest refusals of uploads (``refused``: sentences by component).
    """

    answers: Mapping[str, Any] = field(default_factory=dict)
    locked: Mapping[str, Any] = field(default_factory=dict)
    typed: Mapping[str, list[str]] = field(default_factory=dict)
    refused: Mapping[str, list[list[Any]]] = field(default_factory=dict)


NOTHING_KEPT = Kept()


@dataclass(frozen=True)
class Filling:
    """A draft opened: its procedure version, what is kept in it, and its files."""

    draft: Draft
    kept: Kept

    @property
    def answers(self) -> Mapping[str, Any]:
        """The answers."""
        return self.kept.answers

    @property
    def locked(self) -> Mapping[str, Any]:
        """The answers that come from a registry."""
        return self.kept.locked

    @cached_property
    def procedure(self) -> Procedure:
        """The version the answers belong to."""
        loaded: Procedure = self.draft.version.loaded()
        return loaded

    @cached_property
    def form(self) -> Form:
        """The compiled form of the version."""
        return form_for(self.procedure)

    @cached_property
    def situation(self) -> Situation:
        """Handed in online, today."""
        draft = self.draft
        return Situation(draft.case, clock.today(), "online", draft.place, draft.applicant)

    @cached_property
    def evaluation(self) -> Evaluation:
        """What the rules say about the answers."""
        return self.form.evaluate(self.answers, self.situation, self.locked)

    @cached_property
    def files(self) -> Mapping[str, list[FileFact]]:
        """The received files by component. One query."""
        found: dict[str, list[FileFact]] = {}
        for row in self.draft.files.select_related("file").order_by("pk"):
            fact = FileFact(row.file.name, row.file.size, row.file.kind, row.file.public_id)
            found.setdefault(row.component, []).append(fact)
        return found

    @property
    def pages(self) -> tuple[str, ...]:
        """The pages asked now, in order."""
        return self.evaluation.pages

    def typed_on(self, page: str) -> dict[str, list[str]]:
        """The texts of a page that could not be read, as they were typed, by box."""
        asked = set(self.form.pages_by_id[page].fields) & self.evaluation.visible
        return {name: texts for name, texts in self.kept.typed.items() if name.partition(".")[0] in asked}

    def unread(self, page: str) -> list[Problem]:
        """Why texts of a page could not be read, and uploads not be taken."""
        parsed = self.form.parse(page, self.typed_on(page), self.answers, self.locked)
        asked = {item.get("component") for item in self.form.pages_by_id[page].items}
        uploads = [
            Problem(f"/components/{component}", code, said)
            for component, refusals in self.kept.refused.items()
            for code, said in refusals
            if component in asked
        ]
        return [*uploads, *parsed.problems]

    @property
    def unread_answers(self) -> list[Problem]:
        """Why texts anywhere on the form could not be read; nothing is handed in while there are any."""
        found = [problem for page in self.pages for problem in self.unread(page)]
        return [one for one in found if one.pointer.startswith("/answers/")]


def draft(actor: Actor, public_id: str) -> Draft:
    """The actor's own draft; raises DraftGone for any other, and for one that expired."""
    rows = Draft.objects.select_related("version", "subject")
    found = rows.filter(public_id=public_id, owner_id=actor.user_id).first()
    if found is None or found.expires_at <= clock.now():
        raise DraftGone
    return found


def opened(one: Draft) -> Filling:
    """The draft with its answers unsealed."""
    text = crypto.open_sealed(one.subject, bytes(one.sealed), purpose=PURPOSE) if one.sealed else "{}"
    return Filling(one, Kept(**json.loads(text)))


def drafts(actor: Actor) -> list[Draft]:
    """The actor's unfinished drafts, the latest first. One query."""
    mine = Draft.objects.select_related("version").defer(
        "version__document", "version__search_text", "sealed"
    )
    return list(
        mine.filter(owner_id=actor.user_id, dossier="", expires_at__gt=clock.now()).order_by("-changed_at")
    )
