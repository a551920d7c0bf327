"""Finding the installed plugins, asking each who it is, and setting aside those that cannot work.

A plugin that fails here is quarantined with its name and a sentence; the site runs on without it.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.metadata import EntryPoint, entry_points
from types import ModuleType
from typing import Any

import pluggy
import structlog
from motcua_sdk import CONTRACT_VERSION, GROUP, PluginInfo, hookspecs

_log = structlog.get_logger(__name__)
_BOUND = re.compile(r"(>=|<)\s*(\d+)")


@dataclass(frozen=True)
class Quarantined:
    """A plugin that was found but is not used, and why."""

    name: str
    reason: Mapping[str, str]


@dataclass(frozen=True)
class Loaded:
    """A plugin in use."""

    info: PluginInfo
    module: Any
    topics: tuple[str, ...] = ()
    fields: tuple[str, ...] = ()

    def hook(self, name: str) -> Callable[..., Any] | None:
        """The plugin's implementation of a hook, or None."""
        return getattr(self.module, name, None) if name in implemented(self.module) else None


@dataclass
class Plugins:
    """All plugins of this process."""

    loaded: dict[str, Loaded] = field(default_factory=dict)
    quarantined: list[Quarantined] = field(default_factory=list)

    def offering(self, hook: str) -> list[Loaded]:
        """The plugins that implement a hook, by name."""
        return [one for _, one in sorted(self.loaded.items()) if one.hook(hook)]


def implemented(module: Any) -> set[str]:
    """The names a module marks as hook implementations."""
    return {name for name in dir(module) if hasattr(getattr(module, name), f"{hookspecs.PROJECT}_impl")}


@cache
def plugins() -> Plugins:
    """The plugins installed beside us, found once per process by entry point."""
    return collect(entry_points(group=GROUP))


def collect(found: Iterable[EntryPoint]) -> Plugins:
    """Load each entry point by itself; one that cannot work never touches the others."""
    result = Plugins()
    for point in sorted(found, key=lambda one: one.name):
        try:
            loaded = _load(point.name, point.load())
            if loaded.info.name in result.loaded:
                raise _Unusable("tên trùng với một tiện ích khác", "its name is taken by another plugin")
            result.loaded[loaded.info.name] = loaded
        except _Unusable as reason:
            result.quarantined.append(Quarantined(point.name, reason.message))
        except (Exception, SystemExit) as error:  # a plugin may raise anything; its name and kind are kept
            result.quarantined.append(Quarantined(point.name, _raised(error)))
    for one in result.quarantined:
        _log.warning("plugin.quarantined", plugin=one.name, reason=one.reason["en"])
    return result


def _load(name: str, module: ModuleType) -> Loaded:
    manager = pluggy.PluginManager(hookspecs.PROJECT)
    manager.add_hookspecs(hookspecs)
    manager.register(module, name)
    _refuse_misspelt(manager)
    info = _ask(module, "plugin_info")
    if not isinstance(info, PluginInfo):
        raise _Unusable("không tự giới thiệu (plugin_info)", "it does not say who it is (plugin_info)")
    if not accepts(info.contract, CONTRACT_VERSION):
        raise _Unusable(
            f"viết cho hợp đồng {info.contract}, hệ thống có {CONTRACT_VERSION}",
            f"it was written for contract {info.contract}, this is {CONTRACT_VERSION}",
        )
    topics, fields = tuple(_ask(module, "topics_heard") or ()), tuple(_ask(module, "fields_read") or ())
    return Loaded(info, module, topics, fields)


def _refuse_misspelt(manager: pluggy.PluginManager) -> None:
    try:
        manager.check_pending()
    except pluggy.PluginValidationError as error:
        words = str(error).splitlines()[0]
        raise _Unusable(f"có hook viết sai tên: {words}", f"a hook is misspelt: {words}") from error


def _ask(module: Any, hook: str) -> Any:
    return getattr(module, hook)() if hook in implemented(module) else None


def accepts(wanted: str, version: str) -> bool:
    """Whether a contract version lies in a range such as ``>=1,<2`` (major numbers decide)."""
    major = int(version.split(".", maxsplit=1)[0])
    bounds = _BOUND.findall(wanted)
    return bool(bounds) and all(major >= int(n) if sign == ">=" else major < int(n) for sign, n in bounds)


def _raised(error: BaseException) -> dict[str, str]:
    kind = type(error).__name__
    return {"vi": f"Gặp lỗi {kind} khi nạp.", "en": f"It raised {kind} while loading."}


class _Unusable(Exception):
    def __init__(self, vi: str, en: str) -> None:
        self.message = {"vi": f"Không dùng được: {vi}.", "en": f"Cannot be used: {en}."}
        super().__init__(en)
