"""A try of the draft: a situation and answers kept in the administrator's session, nowhere else."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Any

from django.utils.translation import gettext as _
from forms_schema.deadlines import TimedEvent, due, rule_for
from forms_schema.fees import quote
from forms_schema.forms import Form, form_of
from forms_schema.problems import FormsSchemaError

from catalog.editor import words
from catalog.editor.conditions.words import field_options
from catalog.editor.ops import free_id, ids_in
from catalog.editor.panels.fees import money
from catalog.editor.panels.shared import cases
from catalog.models import Procedure
from catalog.reads import working_calendar
from catalog.registry import clock, schema_registry
from forms_schema import Situation, load

KEY = "catalog-try"
DIMENSIONS = ("case", "channel", "place", "applicant")
RECEIVED_AT = time(9, 0)


@dataclass
class Try:
    """One administrator's try of one draft."""

    procedure: Procedure
    chosen: dict[str, str]
    answers: dict[str, Any] = field(default_factory=dict)

    @classmethod
    def of(cls, procedure: Procedure, request: Any) -> Try:
        """The try kept in the session, with the situation changed by the address (``?case=…``)."""
        kept = request.session.get(KEY, {}).get(str(procedure.pk), {})
        attempt = cls(procedure, dict(kept.get("chosen", {})), dict(kept.get("answers", {})))
        for name, options in attempt.dimensions().items():
            wanted = request.GET.get(name) or attempt.chosen.get(name)
            attempt.chosen[name] = wanted if wanted in dict(options) else options[0][0]
        return attempt

    def keep(self, request: Any) -> None:
        """Put the try into the session."""
        tries = request.session.get(KEY, {})
        tries[str(self.procedure.pk)] = {"chosen": self.chosen, "answers": self.answers}
        request.session[KEY] = tries

    def dimensions(self) -> dict[str, words.Options]:
        """What can be chosen, as the draft has it."""
        document = self.procedure.definition
        return {
            "case": cases(document),
            "channel": _used(words.CHANNELS, document["channels"]),
            "place": _used(words.PLACES, document.get("places") or ["standard"]),
            "applicant": _used(words.APPLICANTS, document["applicants"]),
        }

    def switches(self, language: str) -> list[dict[str, Any]]:
        """The choices as the template draws them."""
        labels = {
            "case": _("Case"),
            "channel": _("Channel"),
            "place": _("Place"),
            "applicant": _("Applicant"),
        }
        return [
            {
                "name": name,
                "label": labels[name],
                "options": [(k, text, k == self.chosen[name]) for k, text in options],
            }
            for name, options in self.dimensions().items()
        ]

    @property
    def situation(self) -> Situation:
        """The situation of the try, received today."""
        return Situation(
            self.chosen["case"],
            clock.today(),
            self.chosen["channel"],
            self.chosen["place"],
            self.chosen["applicant"],
        )

    def form(self) -> Form:
        """The compiled form of the draft."""
        registry = schema_registry.current()
        return form_of(load(self.procedure.definition, registry), registry)

    def outcome(self, language: str) -> dict[str, Any]:
        """Fees and due date if the dossier were received today with these answers."""
        try:
            return self._worked_out(language)
        except FormsSchemaError as refusal:
            return {"problems": [one.message.get(language) or one.message["vi"] for one in refusal.problems]}

    def _worked_out(self, language: str) -> dict[str, Any]:
        loaded = load(self.procedure.definition, schema_registry.current())
        values = self.form().evaluate(self.answers, self.situation).values
        fees = quote(loaded, values, self.situation)
        date_due = due(
            rule_for(loaded, self.situation),
            [
                TimedEvent(name, self._received())
                for name in ("accepted", "fee_paid", "received_by_competent", "postmarked")
            ],
            working_calendar(),
            situation=self.situation,
            values=values,
            rules=loaded.rules,
        )
        lines = [
            {
                "name": line.name.get(language) or line.name["vi"],
                "amount": money(line.amount),
                "why": line.why[language],
            }
            for line in fees.lines
        ]
        return {
            "lines": lines,
            "total": money(fees.total),
            "unknown": bool(fees.unknown),
            "due": date_due.due,
            "provisional": date_due.provisional,
            "why": [one[language] for one in date_due.explanation],
            "answered": len(self.answers),
        }

    def _received(self) -> datetime:
        return datetime.combine(clock.today(), RECEIVED_AT)

    def scenario(self, title: Mapping[str, str]) -> dict[str, Any]:
        """The try as a scenario that expects what comes out now."""
        loaded = load(self.procedure.definition, schema_registry.current())
        seen = self.form().evaluate(self.answers, self.situation)
        moment = self._received().isoformat(timespec="minutes")
        fields = [name for name, _label in field_options(self.procedure.definition)]
        worked_out = self._worked_out("vi")
        expect: dict[str, Any] = {
            "visible": [name for name in fields if name in seen.visible],
            "hidden": [name for name in fields if name not in seen.visible],
            "required": [name for name in fields if name in seen.required],
            "total": quote(loaded, seen.values, self.situation).total,
        }
        if isinstance(worked_out["due"], date):
            expect["due"] = worked_out["due"].isoformat()
        taken = ids_in(self.procedure.definition["scenarios"])
        return {
            "id": free_id(title.get("en") or title["vi"], taken),
            "title": dict(title),
            "situation": dict(self.chosen),
            "answers": self.form().submission(self.answers, self.situation),
            "events": [{"event": name, "at": moment} for name in self._events(loaded)],
            "expect": {name: value for name, value in expect.items() if value != []},
        }

    def _events(self, loaded: Any) -> list[str]:
        begins = {"postmark": "postmarked"}.get(str(rule_for(loaded, self.situation).start))
        start = begins or str(rule_for(loaded, self.situation).start)
        return ["accepted"] if start == "accepted" else ["accepted", start]


def _used(options: words.Options, chosen: Any) -> words.Options:
    return tuple((value, label) for value, label in options if value in chosen)
