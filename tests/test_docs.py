"""The documentation keeps up: generated pages, links, commands, programs, labels and sign-ins."""

import re
import shlex
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[1]
DOCS = ROOT / "docs"
PAGES = sorted([*DOCS.rglob("*.md"), *ROOT.glob("*.md"), *ROOT.glob("plugins/**/README.md")])
TUTORIALS = sorted((DOCS / "tutorial").glob("*.md"))
NOTES = yaml.safe_load((DOCS / "reference" / "notes.yaml").read_text(encoding="utf-8"))
HOLLOW = {"__init__.py", "apps.py"}


def named(path: Path) -> str:
    """A page as it is called in the output of the tests."""
    return path.relative_to(ROOT).as_posix()


def blocks(page: Path, language: str) -> list[str]:
    """The blocks of code of one language on a page."""
    return re.findall(
        rf"^```{language}\n(.*?)^```$", page.read_text(encoding="utf-8"), re.DOTALL | re.MULTILINE
    )


def run(*words: str) -> subprocess.CompletedProcess[str]:
    """Run Python in the root of the repository."""
    return subprocess.run(
        [sys.executable, *words], cwd=ROOT, capture_output=True, text=True, timeout=600, check=False
    )


def test_the_generated_pages_say_what_the_code_says() -> None:
    """A page of the reference that no longer agrees with the code is written anew before a change is accepted."""
    done = run("docs/generate.py", "--check")

    assert done.returncode == 0, done.stdout + done.stderr


def test_every_setting_and_argument_is_explained(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each variable an installation reads, each argument and each member of a document has its sentence; none is
    left over.
    """
    monkeypatch.syspath_prepend(DOCS)
    from pages_of_language import SCHEMA
    from pages_of_platform import arguments, variables

    document = yaml.safe_load((SCHEMA / "procedure.json").read_text(encoding="utf-8"))
    assert set(variables()) == set(NOTES["settings"])
    assert arguments() == set(NOTES["arguments"])
    assert set(document["properties"]) == set(NOTES["procedure"])
    assert {name.partition(".")[0] for name in NOTES["idle"]} <= set(document["properties"])


def test_every_command_in_the_reference_exists() -> None:
    """A command that the reference names can be given, and every command of ours is named."""
    from django.core.management import get_commands
    from motcua.site import cli, command_words

    known = {*get_commands(), *cli.OWN, *cli.LANGUAGE}
    assert set(command_words.BY_NAME) - known == set()
    assert {*cli.OWN, *cli.LANGUAGE} - set(command_words.BY_NAME) == set()


def test_the_architecture_names_what_there_is() -> None:
    """Every place, app and table on the page exists; every app and table there is stands on it."""
    from django.apps import apps

    page = (DOCS / "architecture.md").read_text(encoding="utf-8")
    shelves = (ROOT, ROOT / "platform/src/motcua", ROOT / "catalog/src", ROOT / "forms_schema/src")
    named_places = re.findall(r"`((?:[a-z_]+/)+[a-z_]*(?:\.[a-z]+)?)`", page)
    assert len(named_places) > 30
    assert [one for one in named_places if not any((shelf / one).exists() for shelf in shelves)] == []

    ours = [one for one in apps.get_app_configs() if one.name == "catalog" or one.name.startswith("motcua.")]
    empty = {one.label for one in ours if {file.name for file in Path(one.path).glob("*.py")} <= HOLLOW}
    said_empty = page.partition("## Empty rooms")[2].partition("are apps with nothing")[0]
    assert set(re.findall(r"`(\w+)`", said_empty)) == empty
    tables = {
        row[0]: row[1]
        for row in re.findall(r"^\| (\w+) \| (.+) \|$", page.partition("## Tables")[2], re.MULTILINE)
    }
    for app in (one for one in ours if list(one.get_models())):
        assert {model.__name__ for model in app.get_models()} <= set(re.findall(r"\w+", tables[app.label])), (
            app
        )


@pytest.mark.parametrize("page", PAGES, ids=named)
def test_links_lead_somewhere(page: Path) -> None:
    """A link to another page of the repository leads to a file that is there."""
    links = re.findall(r"\]\(([^)#\s]+)[^)]*\)", page.read_text(encoding="utf-8"))
    inside = [link for link in links if "://" not in link and not link.startswith("mailto:")]
    targets = {link: (page.parent / link).resolve() for link in inside}

    assert [link for link, target in targets.items() if not target.exists()] == []


@pytest.mark.parametrize("page", TUTORIALS, ids=named)
def test_commands_answer_as_the_page_says(page: Path) -> None:
    """A command shown with its answer gives that answer; lines left out are marked by three dots."""
    for block in blocks(page, "console"):
        for command, expected in re.findall(r"^\$ motcua (.*)\n((?:(?!\$).*\n)*)", block, re.MULTILINE):
            done = run("-m", "motcua.site.cli", *shlex.split(command))
            said = done.stdout.splitlines()

            assert not done.stderr
            assert _is_told(expected.splitlines(), said), "\n".join(said)


def _is_told(expected: list[str], said: list[str]) -> bool:
    pattern = "\n".join(r"(?:.*\n)*?.*" if line == "…" else re.escape(line) for line in expected)
    return re.match(pattern, "\n".join(said)) is not None


@pytest.mark.parametrize("page", TUTORIALS, ids=named)
def test_programs_on_the_page_run(page: Path) -> None:
    """A program shown in a tutorial runs from the root of the repository."""
    for block in blocks(page, "python"):
        done = run("-c", block)

        assert done.returncode == 0, done.stderr


@cache
def _words_of_the_screens() -> str:
    places = [
        *(ROOT / "themes").rglob("*.html"),
        *(ROOT / "platform" / "src").rglob("*.py"),
        *(ROOT / "catalog" / "src").rglob("*.py"),
        *(ROOT / "catalog" / "src").rglob("*.html"),
        *ROOT.glob("*/**/locale/vi/**/*.po"),
    ]
    return "\n".join(place.read_text(encoding="utf-8") for place in places)


@pytest.mark.parametrize("page", TUTORIALS, ids=named)
def test_labels_on_the_page_are_on_the_screen(page: Path) -> None:
    """What a tutorial asks people to press is a label that exists, in Vietnamese and in English."""
    labels = re.findall(r"\*\*(.+?)\*\*", page.read_text(encoding="utf-8"))

    assert [label for label in labels if f'"{label}"' not in _words_of_the_screens()] == []


def test_every_demonstration_person_is_in_a_tutorial() -> None:
    """The sign-ins of the demonstration stand in the tutorials, with the password that works."""
    from motcua.people import demo

    text = "\n".join(page.read_text(encoding="utf-8") for page in TUTORIALS)
    people = [one.username for one in (*demo.STAFF, *demo.CITIZENS)]
    rows = re.findall(r"^\| [^|]+\| `([a-z]+)`", text, re.MULTILINE)

    assert set(people) <= set(rows)
    assert set(rows) <= set(people)
    assert demo.PASSWORD in text
