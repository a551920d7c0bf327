"""The test kit keeps rows, revisions and partners as the real host does."""

import httpx
import pytest
from motcua_sdk.testkit import partner
from motcua_sdk.testkit.fake_host import FakeHost, MemoryStore


def test_a_row_is_written_only_if_nobody_wrote_since() -> None:
    """Of two writers who read the same revision, the second is told no."""
    store = MemoryStore()
    assert store.put("session", "a")
    _, revision = store.get("session")

    assert store.put("session", "b", revision=revision)
    assert not store.put("session", "c", revision=revision)
    assert store.get("session") == ("b", revision + 1)


def test_a_row_that_is_not_there_cannot_be_changed() -> None:
    """Writing over a row that nobody wrote is refused when a revision is named."""
    assert not MemoryStore().put("session", "a", revision=1)


def test_what_is_read_cannot_change_what_is_kept() -> None:
    """A value handed out is a copy."""
    store = MemoryStore()
    store.put("list", [1])
    store.get("list")[0].append(2)

    assert store.get("list")[0] == [1]


def test_a_forgotten_row_is_gone() -> None:
    """A row is removed when the plugin forgets it, and forgetting twice is no error."""
    store = MemoryStore()
    store.put("a", 1)
    store.forget("a")
    store.forget("a")

    assert store.get("a") is None


def test_no_redirect_is_followed() -> None:
    """The client does not follow a partner to another address."""
    with FakeHost({}).http() as client:
        assert client.follow_redirects is False


def test_nobody_answers_at_an_absent_address() -> None:
    """The address of an absent partner refuses every connection."""
    with FakeHost({}).http() as client, pytest.raises(httpx.ConnectError):
        client.get(partner.absent_address())


def test_a_simulator_that_cannot_start_says_why() -> None:
    """A partner that does not start is named, with its own words."""
    with pytest.raises(partner.PartnerNotReady, match="No module named"), partner.running("no_such_partner"):
        pass
