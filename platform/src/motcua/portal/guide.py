"""What a procedure asks of people, case by case, in plain words: the contents of its public page."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from forms_schema.calendars import WorkingCalendar
from forms_schema.deadlines import NoSingleRule, rule_for
from forms_schema.fees import Fee
from forms_schema.fees.wording import number
from forms_schema.labels import condition_words, in_words

from forms_schema import Component, Procedure, Situation
from motcua.ground import clock
from motcua.ground.formats import day, money
from motcua.portal import promise, words
from motcua.portal.language import current, said

MOST_EXAMPLES = 4


@dataclass(frozen=True)
class Paper:
    """One paper of a case; ``condition`` says when.

    ``needed`` is always, one_of (several of which one is enough), sometimes, optional, shown or note.
    """

    name: str
    needed: str
    condition: str
    amount: str
    replaced: str
    template_url: str
    note: str


@dataclass(frozen=True)
class Period:
    """How long it takes in one class of place, and the date if the dossier were taken in now."""

    place: str
    parts: tuple[tuple[str, str], ...]
    due: date | None
    due_at: Any
    provisional: bool
    day_off: str


@dataclass(frozen=True)
class Price:
    """One fee or charge in words."""

    name: str
    ledger: str
    amount: str
    condition: str
    reductions: tuple[str, ...]
    pay_at: str


@dataclass(frozen=True)
class Guide:
    """Everything a case asks for. ``alternatives`` lists papers of which one is enough."""

    papers: tuple[Paper, ...]
    alternatives: tuple[tuple[str, ...], ...]
    periods: tuple[Period, ...]
    prices: tuple[Price, ...]
    examples: tuple[tuple[str, int], ...]


def guide(procedure: Procedure, case: str, working: WorkingCalendar) -> Guide:
    """The guide for one case of the procedure, as it stands today; asks the database nothing."""
    fitting = [one for one in procedure.components if _fits(one.applies, case)]
    return Guide(
        papers=tuple(_paper(procedure, one) for one in fitting),
        alternatives=tuple(_alternatives(fitting)),
        periods=tuple(_periods(procedure, case, working)),
        prices=tuple(_prices(procedure, case)),
        examples=tuple(_examples(procedure, case)),
    )


def _fits(selector: Mapping[str, Any] | None, case: str) -> bool:
    """Whether a selector lets the case through on this day, for some channel, place and applicant."""
    known, today = selector or {}, clock.today().isoformat()
    in_time = known.get("from", "") <= today <= known.get("to", "9999")
    return in_time and case in known.get("case", [case])


def _paper(procedure: Procedure, component: Component) -> Paper:
    source = (component.replaced_by or {}).get("source", "")
    return Paper(
        name=said(component.name),
        needed=_needed(component),
        condition=_condition(procedure, component.applies, component.when, component.required),
        amount=_amount(component),
        replaced=str(words.SOURCES.get(source, source)),
        template_url=component.template_url or "",
        note=said(component.note),
    )


def _needed(component: Component) -> str:
    if component.kind != "submit":
        return "shown" if component.kind == "show" else "note"
    if component.required is False:
        return "optional"
    conditional = component.when is not None or component.required is not True
    return "sometimes" if conditional else "one_of" if component.group else "always"


def _condition(procedure: Procedure, applies: Mapping[str, Any] | None, *rules: Any) -> str:
    rest = {name: value for name, value in (applies or {}).items() if name not in ("case", "from", "to")}
    return condition_words(procedure, rest, *(one for one in rules if isinstance(one, Mapping)))[current()]


def _amount(component: Component) -> str:
    counted = []
    if component.originals:
        counted.append(
            ngettext("%(n)s original", "%(n)s originals", component.originals) % {"n": component.originals}
        )
    if component.copies:
        counted.append(ngettext("%(n)s copy", "%(n)s copies", component.copies) % {"n": component.copies})
    return ", ".join(counted)


def _alternatives(components: Iterable[Component]) -> Iterable[tuple[str, ...]]:
    groups: dict[str, list[str]] = {}
    for one in components:
        if one.group:
            groups.setdefault(one.group, []).append(said(one.name))
    return (tuple(names) for names in groups.values() if len(names) > 1)


def _periods(procedure: Procedure, case: str, working: WorkingCalendar) -> Iterable[Period]:
    several = len(procedure.places) > 1
    for place in procedure.places:
        situation = Situation(case, clock.today(), procedure.channels[0], place, procedure.applicants[0])
        try:
            rule = rule_for(procedure, situation)
            found = promise.if_received_now(procedure, situation, working)
        except NoSingleRule:
            continue
        yield Period(
            place=str(words.PLACES[place]) if several else "",
            parts=tuple(promise.in_words(rule, situation, current())),
            due=found.due,
            due_at=found.due_at,
            provisional=found.provisional,
            day_off=_day_off(working),
        )


def _day_off(working: WorkingCalendar) -> str:
    """Why nothing is returned today, when today is a day off; empty on a working day."""
    if working.is_working(clock.today()):
        return ""
    names = [said(entry.name) for entry in working.reasons(clock.today()) if entry.kind == "off"]
    if not names:
        return _("Today is a day off.")
    return _("Today is a day off (%(name)s).") % {"name": names[-1]}


def _prices(procedure: Procedure, case: str) -> Iterable[Price]:
    for fee, written in zip(procedure.fees, procedure.document["fees"], strict=True):
        if _fits(written.get("applies"), case) and _fits(written, case):
            yield Price(
                name=said(fee.name),
                ledger=_ledger(fee),
                amount=_amount_of(procedure, fee),
                condition=_condition(procedure, written.get("applies"), fee.when),
                reductions=tuple(_relief_in_words(one) for one in _relief(written, case)),
                pay_at=str(words.PAY_AT[fee.pay_at]),
            )


def _ledger(fee: Fee) -> str:
    """Phí or lệ phí; nothing where the name says so already."""
    word = str(words.LEDGERS.get(fee.ledger, fee.ledger))
    return "" if said(fee.name).casefold().startswith(word.casefold()) else word


def _relief(written: Mapping[str, Any], case: str) -> Iterable[Mapping[str, Any]]:
    """Reductions and exemptions that can apply today."""
    reductions = [one for one in written.get("reductions", ()) if _fits(one, case)]
    return [*(one for one in reductions if _fits(one.get("applies"), case)), *written.get("exemptions", ())]


def _relief_in_words(one: Mapping[str, Any]) -> str:
    """Its name with how much less is paid and until when: “… (50 % less, until 31/12/2026)”."""
    facts = []
    if Decimal(one.get("percent", 100)) < 100:
        facts.append(_("%(percent)s %% less") % {"percent": number(Decimal(one["percent"]), current())})
    if "amount" in one:
        facts.append(_("%(sum)s less") % {"sum": money(one["amount"])})
    if one.get("to"):
        facts.append(_("until %(day)s") % {"day": day(date.fromisoformat(one["to"]))})
    return f"{said(one['name'])} ({', '.join(facts)})" if facts else said(one["name"])


def _amount_of(procedure: Procedure, fee: Fee) -> str:
    unit = str(words.UNITS[fee.per])
    if fee.amount.fixed is not None:
        return f"{money(fee.amount.fixed)} {unit}"
    if not fee.amount.steps:
        return _("worked out from your answers, %(unit)s") % {"unit": unit}
    most = [_("at most %(sum)s %(unit)s") % {"sum": money(fee.cap), "unit": unit}] if fee.cap else []
    return "; ".join([*_steps(procedure, fee), *most])


def _steps(procedure: Procedure, fee: Fee) -> Iterable[str]:
    """Each step with its bounds: "trang 1–2: 2.000 đ mỗi trang"; without a unit, what is counted stands there."""
    counted = said(_unit(procedure, fee.amount.by)) or in_words(procedure, fee.amount.by)[current()]
    firsts = [one.first for one in fee.amount.steps]
    for step, after in zip(fee.amount.steps, [*firsts[1:], None], strict=True):
        last = after - 1 if after else None
        words = {"what": counted, "first": step.first, "last": last, "each": money(step.each)}
        if last is None:
            yield _("%(what)s %(first)s and on: %(each)s each") % words
        elif last == step.first:
            yield _("%(what)s %(first)s: %(each)s") % words
        else:
            yield _("%(what)s %(first)s–%(last)s: %(each)s each") % words


def _unit(procedure: Procedure, rule: Any) -> Mapping[str, str] | None:
    """The unit of the question a rule reads directly, if it has one."""
    path = rule.get("var") if isinstance(rule, Mapping) else None
    properties = procedure.document["form"]["data"]["properties"]
    field = properties.get(path[0], {}) if path and len(path) == 1 else {}
    found: Mapping[str, str] | None = field.get("x-field", {}).get("unit")
    return found


def _examples(procedure: Procedure, case: str) -> Iterable[tuple[str, int]]:
    """Scenarios of the procedure that name a total: examples that publishing has checked."""
    found = [
        (said(one["title"]), int(one["expect"]["total"]))
        for one in procedure.scenarios
        if one["situation"]["case"] == case and one["expect"].get("total")
    ]
    return found[:MOST_EXAMPLES]
