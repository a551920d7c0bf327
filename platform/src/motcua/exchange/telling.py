"""From the outbox to a partner: one subscription a plugin, in order per dossier, each reply kept."""

from datetime import timedelta

from motcua_sdk.values import Message, Outcome

from motcua import outbox
from motcua.exchange import ledger
from motcua.exchange.registry import Standing, snapshots
from motcua.extensions import reads as extensions
from motcua.extensions.calling import call, seconds
from motcua.extensions.discovery import Loaded, plugins
from motcua.extensions.errors import CallFailed, CallRefused, CallTimedOut
from motcua.extensions.host import PluginHost
from motcua.ground import clock

HOOK = "tell_partner"
PATIENCE = timedelta(days=14)


def subscribe() -> None:
    """Let every plugin that tells a partner hear the topics it named: one subscriber each, so all in one order."""
    for plugin in plugins().offering(HOOK):
        if plugin.topics:
            name = f"exchange.{plugin.info.name}"
            outbox.subscribe(plugin.topics, name, _Teller(plugin), patience=PATIENCE)


class _Teller:
    """The subscriber of one plugin."""

    def __init__(self, plugin: Loaded) -> None:
        self._plugin = plugin

    def __call__(self, heard: outbox.Call) -> outbox.Outcome:
        about, event = str(heard.payload["dossier"]), int(str(heard.payload["event"]))
        standing = snapshots.of(about, self._plugin.fields, event)
        if not self._is_active(standing):
            return outbox.Done()
        row = ledger.opened(self._plugin.info.name, heard, standing)
        outcome = self._tell(heard, standing)
        ledger.note(row, outcome)
        return _for_outbox(outcome)

    def _is_active(self, standing: Standing) -> bool:
        at_work = extensions.active(
            HOOK, agency_id=standing.agency_id, procedure_code=standing.snapshot.procedure_code
        )
        return self._plugin.info.name in {one.info.name for one in at_work}

    def _tell(self, heard: outbox.Call, standing: Standing) -> Outcome:
        message = Message(
            topic=heard.topic,
            idempotency_key=heard.idempotency_key,
            payload=heard.payload,
            happened_at=clock.civil(heard.emitted_at),
            attempt=heard.attempt,
        )
        host = PluginHost(self._plugin, seconds(self._plugin, HOOK) / 2)
        try:
            outcome = call(self._plugin, HOOK, message, standing.snapshot, host)
        except (CallRefused, CallFailed, CallTimedOut) as error:
            return Outcome("retry_later", error.message, type(error).__name__)
        return outcome if isinstance(outcome, Outcome) else _nonsense()


def _nonsense() -> Outcome:
    return Outcome(
        "retry_later",
        {
            "vi": "Tiện ích trả về giá trị không hợp lệ. Hệ thống sẽ tự gửi lại.",
            "en": "The plugin answered with nonsense. It will be sent again by itself.",
        },
    )


def _for_outbox(outcome: Outcome) -> outbox.Outcome:
    if outcome.settled:
        return outbox.Done()
    if outcome.kind == "retry_later":
        pause = outcome.retry_after_seconds
        return outbox.Retry("partner asks for later", timedelta(seconds=pause) if pause else None)
    return outbox.Park(outcome.kind)
