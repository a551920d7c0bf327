"""Fees: lines of both ledgers with amounts, tiers, caps, exemptions and reductions."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from catalog.editor import words
from catalog.editor.panels.shared import LEGAL_BASIS, SELECTOR, papers, titled, with_name
from catalog.editor.parts import Cards, Control, Document, Panel
from catalog.editor.words import Options

KINDS: Options = (
    ("fixed", _("a fixed amount")),
    ("tiers", _("tiers")),
    ("formula", _("a formula")),
)


def _kind(part: Mapping[str, Any]) -> str:
    return next(iter(part.get("amount", {})), "fixed")


def _is(kind: str) -> Any:
    return lambda part: _kind(part) == kind


CONTROLS = (
    Control("name", "pair", _("Name")),
    Control("ledger", "choice", _("Ledger"), options=words.LEDGERS),
    Control("per", "choice", _("Counted"), options=words.PER),
    Control("quantity", "rule", _("How many"), _("One, when empty."), optional=True, expects="num"),
    Control("amount", "fee_kind", _("The amount is"), options=KINDS),
    Control("amount/fixed", "money", _("Amount (đồng)"), when=_is("fixed")),
    Control("amount/formula", "rule", _("Formula of the amount"), expects="num", when=_is("formula")),
    Control("amount/tiers/by", "rule", _("Tiers are counted by"), expects="num", when=_is("tiers")),
    Control(
        "amount/tiers/steps",
        "rows",
        _("Tiers"),
        columns=(
            Control("from", "whole", _("from number")),
            Control("each", "money", _("each (đồng)")),
        ),
        blank={"from": 1, "each": 0},
        when=_is("tiers"),
    ),
    Control("cap", "money", _("At most (đồng, for one of the quantity)"), optional=True),
    Control("floor", "money", _("At least (đồng, for one of the quantity)"), optional=True),
    Control(
        "round",
        "object",
        _("Rounded"),
        optional=True,
        columns=(
            Control("to", "whole", _("to (đồng)")),
            Control("mode", "choice", _("direction"), options=words.ROUNDING),
        ),
    ),
    Control("when", "rule", _("Due only when"), optional=True),
    *SELECTOR,
    Control("authority", "choice", _("Set by"), options=words.AUTHORITIES),
    Control("pay_at", "choice", pgettext_lazy("day", "Paid"), options=words.PAY_AT),
    Control("refundable", "tick", _("Paid back when the dossier is refused or withdrawn")),
    Control("from", "date", _("Collected from"), optional=True),
    Control("to", "date", _("Collected until"), optional=True),
    LEGAL_BASIS,
)


def _blank(key: str, document: Document) -> dict[str, Any]:
    return {
        "id": key,
        "ledger": "le_phi",
        "name": with_name(_("New fee line")),
        "per": "dossier",
        "amount": {"fixed": 0},
        "authority": "council",
        "pay_at": "before_result",
        "refundable": False,
    }


def _exemption(key: str, document: Document) -> dict[str, Any]:
    return {"id": key, "name": with_name(_("New exemption")), "when": False}


def _reduction(key: str, document: Document) -> dict[str, Any]:
    return {"id": key, "name": with_name(_("New reduction")), "percent": "50"}


EXEMPTIONS = Cards(
    "exemptions",
    _("Exemptions"),
    _("Add an exemption"),
    (
        Control("name", "pair", _("Name")),
        Control("when", "rule", _("When")),
        Control("proof", "choice", _("Proved by"), options=papers, optional=True),
    ),
    _exemption,
    titled,
    optional=True,
)
REDUCTIONS = Cards(
    "reductions",
    _("Reductions, in this order"),
    _("Add a reduction"),
    (
        Control("name", "pair", _("Name")),
        Control("percent", "decimal", _("Per cent less"), when=lambda part: "percent" in part),
        Control("amount", "money", _("Less by (đồng)"), when=lambda part: "amount" in part),
        Control("when", "rule", _("When"), optional=True),
        *SELECTOR[:4],
        Control("from", "date", _("From"), optional=True),
        Control("to", "date", _("Until"), optional=True),
    ),
    _reduction,
    titled,
    optional=True,
)


def money(amount: Any) -> str:
    """A sum of đồng as people write it."""
    return f"{amount:,}".replace(",", ".") + " đ" if isinstance(amount, int) else "…"


def _remark(part: Any, language: str) -> str:
    ledger = words.label_of(words.LEDGERS, part.get("ledger"))
    kind = _kind(part)
    amount = money(part["amount"]["fixed"]) if kind == "fixed" else words.label_of(KINDS, kind)
    return f"{ledger} · {amount} {words.label_of(words.PER, part.get('per'))}"


def change_kind(document: Document, path: str, kind: str, current: Any) -> dict[str, Any]:
    """The amount of another kind, with a value to start from."""
    starts: dict[str, Any] = {
        "fixed": 0,
        "formula": 0,
        "tiers": {"by": 1, "steps": [{"from": 1, "each": 0}]},
    }
    return dict(current) if kind in current else {kind: starts[kind]}


FEES = Panel(
    "fees",
    _("Fees"),
    (
        Cards(
            "fees",
            _("Fees and charges"),
            _("Add a line"),
            CONTROLS,
            _blank,
            titled,
            _remark,
            nested=(EXEMPTIONS, REDUCTIONS),
        ),
    ),
)
