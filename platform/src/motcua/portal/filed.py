"""What somebody filed, shown to them again: the answers page by page, and the files they sent."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from forms_schema.forms import SummaryPage

from motcua.dossiers import gathering
from motcua.dossiers import reads as dossiers
from motcua.ground.errors import KeyDestroyed
from motcua.people.actor import Actor
from motcua.portal.language import current, said

RESULT = "result:"


@dataclass(frozen=True)
class Filed:
    """One dossier as its applicant filed it, supplements included."""

    actor: Actor
    dossier: Any

    @cached_property
    def pages(self) -> list[SummaryPage]:
        """The answers as they are now; none once the owner's data was erased."""
        try:
            answers = dossiers.answers(self.actor, self.dossier.public_id).now
        except KeyDestroyed:
            return []
        form = gathering.form_for(self.dossier.version.loaded())
        return form.summary(answers, gathering.situation(self.dossier), current())

    @cached_property
    def papers(self) -> list[tuple[str, Any]]:
        """(name of the paper, row of its file), in the order they came."""
        names = {one.id: said(one.name) for one in self.dossier.version.loaded().components}
        rows = self.dossier.files.filter(file__isnull=False).exclude(component__startswith=RESULT)
        return [(names.get(row.component, ""), row) for row in rows.select_related("file").order_by("pk")]

    def file(self, public_id: str) -> Any:
        """One of the files sent, None when there is no such."""
        return next((row.file for _name, row in self.papers if row.public_id == public_id), None)


def results(dossier: Any) -> list[Any]:
    """The rows of the files of the result."""
    rows = dossier.files.filter(component__startswith=RESULT, file__isnull=False)
    return list(rows.select_related("file").order_by("pk"))
