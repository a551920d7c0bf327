"""Names of provinces and wards as people type them into an address."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from motcua.agencies import reads as agencies
from motcua.ground.names import search_key
from motcua.portal.reads import Filling

KINDS = ("phuong ", "xa ", "dac khu ", "thi tran ", "tinh ", "thanh pho ")


@dataclass(frozen=True)
class Listed:
    """The province this installation serves, and its wards today; both empty when nothing is loaded."""

    province: str
    wards: tuple[str, ...]

    @cached_property
    def by_key(self) -> Mapping[str, Mapping[str, str]]:
        """For each part of an address: what may be typed → the listed name, where only one is meant."""
        return {"province": _keys((self.province,)), "ward": _keys(self.wards)}

    def named(self, address: Mapping[str, str]) -> dict[str, str]:
        """The address with listed names in place of what was typed without diacritics or without its kind."""
        found = dict(address)
        for part in ("province", "ward"):
            found[part] = self.by_key[part].get(search_key(found.get(part, "")), found.get(part, ""))
            if part == "province" and found[part] != self.province:
                break
        return {part: text for part, text in found.items() if text}


def listed() -> Listed:
    """The places of today. Three queries at most."""
    places = (one.place for one in agencies.agencies(one_stop=True))
    province = next((place.parent for place in places if place and place.parent), None)
    if province is None:
        return Listed("", ())
    return Listed(province.name, tuple(ward.name for ward in agencies.wards(province.code)))


def with_listed_names(filling: Filling, page: str, answers: Mapping[str, Any]) -> dict[str, Any]:
    """The answers, the addresses of this page with listed names."""
    asked = filling.form.pages_by_id[page].fields
    addresses = [name for name in asked if filling.form.questions[name].kind.id == "address"]
    typed = {name: answers[name] for name in addresses if isinstance(answers.get(name), dict)}
    names = listed() if typed else Listed("", ())
    return {**answers, **{name: names.named(address) for name, address in typed.items()}}


def _keys(names: tuple[str, ...]) -> dict[str, str]:
    """What may be typed for each name; what could mean two is left out."""
    found: dict[str, set[str]] = {}
    for name in names:
        key = search_key(name)
        short = {key.removeprefix(kind) for kind in KINDS if key.startswith(kind)}
        for each in {key, *short} - {""}:
            found.setdefault(each, set()).add(name)
    return {key: meant.pop() for key, meant in found.items() if len(meant) == 1}
