"""The strict reader refuses a text that reads in two ways, hides something, or exhausts a parser."""

from __future__ import annotations

import time

import pytest
from forms_schema.problems import Unreadable
from forms_schema.reader import read_json

QUOTED_BACKSLASHES = '"' + '\\"' * 900_000
HOSTILE: list[tuple[str, bytes | str, str, str]] = [
    ("nothing at all", "", "", "not_json"),
    ("two documents", "{} {}", "", "not_json"),
    ("a trailing comma", '{"a":1,}', "", "not_json"),
    ("a comment", '{"a":1 /* one */}', "", "not_json"),
    ("single quotes", "{'a':1}", "", "not_json"),
    ("a raw line break in a text", '{"a":"x\ny"}', "", "not_json"),
    ("an unfinished text", '{"a":"x', "", "not_json"),
    ("an unfinished text of backslashes", QUOTED_BACKSLASHES, "", "not_json"),
    ("more closing than opening brackets", "]]]]", "", "not_json"),
    ("a number with a leading zero", "[01]", "", "not_json"),
    ("a hexadecimal number", "[0x10]", "", "not_json"),
    ("a byte order mark", b"\xef\xbb\xbf{}", "", "byte_order_mark"),
    ("a byte order mark in text", "\ufeff{}", "", "byte_order_mark"),
    ("UTF-16", '{"a":1}'.encode("utf-16-le") + b"\xd8", "", "not_utf8"),
    ("a broken byte", b'{"a":"\xff"}', "", "not_utf8"),
    ("an overlong slash", b'["\xc0\xaf"]', "", "not_utf8"),
    ("a surrogate in UTF-8", b'["\xed\xa0\x80"]', "", "not_utf8"),
    ("thirty-three levels", "[" * 33 + "]" * 33, "", "too_deep"),
    ("ten thousand levels", "[" * 10_000, "", "too_deep"),
    ("a million levels of objects", '{"a":' * 300_000, "", "too_deep"),
    ("levels after brackets in a text", '["[[[[", ' + "[" * 33 + "]" * 33 + "]", "", "too_deep"),
    ("a duplicate key", '{"a":1,"a":2}', "/a", "duplicate_key"),
    ("a duplicate key further in", '{"f":[{"x":1,"x":1}]}', "/f/0/x", "duplicate_key"),
    ("a key written twice with an escape", '{"a":1,"\\u0061":2}', "/a", "duplicate_key"),
    ("keys that are one after NFC", '{"\u00ea":1,"e\u0302":2}', "/\u00ea", "duplicate_key"),
    ("NaN", '{"fee":NaN}', "/fee", "not_a_number"),
    ("Infinity", "[Infinity]", "/0", "not_a_number"),
    ("minus Infinity", "[-Infinity]", "/0", "not_a_number"),
    ("a number so large it reads as infinity", "[1e999]", "/0", "not_whole"),
    ("a fraction", '{"area":120.55}', "/area", "not_whole"),
    ("a whole number written with a point", '{"fee":1.0}', "/fee", "not_whole"),
    ("a whole number written with an exponent", '{"fee":1E5}', "/fee", "not_whole"),
    ("twenty-one digits", "[123456789012345678901]", "/0", "number_too_long"),
    ("twenty-one digits below zero", "[-123456789012345678901]", "/0", "number_too_long"),
    ("five thousand digits", "[" + "9" * 5_000 + "]", "/0", "number_too_long"),
    ("__proto__", '{"a":{"__proto__":{"x":1}}}', "/a/__proto__", "forbidden_key"),
    ("__proto__ behind an escape", '{"\\u005f_proto__":1}', "/__proto__", "forbidden_key"),
    ("constructor", '{"constructor":1}', "/constructor", "forbidden_key"),
    ("prototype", '{"prototype":1}', "/prototype", "forbidden_key"),
    ("a very long key", '{"' + "k" * 201 + '":1}', "", "key_too_long"),
    ("a line feed in a key", '{"a\\nb":1}', "", "hidden_character"),
    ("half of an emoji", '["\\ud83d"]', "/0", "half_character"),
    ("the wrong halves", '["\\udc4d\\ud83d"]', "/0", "half_character"),
    ("half of an emoji as a key", '{"\\ud83d":1}', "", "half_character"),
    ("half of an emoji in text", '["\ud83d"]', "/0", "half_character"),
    ("the null character", '["\\u0000"]', "/0", "hidden_character"),
    ("a carriage return", '["a\\r\\nb"]', "/0", "hidden_character"),
    ("an escape character", '["\\u001b[31m"]', "/0", "hidden_character"),
    ("a C1 control", '["\\u0085"]', "/0", "hidden_character"),
    ("a zero-width space", '{"name":"Nguyễn\u200bVăn"}', "/name", "hidden_character"),
    ("a zero-width joiner", '["a\\u200db"]', "/0", "hidden_character"),
    ("text that runs backwards", '["\u202etxt.exe"]', "/0", "hidden_character"),
    ("an isolate", '["\u2066a"]', "/0", "hidden_character"),
    ("a soft hyphen", '["a\u00adb"]', "/0", "hidden_character"),
    ("a byte order mark inside a text", '["a\ufeffb"]', "/0", "hidden_character"),
    ("a line separator", '["a\u2028b"]', "/0", "hidden_character"),
    ("a tag character", '["a\U000e0041b"]', "/0", "hidden_character"),
    ("the Hangul filler", '["\u3164"]', "/0", "hidden_character"),
    ("a noncharacter", '["\\uffff"]', "/0", "hidden_character"),
    ("a pile of marks", '["a' + "\u0301\u0316" * 200_000 + '"]', "/0", "too_many_marks"),
    ("a key with slash and tilde", '{"a/b~c":1.5}', "/a~1b~0c", "not_whole"),
]


@pytest.mark.parametrize(
    ("raw", "pointer", "code"), [case[1:] for case in HOSTILE], ids=[case[0] for case in HOSTILE]
)
def test_hostile_text_is_refused(raw: bytes | str, pointer: str, code: str) -> None:
    """A hostile text is refused within a second of work, with its place, a stable code and two sentences."""
    began = time.thread_time()
    with pytest.raises(Unreadable) as met:
        read_json(raw)
    assert time.thread_time() - began < 1
    problem = met.value.problems[0]
    assert (problem.pointer, problem.code) == (pointer, code)
    assert all(problem.message[language].endswith(".") for language in ("vi", "en"))
    assert not any("{" in text for text in problem.message.values())


ACCEPTABLE = [
    ('{"a":[1,-0,true,false,null,"x"]}', {"a": [1, 0, True, False, None, "x"]}),
    ('{"tên":"Nguye\u0302\u0303n"}', {"tên": "Nguyễn"}),
    ('["12345678901234567890", 12345678901234567890]', ["12345678901234567890", 12345678901234567890]),
    ('["one\\ntwo\\tthree"]', ["one\ntwo\tthree"]),
    ('["👍 \\ud83d\\udc4d ❤️"]', ["👍 👍 ❤️"]),
    ("[" * 32 + "]" * 32, None),
    ('["[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[["]', None),
    (' {"" : "empty key"} ', {"": "empty key"}),
    ('{"to_string":1,"hasOwnProperty":2}', {"to_string": 1, "hasOwnProperty": 2}),
]


@pytest.mark.parametrize(("raw", "wanted"), ACCEPTABLE)
def test_honest_text_is_read(raw: str, wanted: object) -> None:
    """An honest text is read as it stands, its letters composed, from bytes as from text."""
    document = read_json(raw)
    assert read_json(raw.encode("utf-8")) == document
    if wanted is not None:
        assert document == wanted


def test_size_is_limited_in_bytes() -> None:
    """A text is measured in bytes before anything else is done with it."""
    assert read_json('["ế"]', max_bytes=7) == ["ế"]
    with pytest.raises(Unreadable) as met:
        read_json('["ế"]', max_bytes=6)
    assert met.value.problems[0].code == "too_large"


def test_all_refusals_come_together() -> None:
    """Someone who mends a document sees all its faults at once, but never more than twenty."""
    with pytest.raises(Unreadable) as met:
        read_json('{"a":1.5,"b":[NaN,{"c":1,"c":2}]}')
    assert [(each.pointer, each.code) for each in met.value.problems] == [
        ("/a", "not_whole"),
        ("/b/0", "not_a_number"),
        ("/b/1/c", "duplicate_key"),
    ]
    with pytest.raises(Unreadable) as many:
        read_json("[" + "1.5," * 500 + "1]")
    assert len(many.value.problems) == 20


def test_a_refusal_says_how_to_write_decimals() -> None:
    """The refusal of a decimal number says how to write it, and no refusal quotes what people typed."""
    with pytest.raises(Unreadable) as met:
        read_json('{"area":120.55,"name":"Bí mật\u200b"}')
    decimal, hidden = met.value.problems
    assert '"2.5"' in decimal.message["vi"]
    assert '"2.5"' in decimal.message["en"]
    assert "120.55" not in str(decimal.as_dict())
    assert "Bí mật" not in str(hidden.as_dict())
    assert "U+200B" in hidden.message["vi"]


def test_syntax_errors_name_line_and_column() -> None:
    """A mistake in the syntax is named by line and column."""
    with pytest.raises(Unreadable) as met:
        read_json('{\n  "a": 1,\n  "b": tru\n}')
    assert met.value.problems[0].params == {"line": 3, "column": 8}
