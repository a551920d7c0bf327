"""Options of plugins: checked by the plugin's own JSON Schema, secrets sealed, defaults filled in."""

import json
from collections.abc import Mapping
from typing import Any

from jsonschema import Draft202012Validator
from referencing import Registry

from motcua.extensions.discovery import Loaded
from motcua.extensions.errors import OptionsRefused
from motcua.extensions.models import Options
from motcua.ground import clock, crypto


def of(plugin: Loaded) -> dict[str, Any]:
    """The options in force, defaults and secrets included; for the plugin's eyes only."""
    kept = Options.objects.filter(plugin=plugin.info.name).first()
    return _defaults(plugin) | (kept.values | _unsealed(kept) if kept else {})


def shown(plugin: Loaded) -> dict[str, Any]:
    """The options as an administrator may see them: a secret is only said to be there."""
    return {name: True if name in secret_names(plugin) else value for name, value in of(plugin).items()}


def save(plugin: Loaded, values: Mapping[str, Any]) -> None:
    """Keep new options; a secret left out keeps its old value. Raises OptionsRefused naming each field."""
    wanted = {name: value for name, value in of(plugin).items() if name in secret_names(plugin)} | dict(
        values
    )
    _check(plugin, wanted)
    secrets = {name: wanted.pop(name) for name in secret_names(plugin) if name in wanted}
    Options.objects.update_or_create(
        plugin=plugin.info.name,
        defaults={
            "values": wanted,
            "secrets": crypto.wrap(json.dumps(secrets), purpose=_purpose(plugin.info.name)),
            "changed_at": clock.now(),
        },
    )


def secret_names(plugin: Loaded) -> set[str]:
    """The options that are secrets."""
    parts = plugin.info.options.get("properties", {})
    return {name for name, part in parts.items() if part.get("writeOnly")}


def _defaults(plugin: Loaded) -> dict[str, Any]:
    parts = plugin.info.options.get("properties", {})
    return {name: part["default"] for name, part in parts.items() if "default" in part}


def _unsealed(kept: Options) -> dict[str, Any]:
    if not kept.secrets:
        return {}
    return dict(json.loads(crypto.unwrap(kept.secrets, purpose=_purpose(kept.plugin))))


def _purpose(plugin: str) -> str:
    return f"options:{plugin}"


def _check(plugin: Loaded, values: Mapping[str, Any]) -> None:
    validator = Draft202012Validator(dict(plugin.info.options), registry=Registry())
    wrong = sorted(validator.iter_errors(dict(values)), key=lambda one: list(one.absolute_path))
    if wrong:
        names = ", ".join(".".join(map(str, one.absolute_path)) or one.message for one in wrong)
        raise OptionsRefused(
            f"Tùy chọn chưa đúng: {names}. Hãy sửa rồi lưu lại.",
            f"These options are not right: {names}. Correct them, then save again.",
        )
