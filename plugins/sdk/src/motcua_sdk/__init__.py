"""The contract between Một Cửa and its sector plugins; installable without Django.

A plugin is a pluggy plugin found by entry point (group ``motcua.plugins``). It imports this package, and
``forms_schema`` if it needs the procedure language, and nothing else of ours.
"""

from motcua_sdk.hookspecs import GROUP, hookimpl
from motcua_sdk.metadata import PluginInfo

CONTRACT_VERSION = "1.0.0"

__all__ = ["CONTRACT_VERSION", "GROUP", "PluginInfo", "hookimpl"]
