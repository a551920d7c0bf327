"""The one way history is hashed: canonical JSON and links; audit entries and dossier events both use it."""

import hashlib
import json
import unicodedata
from collections.abc import Mapping
from datetime import UTC, datetime

GENESIS = "sha256:" + "0" * 64

Json = None | bool | int | str | list["Json"] | dict[str, "Json"]


class NotCanonical(TypeError):
    """The facts hold something without one single written form (a float, a date, a key that is no text)."""


def canonical(facts: Mapping[str, object]) -> bytes:
    """UTF-8 JSON with sorted keys, no spaces, text in NFC: equal facts give equal bytes.

    Only null, booleans, integers, text, lists and objects are accepted; raises NotCanonical otherwise.
    """
    return json.dumps(plain(facts), ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def plain(value: object) -> Json:
    """`value` as stored and hashed: text composed (NFC), tuples as lists. Raises NotCanonical."""
    if value is None or isinstance(value, bool | int):
        return value
    if isinstance(value, str):
        return unicodedata.normalize("NFC", value)
    if isinstance(value, list | tuple):
        return [plain(item) for item in value]
    if isinstance(value, Mapping):
        return {_key(key): plain(item) for key, item in value.items()}
    raise NotCanonical(f"A {type(value).__name__} cannot be hashed: write it as text or as a whole number.")


def _key(key: object) -> str:
    if not isinstance(key, str):
        raise NotCanonical("Names of facts are text.")
    return unicodedata.normalize("NFC", key)


def link(previous: str, canonical_facts: bytes) -> str:
    """The hash of one row of a chain: it covers its own facts and the hash of the row before it."""
    return "sha256:" + hashlib.sha256(previous.encode() + b"\n" + canonical_facts).hexdigest()


def written(moment: datetime) -> str:
    """A moment as it is hashed: UTC with microseconds, whatever zone the database returned it in."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
