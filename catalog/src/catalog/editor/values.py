"""Reading what was posted for one control into the value the document holds.

A reader gets the posted data and the name of the control. It answers with a value or ABSENT, and raises
BadInput with a sentence when it cannot read what was typed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from catalog.editor.parts import ABSENT, Control, Document

Posted = Mapping[str, Any]
Reader = Callable[[Posted, str, Control, Document], Any]

_AMOUNT = re.compile(r"^[0-9]{1,4}([.,][0-9]{1,2})?$")
#: Plain digits, or groups of three: "2,5" is no whole number and must never be read as 25.
_WHOLE = re.compile(r"^-?([0-9]{1,13}|[0-9]{1,3}([ .,][0-9]{3}){1,4})$")
_DECIMAL = re.compile(r"^-?[0-9]{1,12}([.,][0-9]{1,6})?$")
_TIME = re.compile(r"^([01]\d|2[0-3]):[0-5]\d$")


class BadInput(ValueError):
    """What was typed cannot be read; the argument is a sentence that says what to type instead."""


def typed(posted: Posted, name: str) -> str:
    """The last value posted under ``name``, without spaces around it."""
    return str(posted.get(name) or "").strip()


def read(posted: Posted, name: str, control: Control, document: Document) -> Any:
    """The value of ``control``; ABSENT when it is optional and was left empty."""
    value = READERS[control.kind](posted, name, control, document)
    if value is ABSENT and not control.optional:
        raise BadInput(_("“%(label)s” must not be empty.") % {"label": control.label})
    return value


def _pair(posted: Posted, name: str, control: Control, document: Document) -> Any:
    texts = {language: typed(posted, f"{name}.{language}") for language in ("vi", "en")}
    kept = {language: text.replace("\r\n", "\n") for language, text in texts.items() if text}
    if kept and "vi" not in kept:
        raise BadInput(_("Write “%(label)s” in Vietnamese first.") % {"label": control.label})
    return kept or ABSENT


def _line(posted: Posted, name: str, control: Control, document: Document) -> Any:
    return typed(posted, name).replace("\r\n", "\n") or ABSENT


def _lines(posted: Posted, name: str, control: Control, document: Document) -> Any:
    lines = [line.strip() for line in typed(posted, name).splitlines() if line.strip()]
    return lines or (ABSENT if control.optional else [])


def _whole(posted: Posted, name: str, control: Control, document: Document) -> Any:
    text = typed(posted, name)
    if not text:
        return ABSENT
    if not _WHOLE.match(text):
        raise BadInput(_("“%(label)s” must be a whole number, for example 12.") % {"label": control.label})
    return int(re.sub(r"[ .,]", "", text))


def _decimal(posted: Posted, name: str, control: Control, document: Document) -> Any:
    text = typed(posted, name)
    if text and not _DECIMAL.match(text):
        raise BadInput(_("“%(label)s” must be a number, for example 2,5.") % {"label": control.label})
    return text.replace(",", ".") or ABSENT


def _amount(posted: Posted, name: str, control: Control, document: Document) -> Any:
    text = typed(posted, name)
    if not text:
        return ABSENT
    if not _AMOUNT.match(text):
        raise BadInput(_("“%(label)s” must be a number, for example 10 or 2,5.") % {"label": control.label})
    return int(text) if text.isdigit() else text.replace(",", ".")


def _date(posted: Posted, name: str, control: Control, document: Document) -> Any:
    text = typed(posted, name)
    if not text:
        return ABSENT
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        raise BadInput(_("“%(label)s” must be a date.") % {"label": control.label}) from None


def _last_day(posted: Posted, name: str, control: Control, document: Document) -> Any:
    value = _date(posted, name, control, document)
    return None if value is ABSENT else value


def _time(posted: Posted, name: str, control: Control, document: Document) -> Any:
    text = typed(posted, name)[:5]
    if text and not _TIME.match(text):
        raise BadInput(_("“%(label)s” must be a time, for example 15:00.") % {"label": control.label})
    return text or ABSENT


def _tick(posted: Posted, name: str, control: Control, document: Document) -> Any:
    ticked = typed(posted, name) == "on"
    return ticked if ticked or not control.optional else ABSENT


def _choice(posted: Posted, name: str, control: Control, document: Document) -> Any:
    value = typed(posted, name)
    if value and value not in dict(control.choices(document)):
        raise BadInput(_("Choose “%(label)s” from the list.") % {"label": control.label})
    return value or ABSENT


def _sector(posted: Posted, name: str, control: Control, document: Document) -> Any:
    """Code and name together, as the catalogue has them; the document's own words while the code is the same."""
    from catalog.models import Sector

    code = _choice(posted, name, control, document)
    own = document.get("sector") or {}
    if code in (ABSENT, own.get("code")):
        return own or ABSENT
    chosen = Sector.objects.get(code=code)
    english = {"en": chosen.name_en} if chosen.name_en else {}
    return {"code": chosen.code, "name": {"vi": chosen.name_vi, **english}}


def _ticks(posted: Posted, name: str, control: Control, document: Document) -> Any:
    chosen = posted.getlist(name) if hasattr(posted, "getlist") else list(posted.get(name, ()))
    values = [value for value, _label in control.choices(document) if value in chosen]
    return values or (ABSENT if control.optional else [])


def _object(posted: Posted, name: str, control: Control, document: Document) -> Any:
    entered = any(_entered(posted, f"{name}.{part.key}") for part in control.columns)
    if control.optional and not entered:
        return ABSENT
    values = {part.key: read(posted, f"{name}.{part.key}", part, document) for part in control.columns}
    return {key: value for key, value in values.items() if value is not ABSENT}


def _entered(posted: Posted, name: str) -> bool:
    """Is anything typed below this name? Lists to choose from always hold something, so they do not count."""
    inside = [key for key in posted if key == name or key.startswith(f"{name}.")]
    return any(typed(posted, key) for key in inside if not key.endswith((".unit", ".on_expiry")))


def _rows(posted: Posted, name: str, control: Control, document: Document) -> Any:
    said = typed(posted, f"{name}.rows")
    count = min(int(said), 500) if re.fullmatch(r"[0-9]{1,4}", said) else 0
    row = Control(control.key, "object", control.label, columns=control.columns)
    rows = [_object(posted, f"{name}.{number}", row, document) for number in range(count)]
    spare = typed(posted, "drop")
    if re.fullmatch(r"[0-9]{1,4}", spare) and int(spare) < len(rows):
        del rows[int(spare)]
    if typed(posted, "more"):
        rows.append(dict(control.blank or {}))
    return rows or (ABSENT if control.optional else [])


READERS: dict[str, Reader] = {
    "pair": _pair,
    "long_pair": _pair,
    "line": _line,
    "long_line": _line,
    "lines": _lines,
    "whole": _whole,
    "money": _whole,
    "decimal": _decimal,
    "amount": _amount,
    "date": _date,
    "last_day": _last_day,
    "time": _time,
    "tick": _tick,
    "choice": _choice,
    "sector": _sector,
    "ticks": _ticks,
    "object": _object,
    "rows": _rows,
}
