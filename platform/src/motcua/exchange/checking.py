"""What partners would refuse in a dossier, asked before an officer takes it in."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from motcua_sdk.values import DossierSnapshot, Problem

from motcua.exchange.registry import snapshots
from motcua.extensions import reads as extensions
from motcua.extensions.calling import call
from motcua.extensions.discovery import Loaded, plugins
from motcua.extensions.errors import CallFailed, CallRefused, CallTimedOut

HOOK = "check_before_taking_in"


@dataclass(frozen=True)
class Objection:
    """What one partner would refuse; ``partner`` is its title by language."""

    partner: Mapping[str, str]
    problem: Problem


def objections(about: str) -> list[Objection]:
    """What the active partners would refuse in this dossier as it stands.

    A plugin that fails or is late has nothing to say: it never keeps an officer from taking in. Must run
    outside any transaction. Raises NoSnapshot.
    """
    declared = {name for plugin in plugins().offering(HOOK) for name in plugin.fields}
    standing = snapshots.of(about, sorted(declared))
    asked = extensions.active(
        HOOK, agency_id=standing.agency_id, procedure_code=standing.snapshot.procedure_code
    )
    return [
        Objection(plugin.info.title, problem)
        for plugin in asked
        for problem in _asked(plugin, _narrowed(standing.snapshot, plugin.fields))
    ]


def _narrowed(snapshot: DossierSnapshot, fields: Sequence[str]) -> DossierSnapshot:
    """Only the answers this plugin declared that it reads."""
    answers = {name: snapshot.answers[name] for name in fields if name in snapshot.answers}
    return replace(snapshot, answers=answers)


def _asked(plugin: Loaded, snapshot: DossierSnapshot) -> Sequence[Problem]:
    try:
        answer = call(plugin, HOOK, snapshot)
    except (CallRefused, CallFailed, CallTimedOut):
        return ()
    return [one for one in answer if isinstance(one, Problem)] if isinstance(answer, (list, tuple)) else ()
