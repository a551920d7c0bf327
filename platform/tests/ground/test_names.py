"""Search without diacritics."""

import unicodedata

import pytest
from motcua.ground.names import clean, search_key


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        ("Nguyễn Thị Hoa", "nguyen thi hoa"),
        ("ĐẶNG  Văn Đức", "dang van duc"),
        ("Quảng Ngãi", "quang ngai"),
        ("Trương Ưng Ỷ", "truong ung y"),
        (" Hoà\tHòa ", "hoa hoa"),
    ],
)
def test_diacritics_case_and_spaces_do_not_matter(typed, key):
    """Names are found however the clerk types them."""
    assert search_key(typed) == key


def test_decomposed_and_composed_letters_are_equal():
    """A name typed on a Mac (decomposed letters) finds the one typed with Telex."""
    assert search_key(unicodedata.normalize("NFD", "Lê Thị Bưởi")) == search_key("Lê Thị Bưởi")


def test_stored_names_are_composed_and_single_spaced():
    """Names are stored composed, without stray control characters."""
    assert clean(unicodedata.normalize("NFD", "Nguyễn\x00  Hoa\n")) == "Nguyễn Hoa"
