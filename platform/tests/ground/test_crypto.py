"""Personal values are sealed per person."""

import base64
import secrets

import pytest
from motcua.ground import crypto
from motcua.ground.errors import KeyDestroyed, KeyMissing, SealBroken
from motcua.ground.models import Subject

pytestmark = pytest.mark.django_db


def test_what_is_sealed_opens_again():
    """A sealed number opens to exactly what was typed."""
    subject = crypto.new_subject()
    sealed = crypto.seal(subject, "051190001234", purpose="personal_id")
    assert (
        crypto.open_sealed(Subject.objects.get(pk=subject.pk), sealed, purpose="personal_id")
        == "051190001234"
    )


def test_the_sealed_bytes_show_nothing_and_differ_each_time():
    """The same number sealed twice looks different and shows no digit."""
    subject = crypto.new_subject()
    first, second = crypto.seal(subject, "051190001234"), crypto.seal(subject, "051190001234")
    assert first != second
    assert b"0511" not in first


@pytest.mark.parametrize("position", [0, 1, 12, 13, 20, -1])
def test_any_changed_byte_is_noticed(position):
    """One changed byte anywhere makes the value unreadable instead of wrong."""
    subject = crypto.new_subject()
    sealed = bytearray(crypto.seal(subject, "0905123456"))
    sealed[position] ^= 1
    with pytest.raises(SealBroken):
        crypto.open_sealed(subject, bytes(sealed))


def test_a_value_copied_to_another_person_or_purpose_does_not_open():
    """A sealed value copied into another person's row, or another column, is refused."""
    one, other = crypto.new_subject(), crypto.new_subject()
    sealed = crypto.seal(one, "0905123456", purpose="phone")
    for subject, purpose in ((other, "phone"), (one, "email")):
        with pytest.raises(SealBroken):
            crypto.open_sealed(subject, sealed, purpose=purpose)


def test_a_destroyed_key_opens_nothing():
    """After a person's key is destroyed their values can never be read again."""
    subject = crypto.new_subject()
    sealed = crypto.seal(subject, "0905123456")
    crypto.destroy(subject)
    assert Subject.objects.get(pk=subject.pk).wrapped_key is None
    for act in (lambda: crypto.open_sealed(subject, sealed), lambda: crypto.seal(subject, "x")):
        with pytest.raises(KeyDestroyed):
            act()


def test_master_keys_can_be_changed_while_values_stay_readable(settings):
    """With a new master key old values open, new persons use it, rewrapping frees the old one."""
    old = crypto.new_subject()
    sealed = crypto.seal(old, "051190001234")
    settings.MASTER_KEYS = {**settings.MASTER_KEYS, "k2": secrets.token_bytes(32)}
    assert crypto.open_sealed(old, sealed) == "051190001234"
    assert crypto.new_subject().master_key == "k2"
    assert crypto.rewrap() >= 1
    settings.MASTER_KEYS = {"k2": settings.MASTER_KEYS["k2"]}
    assert crypto.open_sealed(Subject.objects.get(pk=old.pk), sealed) == "051190001234"


def test_a_missing_master_key_says_which_one(settings):
    """A restored backup without its key ring names the key that is missing."""
    subject = crypto.new_subject()
    settings.MASTER_KEYS = {"k9": secrets.token_bytes(32)}
    with pytest.raises(KeyMissing, match="k1"):
        crypto.seal(subject, "x")


@pytest.mark.parametrize(
    ("kind", "one", "other"),
    [
        ("phone", "+84 905 123 456", "0905.123.456"),
        ("personal_id", "051 190 001234", "051190001234"),
        ("email", " Hoa@Example.vn", "hoa@example.vn"),
        ("name", "Nguyễn Thị Hoa", "nguyen thi hoa"),
    ],
)
def test_exact_search_ignores_how_it_was_typed(kind, one, other):
    """A number is found whether typed with spaces, dots or the country code."""
    assert crypto.blind_index(kind, one) == crypto.blind_index(kind, other)


def test_the_index_tells_kinds_and_values_apart():
    """Other values, or the same digits as another kind of number, have other fingerprints."""
    prints = {
        crypto.blind_index(kind, value) for kind in ("phone", "personal_id") for value in ("0905", "0906")
    }
    assert len(prints) == 4


def test_search_goes_on_while_the_index_key_changes(settings):
    """Values indexed under the old key are still found after a new index key was added."""
    before = crypto.blind_index("phone", "0905123456")
    settings.INDEX_KEYS = {**settings.INDEX_KEYS, "k2": secrets.token_bytes(32)}
    assert before in crypto.blind_indexes("phone", "0905123456")
    assert crypto.blind_index("phone", "0905123456") != before


def test_a_commitment_proves_a_value_without_holding_it():
    """The commitment is the same for the same value and holds no part of it."""
    made = crypto.commitment("051190001234")
    assert made == crypto.commitment("051190001234") != crypto.commitment("051190001235")
    assert "0511" not in made
    assert base64.b16decode(made.removeprefix("commit:").upper())
