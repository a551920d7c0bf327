"""Translations: every text is found in the sources, and a missing Vietnamese one is named."""

import gettext
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from django.utils import translation
from motcua.running import messages
from motcua.running.message_faults import Allowed, faults, libraries

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


def test_the_context_of_a_text_is_found(theme: Path) -> None:
    """A context is kept wherever the text stands: in the program, in a page, in a page of the editor."""
    (theme / "words.py").write_text('a = pgettext_lazy("day", "Paid")\n', encoding="utf-8")
    (theme / "page.html").write_text('{{ pgettext("pager", "Pages") }}', encoding="utf-8")
    assert contexts(theme) == {("day", "Paid"), ("pager", "Pages")}


def test_the_context_of_a_text_of_the_editor_is_found(tmp_path: Path) -> None:
    """In Django's own language a context is kept too."""
    (tmp_path / "page.html").write_text(
        '{% load i18n %}{% translate "Comment" context "review" %}', encoding="utf-8"
    )
    assert contexts(tmp_path) == {("review", "Comment")}


def contexts(folder: Path) -> set[tuple[str | None, str]]:
    return {(one.context, str(one.id)) for one in messages.texts(messages.Place(folder)) if one.id}


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


# --- translations that are there but wrong --------------------------------------------------------------
NOTHING = Allowed()


def catalogue(*entries: tuple[str | None, str, str]) -> Catalog:
    """A catalogue of (context, English, Vietnamese)."""
    made = Catalog(locale="vi")
    for context, english, vietnamese in entries:
        made.add(english, vietnamese, context=context)
    return made


def test_two_translations_of_one_text_are_both_named() -> None:
    """When two apps translate one text differently, both words and both apps are told."""
    ours = {
        "desk": catalogue((None, "Paid", "Đã nộp")),
        "catalog": catalogue((None, "Paid", "Thời điểm nộp")),
    }
    (line,) = faults(ours, {}, NOTHING)
    assert all(word in line for word in ("'Paid'", "“Đã nộp” in desk", "“Thời điểm nộp” in catalog"))


def test_a_context_keeps_two_meanings_apart() -> None:
    """The same English word may have two Vietnamese ones when a context says which is meant."""
    ours = {
        "desk": catalogue((None, "Paid", "Đã nộp")),
        "catalog": catalogue(("day", "Paid", "Thời điểm nộp")),
    }
    assert faults(ours, {}, NOTHING) == []


def test_the_same_translation_in_two_apps_is_no_fault() -> None:
    """Two apps may both translate a text as long as they say the same."""
    ours = {"desk": catalogue((None, "Paid", "Đã nộp")), "catalog": catalogue((None, "Paid", "Đã nộp"))}
    assert faults(ours, {}, NOTHING) == []


def test_a_text_that_a_library_says_otherwise_needs_a_context() -> None:
    """Our word must not change the pages of a library, nor the library's word ours."""
    library = {"wagtail": catalogue((None, "Comment", "Bình luận"), (None, "Save", "Lưu"))}
    ours = {"catalog": catalogue((None, "Comment", "Ý kiến"), (None, "Save", "Lưu"))}
    (line,) = faults(ours, library, NOTHING)
    assert all(word in line for word in ("'Comment'", "catalog", "“Bình luận” in wagtail"))
    assert faults({"catalog": catalogue(("review", "Comment", "Ý kiến"))}, library, NOTHING) == []
    assert faults(ours, library, Allowed(better_than_library=frozenset({"Comment"}))) == []


def test_english_left_in_place_of_vietnamese_is_found() -> None:
    """A translation that only repeats the English words is none, unless it is a name or a sign."""
    ours = {"desk": catalogue((None, "Send", "Send"), (None, "PDF", "PDF"), (None, "%(n)s – 2", "%(n)s – 2"))}
    (line,) = faults(ours, {}, Allowed(names=frozenset({"PDF"})))
    assert "'Send'" in line and "desk" in line


def test_vietnamese_without_diacritics_is_found() -> None:
    """Three words without a single mark were typed without diacritics, unless somebody says they are right."""
    ours = {"desk": catalogue((None, "Send the file", "Gui tep di"), (None, "Two pages", "Hai trang"))}
    (line,) = faults(ours, {}, NOTHING)
    assert "'Gui tep di'" in line
    assert faults(ours, {}, Allowed(without_diacritics=frozenset({"Gui tep di"}))) == []


def test_every_plural_form_is_read() -> None:
    """A plural is judged like any other text."""
    made = Catalog(locale="vi")
    made.add(("%(n)s page", "%(n)s pages"), ("%(n)s page",))
    assert len(faults({"desk": made}, {}, NOTHING)) == 1


def test_the_check_fails_for_a_wrong_translation(theme: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The check of all translations ends with a fault when one of them is still English."""
    (theme / messages.FILE).write_text(PO.replace('"Gửi"', '"Send"'), encoding="utf-8")
    assert messages.check() == 1
    assert "still English in plain: 'Send'" in capsys.readouterr().out


def test_our_catalogues_have_no_fault() -> None:
    """All our catalogues together, and with those of the libraries, say one thing for each text."""
    assert len(messages.all_places()) > 10
    assert {"django.conf", "wagtail.admin", "django.contrib.auth"} <= set(
        libraries(messages._libraries(), "vi")
    )
    assert messages.faults() == []


def test_people_read_what_our_catalogues_say() -> None:
    """After Django merged all catalogues, each text is shown in the words that stand in our own."""
    messages.compile_all()
    others = []
    with translation.override("vi"):
        for compiled in (place.po.with_suffix(".mo") for place in messages.all_places()):
            if compiled.exists():
                with compiled.open("rb") as stream:
                    entries = gettext.GNUTranslations(stream)._catalog  # type: ignore[attr-defined]
                others += [
                    one for one in entries.items() if isinstance(one[0], str) and shown(one[0]) != one[1]
                ]
    assert [one for one in others if one[0]] == []


def shown(text: str) -> str:
    """What Django shows for a text as it stands in a compiled catalogue, with its context before it."""
    context, mark, words = text.rpartition("\x04")
    return translation.pgettext(context, words) if mark else translation.gettext(words)
