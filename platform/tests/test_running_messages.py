"""Translations: every text is found in the sources, and a missing Vietnamese one is named."""

import gettext
from pathlib import Path

import pytest
from motcua.running import messages

PO = """
msgid ""
msgstr "Content-Type: text/plain; charset=utf-8\\nPlural-Forms: nplurals=1; plural=0;\\n"

msgid "Send"
msgstr "Gửi"

msgid "Not yet"
msgstr ""
"""


@pytest.fixture
def theme(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """One theme, in place of all apps and themes of ours."""
    folder = tmp_path / "plain"
    (folder / messages.FILE).parent.mkdir(parents=True)
    (folder / messages.FILE).write_text(PO, encoding="utf-8")
    monkeypatch.setattr(messages.places, "themes", lambda: tmp_path)
    monkeypatch.setattr(messages, "all_places", lambda: [messages.Place(folder)])
    return folder


def found(folder: Path) -> set[str]:
    return {str(message.id) for message in messages.texts(messages.Place(folder)) if message.id}


def test_texts_of_python_and_of_pages_are_found(theme: Path) -> None:
    """A text counts wherever it stands: in the program or in a page."""
    (theme / "words.py").write_text("from x import gettext as _\na = _('Send')\n", encoding="utf-8")
    (theme / "page.html").write_text(
        "<p>{{ _('Take back') }}</p>{% trans %}Wait{% endtrans %}", encoding="utf-8"
    )
    assert found(theme) == {"Send", "Take back", "Wait"}


def test_texts_of_the_editors_pages_are_found(tmp_path: Path) -> None:
    """The editor's pages are written in Django's own language, and their texts count too."""
    (tmp_path / "page.html").write_text('{% load i18n %}{% translate "Publish" %}', encoding="utf-8")
    assert found(tmp_path) == {"Publish"}


def test_a_text_without_a_translation_is_named(theme: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Whoever adds a text without its Vietnamese words is told the file and the text."""
    (theme / "words.py").write_text("a = _('Send'), _('Not yet'), _('New')\n", encoding="utf-8")
    assert messages.check() == 1
    said = capsys.readouterr().out
    assert "plain/words.py: 'Not yet'" in said
    assert "plain/words.py: 'New'" in said
    assert "'Send'" not in said


def test_extracting_keeps_what_is_translated(theme: Path) -> None:
    """Collecting new texts never loses a translation that somebody wrote."""
    (theme / "words.py").write_text("a = _('Send'), _('New')\n", encoding="utf-8")
    messages.extract_all()
    written = (theme / messages.FILE).read_text("utf-8")
    assert 'msgid "Send"\nmsgstr "Gửi"' in written
    assert 'msgid "New"\nmsgstr ""' in written


def test_a_compiled_catalogue_speaks_vietnamese(theme: Path) -> None:
    """What was compiled without the gettext programs is understood by Python's own gettext."""
    assert messages.compile_all() == 1
    assert messages.compile_all() == 0
    with (theme / messages.FILE).with_suffix(".mo").open("rb") as compiled:
        assert gettext.GNUTranslations(compiled).gettext("Send") == "Gửi"
