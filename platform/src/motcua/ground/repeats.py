"""The same thing said again and again is read once, with how often and when last; what is kept keeps every one."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import groupby
from typing import Generic, TypeVar

Told = TypeVar("Told")


@dataclass(frozen=True)
class Repeated(Generic[Told]):
    """Neighbours that say the same: the first and the last of ``times``."""

    first: Told
    last: Told
    times: int


def gathered(told: Iterable[Told], same: Callable[[Told], object]) -> tuple[Repeated[Told], ...]:
    """The list with neighbours of equal ``same`` made one; whatever stands between two keeps them apart."""
    groups = (list(group) for _key, group in groupby(told, same))
    return tuple(Repeated(one[0], one[-1], len(one)) for one in groups)
