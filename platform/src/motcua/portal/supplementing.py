"""Answering a supplement request: only what was asked is shown, read, and handed in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from django.core import signing
from django.core.files.uploadedfile import UploadedFile
from forms_schema.forms import FileFact, Form, ItemView
from forms_schema.forms.controls import paper

from forms_schema import Component, ComponentDue, Problem
from motcua.dossiers import gathering
from motcua.dossiers.asking import Posted, Questions, Typed
from motcua.ground import storage
from motcua.ground.errors import FileRefused
from motcua.portal.language import current

Received = dict[str, list[list[Any]]]
SALT = "portal.supplement"
LASTS_SECONDS = 24 * 3600


@dataclass(frozen=True)
class Supplement:
    """One open request of one dossier: the fields and papers that may be touched, and the answers so far.

    ``blank``: what was answered before is neither shown nor lost when a box is left empty.
    """

    dossier: Any
    asked: Any
    blank: bool = False

    @cached_property
    def facts(self) -> Any:
        """Everything about the dossier, with its answers."""
        return gathering.facts(self.dossier, answers=True)

    @cached_property
    def form(self) -> Form:
        """The form of the version the dossier is pinned to."""
        return gathering.form_for(self.facts.procedure)

    @cached_property
    def known(self) -> Mapping[str, Any]:
        """The earlier answers this reader may see in the boxes."""
        if not self.blank:
            return self.facts.answers
        return {name: text for name, text in self.facts.answers.items() if name not in self.asked.fields}

    def changed(self, answers: Mapping[str, Any]) -> dict[str, Any]:
        """Of what was read, the answers that differ from those filed."""
        filed = self.facts.answers
        new = {name: value for name, value in answers.items() if value != filed.get(name)}
        return {
            name: value for name, value in new.items() if not self.blank or value not in (None, "", [], {})
        }

    @property
    def components(self) -> list[Component]:
        """The papers asked for."""
        return [one for one in self.facts.procedure.components if one.id in self.asked.components]

    @property
    def questions(self) -> Questions:
        """The fields asked for, as a form."""
        return Questions(self.facts, self.known)

    def read(self, posted: Posted) -> tuple[dict[str, Any], list[Problem], dict[str, list[str]]]:
        """The answers to what was asked, what could not be read, and the texts as typed."""
        found = self.questions.read(posted)
        return dict(found.answers), list(found.problems), dict(found.texts)

    def items(
        self,
        answers: Mapping[str, Any],
        problems: Sequence[Problem],
        typed: Mapping[str, list[str]],
        files: Received,
    ) -> list[ItemView]:
        """The controls of what was asked, in the order of the form, then the papers."""
        fields = self.questions.items(Typed(answers, tuple(problems), typed), current())
        return [*fields, *self._papers(problems, files)]

    def _papers(self, problems: Sequence[Problem], files: Received) -> Iterator[ItemView]:
        said = {one.pointer: one.message.get(current(), one.message["vi"]) for one in problems}
        for one in self.components:
            facts = [FileFact(name, size, kind, key) for key, name, size, kind in files.get(one.id, [])]
            problem = said.get(f"/components/{one.id}", "")
            yield replace(paper(ComponentDue(one, True, {}), (), problem, facts, current()), widget="files")

    def receive(self, component: Component, upload: UploadedFile) -> tuple[list[Any] | None, Problem | None]:
        """Store one upload: (what is known of it, None), or (None, the refusal)."""
        limits = storage.Limits(frozenset(component.accept), component.largest_file)
        try:
            file = storage.receive(upload, limits=limits)
        except FileRefused as refused:
            sentences = {code: f"{upload.name}: {text}" for code, text in refused.sentences.items()}
            return None, Problem(f"/components/{component.id}", f"file.{refused.code}", sentences)
        return [file.public_id, file.name, file.size, file.kind], None

    def kept(self, token: str) -> Received:
        """The files received by earlier requests of this answer, from its signed note; none when it is not ours."""
        try:
            note = signing.loads(token, salt=SALT, max_age=LASTS_SECONDS)
        except signing.BadSignature:
            return {}
        return note["files"] if note["dossier"] == self.dossier.public_id else {}

    def gone(self, files: Received) -> list[Problem]:
        """Take out of ``files`` those the store no longer has for this answer; a sentence at each paper."""
        given = [one[0] for kept in files.values() for one in kept]
        here = storage.claimable(given)
        problems = []
        for component, kept in files.items():
            names = [one[1] for one in kept if one[0] not in here]
            problems += [_gone(component, name) for name in names]
            files[component] = [one for one in kept if one[0] in here]
        return problems

    def note(self, files: Received) -> str:
        """A signed note of the files received so far, to travel with the form."""
        return signing.dumps({"dossier": self.dossier.public_id, "files": files}, salt=SALT)


def without(files: Received, action: str) -> Received:
    """The files without the one a remove button named (``remove:component.map:<id>``)."""
    parts = action.split(":")
    if len(parts) != 3 or parts[0] != "remove":
        return files
    component = parts[1].removeprefix("component.")
    return {
        name: [one for one in kept if (name, one[0]) != (component, parts[2])] for name, kept in files.items()
    }


def _gone(component: str, name: str) -> Problem:
    sentences = {
        "vi": f"{name}: tệp này được tải lên quá lâu nên không còn. Hãy tải tệp lên lại.",
        "en": f"{name}: this file was uploaded too long ago and is gone. Upload it again.",
    }
    return Problem(f"/components/{component}", "file.gone", sentences)


def unshown(item: ItemView) -> ItemView:
    """A control that is always drawn: what was asked stands there, whatever a rule would hide."""
    return replace(item, shown=True, condition="")
