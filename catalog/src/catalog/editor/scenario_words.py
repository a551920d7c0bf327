"""What a scenario expected and what came out, in words; and the operation that expects the new result."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from catalog.editor.binding import Look
from catalog.editor.conditions.words import field_options
from catalog.editor.panels.fees import money
from catalog.editor.panels.shared import titled
from catalog.editor.parts import Document, text_in
from catalog.editor.words import UNITS, Options, label_of

EXPECTED: dict[str, Any] = {
    "visible": _("questions asked"),
    "hidden": _("questions not asked"),
    "required": _("questions required"),
    "problems": _("problems"),
    "components": _("papers"),
    "fees": _("fee lines"),
    "total": _("total to pay"),
    "due": _("due date"),
    "due_at": _("due time"),
    "legal_due": _("legal due date"),
    "supplement_until": _("last day for the supplement"),
    "verdict": _("verdict"),
    "route": _("route"),
    "shares": _("shares of the time"),
}
VERDICTS: Options = (
    ("early", _("early")),
    ("on_time", _("on time")),
    ("overdue", _("overdue")),
    ("open", _("not finished")),
)
PROBLEMS: Options = (
    ("required", _("not answered")),
    ("too_few", _("too few")),
    ("too_many", _("too many")),
    ("too_long", _("too long")),
    ("too_short", _("too short")),
    ("too_large", _("too large")),
    ("too_small", _("too small")),
    ("component_missing", _("the paper is missing")),
    ("deadline.extension_late", _("extended too late")),
    ("deadline.extension_max", _("extended too often")),
    ("deadline.supplement_too_often", _("a supplement was asked for too often")),
)
#: Lists of questions say nothing when they are empty.
NEVER_EMPTY = ("visible", "hidden")


def mismatch(key: str, params: Mapping[str, Any], look: Look) -> str:
    """One sentence: what was expected and what is the case now. It begins with a small letter."""
    what = str(EXPECTED.get(key, key))
    if "actual" not in params:
        why = params.get("why", {})
        return gettext("the %(what)s cannot be worked out: %(why)s") % {
            "what": what,
            "why": text_in(why, look.language) or params.get("got", ""),
        }
    wanted, actual = params["expected"], params["actual"]
    if isinstance(wanted, list) and isinstance(actual, list):
        return _lists(what, key, wanted, actual, look)
    words = {"what": what, "wanted": said(key, wanted, look), "actual": said(key, actual, look)}
    return gettext("expected the %(what)s %(wanted)s, now it is %(actual)s") % words


def _lists(what: str, key: str, wanted: list[Any], actual: list[Any], look: Look) -> str:
    gone = [said(key, one, look) for one in wanted if one not in actual]
    come = [said(key, one, look) for one in actual if one not in wanted]
    if not gone and not come:
        return gettext("the %(what)s come in another order") % {"what": what}
    parts = [gettext("missing: %s") % "; ".join(gone)] if gone else []
    parts += [gettext("not expected: %s") % "; ".join(come)] if come else []
    return f"{what} – {', '.join(parts)}"


def said(key: str, value: Any, look: Look) -> str:
    """One expected or actual value in words."""
    if value is None:
        return gettext("none")
    speak = _SPOKEN.get(key)
    return speak(value, look) if speak else str(value)


def _day(value: str, look: Look) -> str:
    return date.fromisoformat(value).strftime("%d/%m/%Y")


def _moment(value: str, look: Look) -> str:
    return datetime.fromisoformat(value).strftime("%H:%M %d/%m/%Y")


def _question(value: str, look: Look) -> str:
    return str(dict(field_options(look.document)).get(value, value))


def _part(value: str, holder: str, look: Look) -> str:
    found = next((one for one in look.document.get(holder, []) if one["id"] == value), None)
    return titled(found, look.language) if found else value


def _fee(value: Mapping[str, Any], look: Look) -> str:
    return f"{_part(value['id'], 'fees', look)} {money(value.get('amount'))}"


def _paper(value: Mapping[str, Any], look: Look) -> str:
    name = _part(value["id"], "components", look)
    if "required" not in value:
        return name
    return f"{name} ({gettext('required') if value['required'] else gettext('not required')})"


def _share(value: Mapping[str, Any], look: Look) -> str:
    name = _part(value["id"], "steps", look)
    return f"{name} {value.get('amount')} {label_of(UNITS, value.get('unit'))}"


def _problem(value: Mapping[str, Any], look: Look) -> str:
    code, pointer = value["code"], value.get("pointer", "")
    checks = {f"check.{one['id']}": one["message"] for one in look.document.get("checks", [])}
    words = (
        text_in(checks[code], look.language)
        if code in checks
        else label_of(PROBLEMS, code.rpartition("value.")[2])
    )
    parts = pointer.split("/")[1:]
    where = _question(parts[1], look) if parts[:1] == ["answers"] and len(parts) > 1 else ""
    return f"{where}: {words}" if where else words


_SPOKEN: dict[str, Callable[[Any, Look], str]] = {
    "visible": _question,
    "hidden": _question,
    "required": _question,
    "problems": _problem,
    "components": _paper,
    "fees": _fee,
    "total": lambda value, look: money(value),
    "due": _day,
    "due_at": _moment,
    "legal_due": _day,
    "supplement_until": _day,
    "verdict": lambda value, look: label_of(VERDICTS, value),
    "route": lambda value, look: _part(value, "steps", look),
    "shares": _share,
}


# --- the new result as the expectation -------------------------------------------------------------------


def takeable(key: str, params: Mapping[str, Any]) -> bool:
    """Whether what came out can be written down as an expectation."""
    actual = params.get("actual")
    if actual is None or (key in NEVER_EMPTY and actual == []):
        return False
    return key != "fees" or all(one["amount"] is not None for one in actual)


def expectation(key: str, params: Mapping[str, Any]) -> Any:
    """What came out, as an expectation: of papers, what is not said is left out."""
    actual = params["actual"]
    if key != "components":
        return actual
    asked = {name for one in params["expected"] for name in one} | {"id", "required"}
    return [{name: one[name] for name in one if name in asked and one[name] is not None} for one in actual]


def failing_key(pointer: str) -> str:
    """Which expectation a pointer ``…/expect/KEY`` is about; nothing when about none."""
    above, _slash, key = pointer.rpartition("/")
    return key if above.endswith("/expect") and key in EXPECTED else ""


def scenario_at(document: Document, pointer: str) -> Mapping[str, Any] | None:
    """The scenario a JSON pointer leads into."""
    parts = pointer.split("/")
    scenarios = document.get("scenarios", [])
    if parts[1:2] != ["scenarios"] or len(parts) < 3 or not parts[2].isdigit():
        return None
    return scenarios[int(parts[2])] if int(parts[2]) < len(scenarios) else None
