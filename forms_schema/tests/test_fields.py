"""What can be asked, and how people write the answer."""

from __future__ import annotations

import unicodedata
from datetime import date, timedelta
from typing import Any

import jsonschema
import pytest
from forms_schema.fields import FIELD_TYPES, FieldType, Refusal
from hypothesis import given, settings
from hypothesis import strategies as st
from stdnum.exceptions import ValidationError
from stdnum.vn import mst

CHOICES = [{"value": v, "label": {"vi": f"Mục {v}", "en": f"Item {v}"}} for v in ("a", "b_2", "c")]
WRITTEN: dict[str, dict[str, Any]] = {
    "choice": {"x-field": {"choices": CHOICES}},
    "choices": {"x-field": {"choices": CHOICES}},
    "computed": {"type": "integer"},
    "group": {"items": {"type": "object", "properties": {}}},
}
ALL = pytest.mark.parametrize("kind", FIELD_TYPES.values(), ids=list(FIELD_TYPES))


def written(kind: FieldType) -> dict[str, Any]:
    return WRITTEN.get(kind.id, {})


def is_kept(kind: FieldType, value: Any) -> bool:
    """By the reference validator, then by what the type adds."""
    fits = jsonschema.Draft202012Validator(kind.schema(written(kind))).is_valid(value)
    return fits and kind.refuse(value, written(kind)) is None


def test_every_type_of_the_first_slice_is_there() -> None:
    """A procedure may ask for every kind of answer the language promises."""
    promised = (
        "text long_text person_name personal_id tax_code phone email date partial_date time integer decimal "
        "money yes_no choice choices code address group file tick computed registry_value"
    )
    assert set(FIELD_TYPES) == set(promised.split())


@ALL
def test_valid_samples_are_kept(kind: FieldType) -> None:
    """Every sample a type calls valid passes its schema and its own checks."""
    for value in kind.samples.valid:
        assert is_kept(kind, value), value


@ALL
def test_invalid_samples_are_not_kept(kind: FieldType) -> None:
    """Every sample a type calls invalid is refused by its schema or its own checks."""
    for value in kind.samples.invalid:
        assert not is_kept(kind, value), value


@ALL
def test_what_people_type_is_read(kind: FieldType) -> None:
    """The usual ways of writing an answer are understood, and what is understood may be kept."""
    for text, value in kind.samples.accepts:
        assert kind.parse([text], written(kind)) == value, text
        assert is_kept(kind, value), value


@ALL
def test_refusals_say_what_to_do(kind: FieldType) -> None:
    """A refused text comes back with a sentence in both languages: which field it is and what to do."""
    for text in kind.samples.refuses:
        refusal = kind.parse([text], written(kind))
        assert isinstance(refusal, Refusal), (text, refusal)
        for language, verbs in {
            "vi": ("Hãy",),
            "en": ("Type", "Check", "Compare", "Choose", "Clear", "Round"),
        }.items():
            sentence = refusal.message[language].format(label="Tên trường", **refusal.params)
            assert "Tên trường" in sentence
            assert any(verb in sentence for verb in verbs), sentence
            assert sentence.endswith(".")


@ALL
def test_nothing_typed_is_no_answer(kind: FieldType) -> None:
    """An empty box is not an answer, and not a mistake either."""
    assert kind.parse([], written(kind)) is None
    assert kind.parse(["", "  "], written(kind)) is None


@ALL
@settings(max_examples=60, deadline=None)
@given(texts=st.lists(st.text(st.characters(), max_size=30) | st.just("\ud800\x00"), max_size=3))
def test_no_typed_text_breaks_a_type(kind: FieldType, texts: list[str]) -> None:
    """Whatever is typed, the type answers; a value it accepts may be kept."""
    value = kind.parse(texts, written(kind))
    if value is not None and not isinstance(value, Refusal):
        assert is_kept(kind, value), (texts, value)
        assert kind.rule_value(value) is not None


@ALL
def test_no_kept_value_breaks_a_type(kind: FieldType) -> None:
    """A value of a wrong shape reads as null in rules and as some text on paper; it never breaks the page."""
    for value in (None, "", "x", 5, -1, 1.5, True, [], [5], {}, {"province": 3}, "2026-02-30", "\ud800"):
        assert isinstance(kind.format(value, "vi", written(kind)), str)
        kind.rule_value(value)
        kind.refuse(value, written(kind))


PERCENT = {"x-field": {"unit": {"vi": "%", "en": "%"}}}
SQUARE_METRES = {"x-field": {"unit": {"vi": "m²", "en": "m²"}}}
PAPER_PAGES = {"x-field": {"unit": {"vi": "trang", "en": "pages"}}}


@pytest.mark.parametrize(
    ("name", "asked", "text", "value"),
    [
        ("integer", PERCENT, "60%", 60),
        ("integer", PERCENT, "60 %", 60),
        ("decimal", PERCENT, "33,3 ％", "33.3"),
        ("decimal", SQUARE_METRES, "120,5 m²", "120.5"),
        ("decimal", SQUARE_METRES, "120,5M2", "120.5"),
        ("integer", PAPER_PAGES, "3 Trang", 3),
        ("integer", PAPER_PAGES, "3 pages", 3),
        ("money", {}, "75.000 VNĐ", 75000),
    ],
)
def test_the_unit_of_the_box_may_be_typed_after_the_number(
    name: str, asked: dict[str, Any], text: str, value: Any
) -> None:
    """Who writes 60% where the box says % has answered 60."""
    assert FIELD_TYPES[name].parse([text], asked) == value


@pytest.mark.parametrize(
    ("name", "asked", "text"),
    [
        ("integer", PERCENT, "60 m²"),
        ("integer", PERCENT, "%60"),
        ("integer", PERCENT, "%"),
        ("integer", PERCENT, "60%%"),
        ("decimal", SQUARE_METRES, "1 km²"),
        ("decimal", SQUARE_METRES, "0,5 ha"),
        ("decimal", SQUARE_METRES, "1.250 m²"),
        ("integer", PAPER_PAGES, "3 bản"),
        ("integer", {}, "60%"),
        ("money", {}, "5 triệu đồng"),
    ],
)
def test_another_unit_is_never_guessed(name: str, asked: dict[str, Any], text: str) -> None:
    """A unit that is not the box's own is asked again: half a hectare is not half a square metre."""
    assert isinstance(FIELD_TYPES[name].parse([text], asked), Refusal)


NAMES = st.sampled_from(
    ["Nguyễn Thị Ánh", "Y", "H'Hen Niê", "Mai", "Đặng Thuỳ Trâm", "Jean-Pierre", "Ma. Seo"]
)
DAYS = st.dates(date(1800, 1, 1), date(2200, 12, 31))
DECIMALS = (
    st.decimals(-(10**9), 10**9, places=6)
    .map(lambda d: f"{d:f}".rstrip("0").rstrip("."))
    .filter(lambda text: text != "-0")
)
LETTERS = st.text(st.characters(categories=["L", "N", "P"]), min_size=1, max_size=60).map(
    lambda text: unicodedata.normalize("NFC", text)
)
VALUES: dict[str, st.SearchStrategy[Any]] = {
    "text": LETTERS,
    "registry_value": LETTERS,
    "long_text": st.lists(LETTERS, min_size=1, max_size=4).map("\n".join),
    "person_name": NAMES,
    "personal_id": st.from_regex(r"(001|079|096|101)[0-3][0-9]{8}|[0-9]{9}", fullmatch=True),
    "tax_code": st.sampled_from(["0100112437", "0312687878-001", "001085001234"]),
    "phone": st.from_regex(r"0[35789][0-9]{8}|02[0-9]{9}|\+49[1-9][0-9]{8}", fullmatch=True),
    "email": st.from_regex(r"[a-z0-9.]{1,20}@[a-z]{1,9}\.(vn|com)", fullmatch=True),
    "date": DAYS.map(date.isoformat),
    "partial_date": st.builds(lambda day, cut: day.isoformat()[:cut], DAYS, st.sampled_from([4, 7, 10])),
    "time": st.times().map(lambda moment: moment.isoformat()[:5]),
    "integer": st.integers(-(2**53) + 1, 2**53 - 1),
    "money": st.integers(0, 2**53 - 1),
    "decimal": DECIMALS,
    "yes_no": st.booleans(),
    "tick": st.just(True),
    "choice": st.sampled_from(["a", "b_2", "c"]),
    "choices": st.sampled_from([["a"], ["a", "c"], ["a", "b_2", "c"]]),
    "code": st.from_regex(r"[A-Za-z0-9][A-Za-z0-9._-]{0,20}", fullmatch=True),
    "file": st.lists(
        st.from_regex(r"[A-Za-z0-9_-]*[A-Za-z0-9]", fullmatch=True).map(lambda s: s[:40]),
        min_size=1,
        unique=True,
        max_size=3,
    ),
}


@pytest.mark.parametrize("name", VALUES)
@given(data=st.data())
@settings(max_examples=150, deadline=None)
def test_what_the_form_shows_reads_back_the_same(name: str, data: st.DataObject) -> None:
    """A draft opened and saved without a change keeps every answer exactly."""
    kind, value = FIELD_TYPES[name], data.draw(VALUES[name])
    assert is_kept(kind, value)
    assert kind.parse(kind.typed(value), written(kind)) == value


@pytest.mark.parametrize(
    "name",
    [
        "personal_id",
        "tax_code",
        "phone",
        "email",
        "date",
        "partial_date",
        "integer",
        "money",
        "decimal",
        "time",
    ],
)
@given(data=st.data())
@settings(max_examples=100, deadline=None)
def test_what_is_printed_is_never_read_as_something_else(name: str, data: st.DataObject) -> None:
    """Copying a printed value back into the form gives the same value, or a question, never another value."""
    kind, value = FIELD_TYPES[name], data.draw(VALUES[name])
    read = kind.parse([kind.format(value, "vi", {})], {})
    assert read == value or (isinstance(read, Refusal) and read.code == "two_readings")


@given(st.from_regex(r"[0-9]{10}([0-9]{3})?", fullmatch=True))
@settings(max_examples=500)
def test_tax_codes_agree_with_the_published_algorithm(number: str) -> None:
    """A tax code is accepted exactly when its check digit is right."""
    try:
        expected = bool(mst.validate(number))
    except ValidationError:
        expected = False
    assert (not isinstance(FIELD_TYPES["tax_code"].parse([number], {}), Refusal)) == expected


@given(st.integers(0, 999_999_999))
@settings(max_examples=200)
def test_a_tax_code_with_its_right_digit_is_accepted(stem: int) -> None:
    """Every nine digits with the digit that belongs to them make a tax code, except where no digit fits."""
    digits = f"{stem:09d}"
    check = mst.calc_check_digit(digits)
    read = FIELD_TYPES["tax_code"].parse([digits + check], {})
    assert (read == digits + check) == (len(check) == 1 and digits[2:] != "0000000")


def test_a_year_alone_never_becomes_the_first_of_january() -> None:
    """Somebody who knows only the year 1950 is not recorded as born on 1 January 1950."""
    kind = FIELD_TYPES["partial_date"]
    assert kind.parse(["1950"], {}) == "1950"
    assert kind.parse_parts({"day": [""], "month": [""], "year": ["1950"]}, {}) == "1950"
    assert kind.parse_parts({"day": [""], "month": ["9"], "year": ["1950"]}, {}) == "1950-09"
    assert kind.format("1950", "vi", {}) == "1950"
    assert kind.format("1950-09", "en", {}) == "September 1950"
    assert isinstance(kind.parse_parts({"day": ["2"], "month": [""], "year": ["1950"]}, {}), Refusal)


def test_three_boxes_make_a_date() -> None:
    """Day, month and year in three boxes are one date; a missing box is asked for."""
    kind = FIELD_TYPES["date"]
    assert kind.parse_parts({"day": ["2"], "month": ["9"], "year": ["1945"]}, {}) == "1945-09-02"
    assert kind.parse_parts({}, {}) is None
    assert isinstance(kind.parse_parts({"day": ["2"], "year": ["1945"]}, {}), Refusal)


def test_dates_that_do_not_exist_are_refused() -> None:
    """29 February is a date in leap years only, for every year of two centuries."""
    kind = FIELD_TYPES["date"]
    for year in range(1900, 2101):
        exists = (date(year, 3, 1) - timedelta(days=1)).day == 29
        assert (kind.parse([f"29/2/{year}"], {}) == f"{year}-02-29") == exists


def test_a_number_with_two_readings_is_asked_again() -> None:
    """1.250 may be 1250 or 1,25 square metres: the person decides, not the machine."""
    refusal = FIELD_TYPES["decimal"].parse(["1.250"], {})
    assert isinstance(refusal, Refusal)
    assert refusal.code == "two_readings"
    assert {refusal.params["whole"], refusal.params["fraction"]} == {"1250", "1,25"}


def test_limits_of_the_author_hold_for_decimals() -> None:
    """Minimum, maximum and the number of decimals are checked although decimals are kept as text."""
    kind = FIELD_TYPES["decimal"]
    schema = {"minimum": 1, "maximum": 100, "x-field": {"places": 2, "unit": {"vi": "m²"}}}
    codes = {
        text: getattr(kind.refuse(kind.parse([text], schema), schema), "code", None)
        for text in ("0,5", "100,01", "1,234", "99,99")
    }
    assert codes == {"0,5": "too_small", "100,01": "too_large", "1,234": "too_many_places", "99,99": None}
    assert kind.format("1250.5", "vi", schema) == "1.250,5 m²"
    assert kind.format("1250.5", "en", schema) == "1,250.5 m²"


def test_names_as_people_have_them() -> None:
    """One-word names, H' and Y names are names; decomposed accents are composed; look-alike Đ is Đ."""
    kind = FIELD_TYPES["person_name"]
    for name in ("Y", "H'", "Hồ", "Giàng A Páo", "H' Wǒn Êban"):
        assert kind.parse([unicodedata.normalize("NFD", name)], {}) == unicodedata.normalize("NFC", name)


def test_an_address_needs_province_and_ward() -> None:
    """A street alone is asked to be completed; nothing at all is no answer."""
    kind = FIELD_TYPES["address"]
    assert kind.parse_parts({"province": ["10"], "ward": ["02647"], "street": ["Tổ 5 "]}, {}) == {
        "province": "10",
        "ward": "02647",
        "street": "Tổ 5",
    }
    assert isinstance(kind.parse_parts({"street": ["Tổ 5"]}, {}), Refusal)
    assert kind.parse_parts({"province": [""]}, {}) is None


def test_ten_million_characters_are_refused_at_once() -> None:
    """A huge text costs nothing and is refused."""
    for name in ("text", "long_text", "person_name", "decimal", "date", "phone", "email"):
        assert isinstance(FIELD_TYPES[name].parse(["1" * 10_000_000], {}), Refusal)
