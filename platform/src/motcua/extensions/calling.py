"""The one way to call a plugin: isolated, timed, bounded, recorded.

No transaction and no lock is held while a plugin runs. A Python thread cannot be killed, so a call that outlives its
time is abandoned; after two abandoned calls of one plugin in a process, or five failures in a row anywhere, the breaker
opens and the plugin is left alone for a while.
"""

import time
from concurrent.futures import Future, ThreadPoolExecutor
from concurrent.futures import TimeoutError as Late
from datetime import timedelta
from functools import cache
from threading import Lock
from typing import Any

import structlog
from django.db import close_old_connections, connection
from motcua_sdk.hookspecs import KINDS, SECONDS

from motcua.extensions import breakers
from motcua.extensions.discovery import Loaded
from motcua.extensions.errors import CallFailed, CallRefused, CallTimedOut
from motcua.extensions.models import CallTrace
from motcua.ground import clock

MOST_ABANDONED = 2
MOST_AT_ONCE = 4
LONGEST_REACTION = 120

_log = structlog.get_logger(__name__)
_abandoned: dict[str, int] = {}
_guard = Lock()


@cache
def _threads(plugin: str) -> ThreadPoolExecutor:
    return ThreadPoolExecutor(MOST_AT_ONCE, thread_name_prefix=f"plugin-{plugin}")


def call(plugin: Loaded, hook: str, *arguments: Any) -> Any:
    """What the plugin answers. Raises CallRefused, CallFailed, CallTimedOut; nothing else comes through."""
    implementation = plugin.hook(hook)
    if implementation is None:
        raise CallRefused(*_said(plugin, f"không có chức năng {hook}.", f"does not offer {hook}."))
    _refuse_inside_transaction()
    _refuse_if_broken(plugin, hook)
    began = time.monotonic()
    future = _threads(plugin.info.name).submit(_run, implementation, arguments)
    return _settled(plugin, hook, future, began)


def seconds(plugin: Loaded, hook: str) -> int:
    """How long this call may take."""
    kind = KINDS[hook]
    if kind == "react":
        return min(max(plugin.info.react_seconds, SECONDS[kind]), LONGEST_REACTION)
    return SECONDS[kind]


def _run(implementation: Any, arguments: tuple[Any, ...]) -> Any:
    try:
        return implementation(*arguments)
    finally:
        close_old_connections()


def _settled(plugin: Loaded, hook: str, future: "Future[Any]", began: float) -> Any:
    try:
        answer = future.result(timeout=seconds(plugin, hook))
    except Late:
        _abandon(plugin, future)
        _record(plugin, hook, began, CallTrace.Ending.TIMED_OUT)
        limit = seconds(plugin, hook)
        late = _said(plugin, f"không trả lời trong {limit} giây.", f"did not answer within {limit} seconds.")
        raise CallTimedOut(*late) from None
    except BaseException as error:  # whatever a plugin raises stays here, even what would end a program
        if not future.done():
            raise  # somebody ends this very process while it waits
        _record(plugin, hook, began, CallTrace.Ending.FAILED, type(error).__name__)
        kind = type(error).__name__
        raise CallFailed(*_said(plugin, f"gặp lỗi {kind}.", f"failed with {kind}.")) from error
    _record(plugin, hook, began, CallTrace.Ending.ANSWERED)
    return answer


def _said(plugin: Loaded, vi: str, en: str) -> tuple[str, str]:
    """What is the matter with the plugin, in Vietnamese and English, under the title people know it by."""
    titles, name = plugin.info.title, plugin.info.name
    return f"Tiện ích “{titles.get('vi', name)}” {vi}", f"The plugin “{titles.get('en', name)}” {en}"


def _abandon(plugin: Loaded, future: "Future[Any]") -> None:
    if future.cancel():
        return
    with _guard:
        _abandoned[plugin.info.name] = _abandoned.get(plugin.info.name, 0) + 1
    future.add_done_callback(lambda _: _found_again(plugin.info.name))


def _found_again(name: str) -> None:
    with _guard:
        _abandoned[name] -= 1


def _refuse_if_broken(plugin: Loaded, hook: str) -> None:
    hanging = _abandoned.get(plugin.info.name, 0) >= MOST_ABANDONED
    if hanging or breakers.is_open(plugin.info.name, hook):
        resting = _said(
            plugin,
            "đang tạm nghỉ sau nhiều lần lỗi. Hãy thử lại sau.",
            "rests after several failures. Try again later.",
        )
        raise CallRefused(*resting)


def _refuse_inside_transaction() -> None:
    ours = [one for one in connection.atomic_blocks if not getattr(one, "_from_testcase", False)]
    if ours:
        raise CallRefused(
            "Không được gọi tiện ích khi đang ghi dữ liệu.",
            "A plugin may not be called while a transaction is open.",
        )


def _record(plugin: Loaded, hook: str, began: float, ending: str, error: str = "") -> None:
    spent = round((time.monotonic() - began) * 1000)
    CallTrace.objects.create(
        plugin=plugin.info.name, hook=hook, at=clock.now(), milliseconds=spent, ending=ending, error=error
    )
    breakers.note(plugin.info.name, hook, well=ending == CallTrace.Ending.ANSWERED)
    _log.info("plugin.called", plugin=plugin.info.name, hook=hook, ending=ending, ms=spent)


KEEP_TRACES = timedelta(days=30)


def sweep_traces() -> int:
    """Forget traces older than thirty days; how many."""
    return CallTrace.objects.filter(at__lt=clock.now() - KEEP_TRACES).delete()[0]
