"""Before an officer takes a dossier in, its partners say what they would refuse."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import making
import pytest
from motcua.exchange import checking
from motcua.extensions.discovery import Loaded, plugins
from motcua.extensions.models import Activation
from motcua_sdk.testkit import misbehaving
from motcua_sdk.values import DossierSnapshot, Problem

TOO_MANY = Problem("too_many", {"vi": "Quá nhiều bản.", "en": "Too many copies."}, "copies")
Check = Callable[[DossierSnapshot], Sequence[Problem]]


@pytest.fixture
def office(committed_db: Any) -> making.Office:
    making.set_clock("2026-07-01 09:30")
    making.published()
    return making.office()


@pytest.fixture
def installed(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Install a partner that reads these answers, and switch it on."""

    def install(name: str, check: Check, *fields: str) -> None:
        module = misbehaving.plugin(name, check_before_taking_in=check)
        monkeypatch.setitem(plugins().loaded, name, Loaded(module.plugin_info(), module, (), fields))
        Activation.objects.create(plugin=name)

    return install


def test_each_partner_objects_from_what_it_declared(
    office: making.Office, installed: Callable[..., None]
) -> None:
    """Each partner sees only the answers it declared; one that fails keeps nobody from taking in."""
    seen: dict[str, Mapping[str, Any]] = {}

    def fussy(snapshot: DossierSnapshot) -> Sequence[Problem]:
        seen["fussy"] = dict(snapshot.answers)
        return [TOO_MANY]

    def blind(snapshot: DossierSnapshot) -> Sequence[Problem]:
        seen["blind"] = dict(snapshot.answers)
        return []

    installed("fussy", fussy, "copies")
    installed("blind", blind)
    installed("broken", misbehaving.raises)
    dossier = making.submitted(office).dossier

    assert [one.problem for one in checking.objections(dossier.public_id)] == [TOO_MANY]
    assert seen == {"fussy": {"copies": 2}, "blind": {}}
