"""Everything a plugin can be asked: one function a hook, one sentence each.

Five kinds of call, and no sixth. Each hook says its kind in ``KINDS``; the host applies the limits of that
kind.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import pluggy

if TYPE_CHECKING:
    from collections.abc import Sequence

    from motcua_sdk.host import Host
    from motcua_sdk.metadata import PluginInfo
    from motcua_sdk.values import (
        DossierSnapshot,
        Health,
        LookUp,
        Message,
        Outcome,
        PersonQuery,
        Polled,
        Problem,
    )

PROJECT = "motcua"
GROUP = "motcua.plugins"

Kind = Literal["collect", "decide", "look_up", "react", "poll"]

hookspec = pluggy.HookspecMarker(PROJECT)
hookimpl = pluggy.HookimplMarker(PROJECT)


@hookspec
def plugin_info() -> PluginInfo:  # type: ignore[empty-body]
    """Say who you are: name, version, contract range, options."""


@hookspec
def topics_heard() -> Sequence[str]:  # type: ignore[empty-body]
    """Name the outbox topics you want to hear (``dossier.taken_in``, or ``dossier.*``)."""


@hookspec
def fields_read() -> Sequence[str]:  # type: ignore[empty-body]
    """Name the answer fields your snapshots must hold; nothing else of the answers reaches you."""


@hookspec
def check_before_taking_in(snapshot: DossierSnapshot) -> Sequence[Problem]:  # type: ignore[empty-body]
    """Say what your partner would refuse in this dossier, from its values alone, before an officer takes it
    in."""


@hookspec
def look_up_person(query: PersonQuery, host: Host) -> LookUp:  # type: ignore[empty-body]
    """Ask a registry for one person."""


@hookspec
def tell_partner(message: Message, snapshot: DossierSnapshot, host: Host) -> Outcome:  # type: ignore[empty-body]
    """Tell your partner what happened, safely repeatable under ``message.idempotency_key``."""


@hookspec
def read_back(codes: Sequence[str], cursor: str, host: Host) -> Polled:  # type: ignore[empty-body]
    """Ask your partner what it holds of these dossiers, for the reconciliation."""


@hookspec
def test_connection(host: Host) -> Health:  # type: ignore[empty-body]
    """Try the options: reach the partner, sign in, change nothing there."""


KINDS: dict[str, Kind] = {
    "plugin_info": "collect",
    "topics_heard": "collect",
    "fields_read": "collect",
    "check_before_taking_in": "decide",
    "look_up_person": "look_up",
    "test_connection": "look_up",
    "tell_partner": "react",
    "read_back": "poll",
}
"""Which kind of call each hook is."""

SECONDS: dict[Kind, int] = {"collect": 10, "decide": 2, "look_up": 20, "react": 30, "poll": 120}
"""How long a call of each kind may take."""
