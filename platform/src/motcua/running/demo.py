"""The content of a demonstration: each app that has some offers a function; all are safe to run twice."""

import os
import sys
from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec

# In this order; a function whose module or name does not exist is passed over.
# Each takes no argument and may return the sign-ins it created.
LOADERS = (
    "motcua.agencies.demo:load",
    "motcua.people.demo:load",
    "catalog.demo:load",
    "motcua.extensions.demo:load",
    "motcua.portal.demo:load",
    "motcua.dossiers.demo:load",
    "motcua.statistics.demo:load",
)


@dataclass(frozen=True)
class SignIn:
    """One demo person: what they may do, where they sign in, and with what."""

    role: str
    path: str
    login: str
    password: str


def found(name: str) -> Callable[[], list[SignIn] | None] | None:
    """Return the loader of this dotted name, None when there is none."""
    module, _, function = name.partition(":")
    if find_spec(module.rpartition(".")[0]) is None or find_spec(module) is None:
        return None
    return getattr(import_module(module), function, None)


def load() -> list[SignIn]:
    """Run all loaders and return the sign-ins they offer."""
    offered: list[SignIn] = []
    for name in LOADERS:
        loader = found(name)
        for one in (loader() if loader else None) or []:
            offered.append(one if isinstance(one, SignIn) else SignIn(*one))
    return offered


def main() -> int:
    """Load the demonstration in a process of its own; prints the sign-ins as JSON lines."""
    import json
    from dataclasses import asdict

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "motcua.site.settings")
    import django

    django.setup()
    for one in load():
        sys.stdout.write(json.dumps(asdict(one), ensure_ascii=False) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
