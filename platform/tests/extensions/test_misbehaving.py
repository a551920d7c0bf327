"""Plugins on bad days: whatever one does, the others and the site go on."""

import threading
from collections.abc import Iterator
from datetime import timedelta
from importlib.metadata import EntryPoint
from types import ModuleType
from typing import Any

import pytest
from motcua.extensions import calling, reads
from motcua.extensions.calling import call
from motcua.extensions.discovery import Loaded, collect
from motcua.extensions.errors import CallFailed, CallRefused, CallTimedOut
from motcua.ground import clock
from motcua_sdk import hookimpl, hookspecs
from motcua_sdk.testkit import misbehaving
from own_servers import HANG_SECONDS, until


class Point(EntryPoint):
    """An entry point that gives a module made in the test."""

    def load(self) -> Any:
        """The module put into this class under the entry point's name."""
        return _modules[self.name]


_modules: dict[str, ModuleType] = {}


def found(*modules: ModuleType) -> Any:
    """What discovery makes of these modules."""
    _modules.update({module.__name__: module for module in modules})
    return collect([Point(module.__name__, module.__name__, hookspecs.GROUP) for module in modules])


def loaded(name: str, **hooks: Any) -> Loaded:
    return found(misbehaving.plugin(name, **hooks)).loaded[name]


@pytest.fixture(autouse=True)
def fresh(committed_db: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """No call of another test hangs in this one; a look-up may take longer than any machine needs."""
    monkeypatch.setattr(calling, "_abandoned", {})
    monkeypatch.setattr(calling, "SECONDS", {**calling.SECONDS, "look_up": HANG_SECONDS})
    yield


@pytest.fixture
def hurried(monkeypatch: pytest.MonkeyPatch) -> None:
    """A look-up may take a third of a second."""
    monkeypatch.setitem(calling.SECONDS, "look_up", 0.3)


@pytest.fixture
def gate() -> Iterator[threading.Event]:
    """What hangs waits for this to open; it opens at the latest with the end of the test."""
    made = threading.Event()
    yield made
    made.set()


def test_a_failing_plugin_fails_alone() -> None:
    """What a plugin raises stays with it: the caller gets one kind of error, without the plugin's own words."""
    bad, good = (
        loaded("bad", look_up_person=misbehaving.raises),
        loaded("good", look_up_person=lambda: "fine"),
    )
    with pytest.raises(CallFailed) as caught:
        call(bad, "look_up_person")
    assert "Nguyễn" not in str(caught.value.message)
    assert call(good, "look_up_person") == "fine"
    (trace,) = reads.history("bad")
    assert (trace.ending, trace.error) == ("failed", "RuntimeError")


@pytest.mark.parametrize(
    ("hook", "error"),
    [
        (misbehaving.raises, "RuntimeError"),
        (misbehaving.exits, "SystemExit"),
        (misbehaving.interrupts, "KeyboardInterrupt"),
    ],
)
def test_a_plugin_cannot_end_the_program(hook: Any, error: str) -> None:
    """Whatever a plugin raises is a failed call on the record, and five of them let the plugin rest."""
    plugin = loaded(f"ends{error.lower()}", look_up_person=hook)
    for _ in range(5):
        with pytest.raises(CallFailed):
            call(plugin, "look_up_person")
    assert {(one.ending, one.error) for one in reads.history(plugin.info.name)} == {("failed", error)}
    with pytest.raises(CallRefused):
        call(plugin, "look_up_person")


def test_nonsense_comes_through_as_it_is() -> None:
    """What a plugin answers is the caller's to judge: a call that answers nonsense has not failed."""
    assert call(loaded("odd", look_up_person=misbehaving.nonsense), "look_up_person") == {"kind": "accepted"}


def test_a_hanging_plugin_is_left_after_its_time(
    hurried: None, gate: threading.Event, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A call that outlives its time is given up while it still hangs, and the next plugin answers."""
    ended: list[bool] = []
    hanging = loaded("hanging", look_up_person=lambda: ended.append(gate.wait(HANG_SECONDS)))
    with pytest.raises(CallTimedOut):
        call(hanging, "look_up_person")
    assert ended == []
    monkeypatch.setitem(calling.SECONDS, "look_up", HANG_SECONDS)
    assert call(loaded("quick", look_up_person=lambda: 1), "look_up_person") == 1
    assert reads.history("hanging")[0].ending == "timed_out"


def test_two_hanging_calls_are_enough(
    hurried: None, gate: threading.Event, monkeypatch: pytest.MonkeyPatch
) -> None:
    """After two calls that never came back the plugin is not called again until one of them ends."""
    hanging = loaded("stuck", look_up_person=lambda: gate.wait(HANG_SECONDS))
    for _ in range(2):
        with pytest.raises(CallTimedOut):
            call(hanging, "look_up_person")
    with pytest.raises(CallRefused):
        call(hanging, "look_up_person")
    gate.set()
    until(lambda: calling._abandoned["stuck"] == 0, "back from its calls")
    monkeypatch.setitem(calling.SECONDS, "look_up", HANG_SECONDS)
    assert call(hanging, "look_up_person") is True


def test_a_slow_plugin_within_its_time_is_heard() -> None:
    """Slow is not wrong: an answer inside the time counts."""
    assert call(loaded("slow", look_up_person=misbehaving.slow(0.1, "late")), "look_up_person") == "late"


def test_the_breaker_opens_and_heals() -> None:
    """Five failures in a row let the plugin rest for a minute; one good call afterwards heals it."""
    mood = {"bad": True}

    def moody() -> str:
        return misbehaving.raises() if mood["bad"] else "fine"

    plugin = loaded("moody", look_up_person=moody)
    for _ in range(5):
        with pytest.raises(CallFailed):
            call(plugin, "look_up_person")
    mood["bad"] = False
    with pytest.raises(CallRefused):
        call(plugin, "look_up_person")
    clock.shift(timedelta(seconds=61))
    assert call(plugin, "look_up_person") == "fine"
    mood["bad"] = True
    with pytest.raises(CallFailed):
        call(plugin, "look_up_person")
    with pytest.raises(CallFailed):
        call(plugin, "look_up_person")


def test_a_misspelt_hook_sets_the_plugin_aside() -> None:
    """A plugin with a misspelt hook is not used, its reason is readable, and the others load."""
    misspelt = misbehaving.plugin("misspelt")
    misspelt.look_up_persn = hookimpl(lambda: None)
    result = found(misspelt, misbehaving.plugin("sound"))
    assert set(result.loaded) == {"sound"}
    (aside,) = result.quarantined
    assert "look_up_persn" in aside.reason["vi"]


def test_a_plugin_of_another_contract_is_set_aside() -> None:
    """A plugin written for contract 2 is not used with contract 1."""
    result = found(misbehaving.plugin("tomorrow", contract=">=2,<3"))
    assert result.loaded == {}
    assert ">=2,<3" in result.quarantined[0].reason["en"]


def test_a_plugin_that_cannot_be_loaded_is_set_aside() -> None:
    """A plugin that raises while it introduces itself does not keep the others from loading."""
    broken = misbehaving.plugin("broken")
    broken.plugin_info = hookimpl(misbehaving.raises)
    result = found(broken, misbehaving.plugin("whole"))
    assert set(result.loaded) == {"whole"}
    assert "RuntimeError" in result.quarantined[0].reason["en"]


def test_a_plugin_that_ends_the_program_while_loading_is_set_aside() -> None:
    """Not even a plugin that calls for the end of the program keeps the others from loading."""
    ending = misbehaving.plugin("ending")
    ending.plugin_info = hookimpl(misbehaving.exits)
    result = found(ending, misbehaving.plugin("going_on"))
    assert set(result.loaded) == {"going_on"}
    assert "SystemExit" in result.quarantined[0].reason["en"]


def test_two_plugins_of_one_name_are_one_too_many() -> None:
    """The second plugin that claims a name is set aside."""
    first, second = misbehaving.plugin("same"), misbehaving.plugin("same")
    _modules.update({"one": first, "two": second})
    result = collect([Point("one", "one", hookspecs.GROUP), Point("two", "two", hookspecs.GROUP)])
    assert set(result.loaded) == {"same"}
    assert [aside.name for aside in result.quarantined] == ["two"]


def test_no_plugin_is_called_inside_a_transaction() -> None:
    """A plugin is never called while a transaction holds locks."""
    from django.db import transaction

    plugin = loaded("patient", look_up_person=lambda: 1)
    with transaction.atomic(), pytest.raises(CallRefused):
        call(plugin, "look_up_person")
