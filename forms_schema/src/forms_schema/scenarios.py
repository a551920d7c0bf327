"""Running the examples of a procedure: what was expected, what came out.

A scenario states only what it wants to see; what it does not mention is not compared.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Any

from forms_schema.calendars import WorkingCalendar
from forms_schema.components import ComponentDue, required_components
from forms_schema.conditions import Facts
from forms_schema.deadlines import Due, TimedEvent, due, rule_for, supplement_due
from forms_schema.fees import Quote, quote
from forms_schema.forms import FileFact, Form, form_of
from forms_schema.forms.evaluation import Evaluation
from forms_schema.model import Procedure, Step
from forms_schema.problems import FormsSchemaError, Problem
from forms_schema.registry import DEFAULT_REGISTRY, Registry
from forms_schema.situation import Situation

_FILE_SIZE = 1000


@dataclass(frozen=True)
class Failure:
    """One expectation that was not met; ``pointer`` is relative to the scenario.

    ``params`` hold ``expected`` and ``got`` (as text), and ``actual`` (the value as an expectation would write
    it) or ``why`` (the refusal, when nothing could be worked out).
    """

    pointer: str
    message: Mapping[str, str]
    params: Mapping[str, Any]


@dataclass(frozen=True)
class ScenarioResult:
    """What came of one scenario."""

    scenario: str
    title: Mapping[str, str]
    failures: tuple[Failure, ...]

    @property
    def passed(self) -> bool:
        """Whether everything came out as expected."""
        return not self.failures


def run(
    procedure: Procedure,
    scenario: Mapping[str, Any],
    calendar: WorkingCalendar,
    registry: Registry = DEFAULT_REGISTRY,
) -> ScenarioResult:
    """Play the scenario and compare; an error of the package is a failure, not an exception."""
    outcome = Outcome(procedure, scenario, calendar, registry)
    failures = [
        failure for key, wanted in scenario["expect"].items() for failure in _compare(outcome, key, wanted)
    ]
    return ScenarioResult(scenario["id"], scenario["title"], tuple(failures))


def situation_of(procedure: Procedure, scenario: Mapping[str, Any]) -> Situation:
    """The scenario's situation; without a day it is that of the first event, else the first day in force."""
    written = scenario["situation"]
    first = min(
        (event["at"][:10] for event in scenario["events"]), default=procedure.in_force.from_.isoformat()
    )
    on = date.fromisoformat(written.get("on", first))
    return Situation(written["case"], on, written["channel"], written["place"], written["applicant"])


def events_of(scenario: Mapping[str, Any]) -> list[TimedEvent]:
    """The scenario's events with civil times."""
    return [
        TimedEvent(
            event["event"],
            datetime.fromisoformat(event["at"]),
            date.fromisoformat(event["date"]) if "date" in event else None,
            event.get("reason"),
        )
        for event in scenario["events"]
    ]


class Outcome:
    """Everything a scenario can ask for, worked out when it is asked."""

    def __init__(
        self, procedure: Procedure, scenario: Mapping[str, Any], calendar: WorkingCalendar, registry: Registry
    ) -> None:
        self.procedure = procedure
        self.scenario = scenario
        self.calendar = calendar
        self.registry = registry
        self.situation = situation_of(procedure, scenario)
        self.answers: Mapping[str, Any] = scenario["answers"]

    @cached_property
    def form(self) -> Form:
        """The compiled form."""
        return form_of(self.procedure, self.registry)

    @cached_property
    def evaluation(self) -> Evaluation:
        """Which fields are asked, required, computed."""
        return self.form.evaluate(self.answers, self.situation)

    @cached_property
    def quote(self) -> Quote:
        """The fee lines."""
        return quote(self.procedure, self.evaluation.values, self.situation)

    @cached_property
    def due(self) -> Due:
        """The dates and the verdict."""
        rule = rule_for(self.procedure, self.situation)
        values = self.evaluation.values
        events = events_of(self.scenario)
        return due(
            rule, events, self.calendar, situation=self.situation, values=values, rules=self.procedure.rules
        )

    def visible(self) -> set[str]:
        """The fields asked."""
        return set(self.evaluation.visible)

    def required(self) -> list[str]:
        """The fields that must be answered."""
        return sorted(self.evaluation.required)

    def problems(self) -> list[Problem]:
        """What is wrong with the answers, the papers (when the scenario names files) and the events."""
        files = self.scenario.get("files")
        facts = {
            name: [FileFact(f"{name}-{n}.pdf", _FILE_SIZE, "pdf") for n in range(count)]
            for name, count in (files or {}).items()
        }
        found = self.form.problems(self.answers, self.situation, None if files is None else facts)
        return [*found, *(self.due.problems if self.scenario["events"] else ())]

    @cached_property
    def components_due(self) -> list[ComponentDue]:
        """The papers that apply, with the reason."""
        return required_components(self.procedure, self.evaluation.values, self.situation)

    def components(self) -> list[dict[str, Any]]:
        """The papers that apply, with what the document says of each."""
        return [
            {
                "id": each.component.id,
                "required": each.required,
                "originals": each.component.originals,
                "copies": each.component.copies,
                "max_mb": each.component.max_mb,
                "max_files": each.component.max_files,
            }
            for each in self.components_due
        ]

    def supplement_until(self) -> str | None:
        """The last day for the supplement asked for last."""
        asked = [event for event in events_of(self.scenario) if event.name == "supplement_requested"]
        rule = rule_for(self.procedure, self.situation)
        last = supplement_due(rule, max(event.at for event in asked), self.calendar) if asked else None
        return _iso(last)

    def route(self) -> list[str]:
        """The steps a dossier takes when every rule decides as written; each step at most once."""
        return [step.id for step in self._steps()]

    def shares(self) -> list[dict[str, Any]]:
        """The time share of each step on the route."""
        return [{"id": step.id, **(step.share or {})} for step in self._steps() if step.share]

    def _steps(self) -> list[Step]:
        facts = Facts(self.situation, self.evaluation.values, self.procedure.rules)
        steps = {step.id: step for step in self.procedure.steps}
        way = [self.procedure.steps[0]]
        while not way[-1].end:
            onward = next((w.to for w in way[-1].next if w.when is None or facts.holds(w.when)), None)
            if onward is None or steps[onward] in way:
                break
            way.append(steps[onward])
        return way


def _iso(day: date | datetime | None) -> str | None:
    if isinstance(day, datetime):
        return day.isoformat(timespec="minutes")
    return day.isoformat() if day else None


_ACTUAL: Mapping[str, Callable[[Outcome], Any]] = {
    "required": Outcome.required,
    "total": lambda outcome: outcome.quote.total,
    "fees": lambda outcome: [{"id": line.id, "amount": line.amount} for line in outcome.quote.lines],
    "due": lambda outcome: _iso(outcome.due.due),
    "due_at": lambda outcome: _iso(outcome.due.due_at),
    "legal_due": lambda outcome: _iso(outcome.due.legal_due),
    "verdict": lambda outcome: outcome.due.verdict,
    "supplement_until": Outcome.supplement_until,
    "route": Outcome.route,
    "shares": Outcome.shares,
}


def _compare(outcome: Outcome, key: str, wanted: Any) -> list[Failure]:
    try:
        actual = _actual(outcome, key, wanted)
    except FormsSchemaError as error:
        why = error.problems[0].message
        return [_failure(key, wanted, why, {"why": why})]
    except (LookupError, ValueError, ArithmeticError) as error:
        why = {"vi": str(error), "en": str(error)}
        return [_failure(key, wanted, why, {"why": why})]
    wanted = sorted(wanted) if key == "required" else wanted
    if actual == wanted:
        return []
    shown = {"vi": _shown(actual), "en": _shown(actual)}
    return [_failure(key, wanted, shown, {"actual": actual})]


def _actual(outcome: Outcome, key: str, wanted: Any) -> Any:
    if key == "visible":
        return [name for name in wanted if name in outcome.visible()]
    if key == "hidden":
        return [name for name in wanted if name not in outcome.visible()]
    if key == "problems":
        found = outcome.problems()
        return _like(
            wanted,
            [{"pointer": p.pointer, "code": p.code} for p in found if p.severity == "error" or _of_events(p)],
        )
    if key == "components":
        return _like(wanted, outcome.components())
    return _ACTUAL[key](outcome)


def _of_events(problem: Problem) -> bool:
    return problem.code.startswith("deadline.")


def _like(wanted: list[Mapping[str, Any]], actual: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """What came out, told in no more detail than was asked; both in the order of what was wanted."""
    rest = list(actual)
    found: list[dict[str, Any]] = []
    for want in wanted:
        match = next((each for each in rest if all(each.get(k) == v for k, v in want.items())), None)
        if match is not None:
            rest.remove(match)
            found.append(dict(want))
    return [*found, *rest]


def _failure(key: str, wanted: Any, got: Mapping[str, str], more: Mapping[str, Any]) -> Failure:
    message = {
        "vi": f"Mong đợi {key} là {_shown(wanted)}, nhưng được: {got['vi']}. Hãy sửa thủ tục hoặc kịch bản.",
        "en": f"Expected {key} to be {_shown(wanted)}, got: {got['en']}. Mend the procedure or the scenario.",
    }
    return Failure(f"/expect/{key}", message, {"expected": wanted, "got": got["en"], **more})


def _shown(value: Any) -> str:
    if isinstance(value, list):
        return "[" + ", ".join(_shown(item) for item in value) + "]"
    if isinstance(value, Mapping):
        return " ".join(str(item) for item in value.values())
    return "–" if value is None else str(value)
