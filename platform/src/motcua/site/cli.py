"""The command `motcua`: the procedure language without Django, start and stop, and everything of Django."""

import os
import sys
from collections.abc import Callable

# Commands that change tables act as the owner of the database.
AS_OWNER = frozenset({"migrate", "flush", "sqlmigrate"})
LANGUAGE = frozenset({"procedure", "calendar"})
# Words of ours that are Django commands under another name: "motcua plugin test" is "plugin_test".
# (`audit` is a command of that name and takes its second word itself.)
FAMILIES = frozenset({"exchange", "plugin", "outbox"})


def _language(arguments: list[str]) -> int:
    from forms_schema.cli import main as language

    return language(arguments) or 0


def _run(arguments: list[str]) -> int:
    from motcua.running.start import run

    return run(arguments)


def _stop(arguments: list[str]) -> int:
    from motcua.running.start import stop

    return stop()


def _messages(arguments: list[str]) -> int:
    from motcua.running.messages import main as messages

    return messages(arguments)


def _bench(arguments: list[str]) -> int:
    """The measurements live with the tests, in a checkout only."""
    from importlib import import_module

    from motcua.site import places

    folder = (places.CHECKOUT or places.PACKAGE) / "tests"
    if not (folder / "bench").is_dir():
        print("✗ Chỉ đo được trong bản mã nguồn đầy đủ.\n✗ Measuring needs a checkout of the source code.")
        return 1
    sys.path.insert(0, str(folder))
    return int(import_module("bench.main").main(arguments))


OWN: dict[str, Callable[[list[str]], int]] = {
    "run": _run,
    "stop": _stop,
    "messages": _messages,
    "bench": _bench,
}


def _django(arguments: list[str]) -> int:
    from django.core.management import execute_from_command_line

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "motcua.site.settings")
    if arguments and arguments[0] in AS_OWNER:
        os.environ.setdefault("MOTCUA_ROLE", "owner")
    execute_from_command_line(["motcua", *arguments])
    return 0


def _as_django_command(arguments: list[str]) -> list[str]:
    """Join the two words of a family's command: `plugin test` is the Django command `plugin_test`."""
    if len(arguments) < 2 or arguments[0] not in FAMILIES or arguments[1].startswith("-"):
        return arguments
    return [f"{arguments[0]}_{arguments[1]}", *arguments[2:]]


def main(arguments: list[str] | None = None) -> int:
    """Run one command and return its exit code."""
    words = sys.argv[1:] if arguments is None else arguments
    first = words[0] if words else "help"
    if first in LANGUAGE:
        return _language(words)
    if first in OWN:
        return OWN[first](words[1:])
    return _django(_as_django_command(words))


if __name__ == "__main__":
    sys.exit(main())
