"""Plugins that behave as badly as real ones do on bad days, for testing whoever hosts plugins."""

from __future__ import annotations

import time
from collections.abc import Callable
from types import ModuleType
from typing import Any

from motcua_sdk import PluginInfo, hookimpl

Answer = Callable[..., Any]


def plugin(name: str, *, contract: str = ">=1,<2", react_seconds: int = 30, **hooks: Answer) -> ModuleType:
    """A plugin module of this name whose hooks are the given functions."""
    info = PluginInfo(name, {"vi": name, "en": name}, "0.1.0", contract, react_seconds=react_seconds)
    module = ModuleType(name)
    for hook, answer in {"plugin_info": lambda: info, **hooks}.items():
        setattr(module, hook, hookimpl(answer))
    return module


def raises(*_given: Any) -> Any:
    """A hook that fails."""
    raise RuntimeError("The plugin's own mistake, with a name in it: Nguyễn Thị Thử.")


def exits(*_given: Any) -> Any:
    """A hook that tries to end the program it is a guest of."""
    raise SystemExit("The plugin had enough.")


def interrupts(*_given: Any) -> Any:
    """A hook that acts as if somebody had pressed Ctrl-C."""
    raise KeyboardInterrupt


def nonsense(*_given: Any) -> Any:
    """A hook that answers something that is no answer."""
    return {"kind": "accepted"}


def slow(seconds: float, answer: Any = None) -> Answer:
    """A hook that answers after a while."""

    def after_a_while(*_given: Any) -> Any:
        time.sleep(seconds)
        return answer

    return after_a_while
