"""One document has one canonical form and one hash."""

from __future__ import annotations

import hashlib
import math
from datetime import date
from typing import Any

import pytest
from forms_schema.canonical import canonical, content_hash
from forms_schema.problems import Unreadable
from forms_schema.reader import read_json


def test_canonical_form_is_stated_byte_by_byte() -> None:
    """Keys are sorted by code point, nothing is spaced, letters are composed and written as UTF-8."""
    document = {"b": [1, True, None], "a": "e\u0302", "á": '"\n', "Z": {}}
    assert canonical(document) == '{"Z":{},"a":"ê","b":[1,true,null],"á":"\\"\\n"}'.encode()


def test_hash_is_of_the_canonical_form() -> None:
    """The address of a document is the SHA-256 of its canonical form, whatever the order of its keys."""
    wanted = "sha256:" + hashlib.sha256('{"a":"ê","b":1}'.encode()).hexdigest()
    assert content_hash({"b": 1, "a": "e\u0302"}) == wanted
    assert content_hash(read_json('{ "a" : "\\u00ea", "b" : 1 }')) == wanted
    assert content_hash({"a": "ê", "b": 2}) != wanted


@pytest.mark.parametrize(
    ("document", "pointer", "code"),
    [
        ({"fee": 1.5}, "/fee", "not_json_value"),
        ({"fee": math.nan}, "/fee", "not_json_value"),
        ({"on": date(2026, 7, 1)}, "/on", "not_json_value"),
        ({"a": [{1: 2}]}, "/a/0", "not_json_value"),
        ({"ê": 1, "e\u0302": 2}, "/ê", "duplicate_key"),
        (["\ud83d"], "/0", "half_character"),
        ({"a": {"b": {1, 2}}}, "/a/b", "not_json_value"),
    ],
)
def test_what_is_no_json_has_no_hash(document: Any, pointer: str, code: str) -> None:
    """What cannot be written as JSON in one way only is refused with its place."""
    with pytest.raises(Unreadable) as met:
        canonical(document)
    assert (met.value.problems[0].pointer, met.value.problems[0].code) == (pointer, code)


def test_a_document_that_contains_itself_is_refused() -> None:
    """A document that contains itself is refused, not followed for ever."""
    ring: list[Any] = []
    ring.append(ring)
    with pytest.raises(Unreadable) as met:
        canonical(ring)
    assert met.value.problems[0].code == "too_deep"
