"""Reference pages about the running system: hooks, outbox topics, settings, the command line."""

import argparse
import ast
import inspect
from collections.abc import Callable, Iterator
from importlib.metadata import entry_points
from pathlib import Path
from types import FunctionType, ModuleType

from generate import ROOT, code, table, words
from motcua.site import cli, command_words
from motcua_sdk import GROUP, hookspecs
from motcua_sdk.testkit.contract import CONTRACTS
from pages_of_language import NOTES

from forms_schema import cli as language

PLATFORM = ROOT / "platform" / "src" / "motcua"
READERS = {"get": 0, "_flag": 0, "_words": 0, "secret": 1, "ring": 1}
SETTINGS_FROM = (PLATFORM / "site", PLATFORM / "running", ROOT / "platform" / "setup")


def hooks() -> str:
    """hooks.md"""
    parts = "".join(_hook(name, function) for name, function in _specs())
    return (
        "# Hooks of plugins\n\nEverything a plugin can be asked. A plugin is found by entry point (group"
        f" {code(GROUP)}), imports `motcua_sdk` and nothing else of ours, and marks each function with `@hookimpl`."
        " The values are in `motcua_sdk/values.py`, what the host gives in `motcua_sdk/host.py`. A plugin's tests"
        " inherit the contract class named here from `motcua_sdk.testkit.contract`.\n\n"
        "Five kinds of call, and no sixth:\n\n"
        + table(["kind", "seconds", "when, and what happens if the plugin fails"], _kinds())
        + parts
    )


def _kinds() -> list[tuple[str, str, str]]:
    return [(code(kind), str(seconds), NOTES["kinds"][kind]) for kind, seconds in hookspecs.SECONDS.items()]


def _specs() -> list[tuple[str, FunctionType]]:
    found = inspect.getmembers(hookspecs, inspect.isfunction)
    return [(name, one) for name, one in found if hasattr(one, f"{hookspecs.PROJECT}_spec")]


def _hook(name: str, function: FunctionType) -> str:
    used = [plugin for plugin, module in shipped_plugins() if hasattr(module, name)]
    rows = [
        ("kind", code(hookspecs.KINDS[name])),
        ("used by", words(used)),
        ("contract", code(f"motcua_sdk.testkit.contract.{CONTRACTS[name].__name__}")),
    ]
    signature = f"{name}{inspect.signature(function)}".replace("'", "")
    sentence = " ".join((function.__doc__ or "").split())
    return f"\n## {name}\n\n```python\n{signature}\n```\n\n{sentence}\n\n{table(['', ''], rows)}"


def shipped_plugins() -> list[tuple[str, ModuleType]]:
    """The plugins of this repository by name; a plugin somebody installed beside them is theirs to document."""
    found = [(point.name, point.load()) for point in entry_points(group=GROUP)]
    return sorted(one for one in found if Path(str(one[1].__file__)).is_relative_to(ROOT / "plugins"))


def outbox_topics() -> str:
    """outbox-topics.md"""
    import django

    django.setup()
    from motcua.dossiers.events import NEEDED, Kind
    from motcua.outbox.subscriptions import registry

    events = [(code(f"dossier.{kind}"), words(sorted(NEEDED.get(kind, ())))) for kind in Kind]
    heard = [
        (code(one.name), ", ".join(map(code, one.patterns)),
         "in the same transaction" if one.inside else "after commit", str(one.patience.days))
        for one in sorted(registry.by_name.values(), key=lambda one: one.name)
    ]  # fmt: skip
    return (
        "# Outbox topics\n\nWhat others must hear is written in the transaction of what happened, and delivered in"
        " order per key. The payload of every `dossier.…` topic is `dossier` (public id), `event` (number) and `kind`;"
        " the key is `dossier:<public id>`. Payloads hold ids, codes and times, never a person's values.\n\n"
        "## Topics of dossiers\n\nOne topic for each kind of event. The event itself, read through"
        " `motcua.dossiers.reads`, carries at least the data named here.\n\n"
        + table(["topic", "data of the event"], events)
        + "\n## Topics of other apps\n\n"
        + table(["topic", "written by"], ((code(topic), code(place)) for topic, place in _other_topics()))
        + "\n## Who hears what\n\nA subscriber that runs in the same transaction changes our own database exactly once;"
        " one that runs after commit talks to others under a lease and may be repeated.\n\n"
        + table(["subscriber", "topics", "runs", "patience in days"], heard)
    )


def _other_topics() -> list[tuple[str, str]]:
    found = set()
    for file in sorted(PLATFORM.rglob("*.py")):
        tree = ast.parse(file.read_text(encoding="utf-8"))
        for topic in _emitted(tree):
            found.add((topic, ".".join(("motcua", *file.relative_to(PLATFORM).with_suffix("").parts))))
    return sorted(found)


def _emitted(tree: ast.Module) -> Iterator[str]:
    constants = {
        node.targets[0].id: node.value.value
        for node in tree.body
        if isinstance(node, ast.Assign)
        and isinstance(node.targets[0], ast.Name)
        and isinstance(node.value, ast.Constant)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and _called(node) == "emit" and node.args:
            first = node.args[0]
            topic = (
                first.value if isinstance(first, ast.Constant) else constants.get(getattr(first, "id", ""))
            )
            if isinstance(topic, str):
                yield topic


def _called(node: ast.Call) -> str:
    return getattr(node.func, "attr", "") or getattr(node.func, "id", "")


def variables() -> dict[str, set[str]]:
    """Each environment variable that is read, with its defaults as written in the code."""
    found: dict[str, set[str]] = {}
    for folder in SETTINGS_FROM:
        for file in sorted(folder.rglob("*.py")):
            if file.name != "testing.py":
                for name, default in _read_variables(file):
                    found.setdefault(name, set()).update({default} - {""})
    return found


def _read_variables(file: Path) -> Iterator[tuple[str, str]]:
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Subscript) and isinstance(node.ctx, ast.Load):
            if ast.unparse(node.value) == "os.environ":
                yield from _named(node.slice, None)
        elif isinstance(node, ast.Call) and _called(node) in READERS:
            place = READERS[_called(node)]
            if (_called(node) != "get" or ast.unparse(node.func) == "os.environ.get") and len(
                node.args
            ) > place:
                extra = [*node.args[place + 1 :], *(word.value for word in node.keywords)]
                yield from _named(node.args[place], extra[0] if extra else None)


def _named(node: ast.expr, default: ast.expr | None) -> Iterator[tuple[str, str]]:
    if isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value.isupper():
        yield node.value, _default(default)


def _default(node: ast.expr | None) -> str:
    if isinstance(node, ast.Constant):
        return str(node.value)
    return "" if node is None else ast.unparse(node)


def settings() -> str:
    """settings.md"""
    rows = [
        (code(name), words(sorted(defaults)), NOTES["settings"].get(name, ""))
        for name, defaults in sorted(variables().items())
    ]
    return (
        "# Settings\n\nAn installation is set up by environment variables; nothing else is read. What is missing is"
        " generated once into `MOTCUA_HOME` (keys) or has the default shown. Plugins have their own options, kept in"
        " the database.\n\n" + table(["variable", "default", "what it does"], rows)
    )


def command_line() -> str:
    """command-line.md"""
    parts = "".join(_command(name, parser) for name, parser in _verbs(language.parser(), "motcua"))
    own = [
        (words(f"motcua {one.name} {second}".rstrip() for second in one.second_words or ("",)), one.en)
        for one in command_words.COMMANDS
        if one.name not in cli.LANGUAGE
    ]
    return (
        "# Command line\n\n`procedure` and `calendar` need neither Django nor a database. Exit codes: 0 all well;"
        " 1 problems, failed scenarios or survivors; 2 the command could not be carried out. A command of the running"
        " system finds its database by `MOTCUA_HOME` or `DATABASE_URL`.\n"
        + parts
        + "\n## The running system\n\nEvery command of Django is there too (`motcua help --commands`).\n\n"
        + table(["command", "what it does"], own)
    )


def _verbs(parser: argparse.ArgumentParser, name: str) -> Iterator[tuple[str, argparse.ArgumentParser]]:
    groups = [one for one in parser._actions if isinstance(one, argparse._SubParsersAction)]
    if not groups:
        yield name, parser
    for group in groups:
        for word, child in group.choices.items():
            yield from _verbs(child, f"{name} {word}")


def _command(name: str, parser: argparse.ArgumentParser) -> str:
    rows = [
        (words(one.option_strings) or code(one.metavar or one.dest), "yes" if one.required else "",
         words(one.choices) if one.choices else code(one.metavar or ""), _explained(one))
        for one in parser._actions
        if not isinstance(one, argparse._HelpAction)
    ]  # fmt: skip
    return f"\n## {name}\n\n{table(['argument', 'required', 'value', 'what it does'], rows)}"


def _explained(argument: argparse.Action) -> str:
    name = argument.option_strings[0] if argument.option_strings else argument.metavar or argument.dest
    return str(NOTES["arguments"].get(name, ""))


def arguments() -> set[str]:
    """The name of each argument of the commands that need no database."""
    return {
        str(one.option_strings[0] if one.option_strings else one.metavar or one.dest)
        for _name, parser in _verbs(language.parser(), "motcua")
        for one in parser._actions
        if not isinstance(one, argparse._HelpAction)
    }


PAGES: dict[str, Callable[[], str]] = {
    "hooks.md": hooks,
    "outbox-topics.md": outbox_topics,
    "settings.md": settings,
    "command-line.md": command_line,
}
