"""Looking people up: what is found, what is not, and what happens on the registry's bad days."""

import base64
import hashlib
from datetime import datetime, timedelta

import httpx
import pytest
from motcua_population import plugin
from motcua_sdk.values import Identity


def test_a_person_is_found_with_everything_held(host, asking) -> None:
    """Name, number, date of birth, sex and residence come as the registry holds them."""
    person = plugin.look_up_person(asking(), host).person

    assert (person.name, person.identity.number) == ("Nguyễn Thị Hoa", "051190000001")
    assert (person.born, person.sex) == ("1990-03-08", "female")
    assert person.residence == {"province": "51", "ward": "21001", "street": "12 Quang Trung"}


@pytest.mark.parametrize(
    "changes",
    [
        {"name": "Nguyễn Thị Hồng"},
        {"born": "1990-03-09"},
        {"born": "1991"},
        {"identity": Identity("personal_id", "051085000002")},
    ],
    ids=str,
)
def test_one_wrong_detail_matches_nobody(host, asking, changes) -> None:
    """A wrong name, date or number finds nobody, and is not said to be nobody."""
    answer = plugin.look_up_person(asking(**changes), host)

    assert (answer.kind, answer.person) == ("no_match", None)
    assert "không có nghĩa là người đó không tồn tại" in answer.message["vi"]


@pytest.mark.parametrize(
    ("number", "name", "born"),
    [("051155000777", "Phạm Sáu", "1955"), ("051201009999", "Lê Hoàng Hòa", "2001")],
)
def test_a_year_of_birth_stays_a_year(host, asking, number, name, born) -> None:
    """Who is registered with a year of birth only is found by the year, and no first of January is invented."""
    answer = plugin.look_up_person(
        asking(identity=Identity("personal_id", number), name=name, born=born), host
    )

    assert (answer.kind, answer.person.born) == ("found", born)


def test_an_old_number_leads_to_the_new_one(host, asking) -> None:
    """The old nine-digit number finds the person and her twelve-digit number."""
    answer = plugin.look_up_person(asking(identity=Identity("old_id", "212345678")), host)

    assert (answer.kind, answer.person.identity.number) == ("found", "051190000001")
    assert answer.person.old_identity == Identity("old_id", "212345678")


def test_who_never_had_an_old_number_gets_none(host, asking) -> None:
    """A person without an old number is not given an empty one."""
    person = asking(identity=Identity("personal_id", "051085000002"), name="Phạm Anh Tuấn", born="1985-11-20")

    assert plugin.look_up_person(person, host).person.old_identity is None


@pytest.mark.parametrize("form", ["accents", "no_accents"])
@pytest.mark.parametrize("written", ["nguyễn thị hoa", "NGUYỄN  THỊ HOA ", "Nguyễn Thị Hoa"])
def test_a_name_is_found_however_it_is_written(host, asking, form, written) -> None:
    """Small letters, spaces and composed or decomposed marks do not hide a person."""
    host.options = {**host.options, "name_form": form}

    assert plugin.look_up_person(asking(name=written), host).kind == "found"


def test_a_one_word_name_is_found(host, asking) -> None:
    """People with names such as Y Thoa are found too."""
    thoa = asking(identity=Identity("personal_id", "062078001111"), name="Y Thoa", born="1978-01-01")
    answer = plugin.look_up_person(thoa, host)

    assert (answer.kind, answer.person.name, answer.person.born) == ("found", "Y Thoa", "1978-01-01")


def test_a_wrong_signature_means_by_hand(gateway, locked_host, asking) -> None:
    """Where the gateway refuses our signature, the person goes on by hand and the administrator can see why."""
    assert plugin.look_up_person(asking(), locked_host).kind == "unavailable"

    assert gateway.calls()[-1] == {"answer": "unauthorised"}
    health = plugin.test_connection(locked_host)
    assert (health.ok, "chữ ký" in health.message["vi"]) == (False, True)


def test_the_unit_of_the_timestamp_is_an_option(gateway, host, asking) -> None:
    """A gateway that counts in milliseconds refuses seconds, so the unit is a setting."""
    host.options = {**host.options, "timestamp_unit": "seconds"}
    assert plugin.look_up_person(asking(), host).kind == "unavailable"
    assert gateway.calls()[-1] == {"answer": "unauthorised"}

    host.options = {**host.options, "timestamp_unit": "milliseconds"}
    assert plugin.look_up_person(asking(), host).kind == "found"


def test_a_clock_that_is_wrong_is_refused(host, asking) -> None:
    """A request signed an hour ago is refused by the gateway."""
    host.now = host.today().now - timedelta(hours=1)

    assert plugin.look_up_person(asking(), host).kind == "unavailable"


@pytest.mark.parametrize(("unit", "stamp"), [("milliseconds", "1782873000000"), ("seconds", "1782873000")])
def test_the_signature_is_the_one_the_gateway_counts(host, asking, unit, stamp) -> None:
    """Basic sign-in with the lower-case hex SHA-256 of path, account, time and secret; half past nine in Việt Nam."""
    host.now = datetime(2026, 7, 1, 9, 30)
    host.options = {**host.options, "timestamp_unit": unit}
    seen: list[httpx.Request] = []
    host.before_request = seen.append
    plugin.look_up_person(asking(), host)

    digest = hashlib.sha256(f"/dancu/tracuuprovince{stamp}population-demo".encode()).hexdigest()
    wanted = "Basic " + base64.b64encode(f"province:{digest}".encode()).decode()
    (request,) = seen
    assert (request.headers["Timestamp"], request.headers["Authorization"]) == (stamp, wanted)


@pytest.mark.parametrize("mood", [{"drunk": 1}, {"silent": 1}, {"down": 1}, {"slow": 3}], ids=str)
def test_a_registry_on_a_bad_day_means_by_hand(gateway, host, asking, mood) -> None:
    """A registry that is silent, slow, down or talks nonsense never yields a fact."""
    patient, host.timeout = host.timeout, 0.5
    gateway.mood(**mood)
    answer = plugin.look_up_person(asking(), host)

    assert (answer.kind, answer.person) == ("unavailable", None)
    gateway.mood()
    host.timeout = patient
    assert plugin.look_up_person(asking(), host).kind == "found"


def test_a_number_is_asked_only_once_under_one_request(host, asking) -> None:
    """The gateway takes every request number once; a repeated one is no answer about the person."""
    same = asking()
    assert plugin.look_up_person(same, host).kind == "found"

    assert plugin.look_up_person(same, host).kind == "unavailable"


def test_an_empty_envelope_is_enough_to_try_the_options(gateway, host) -> None:
    """Trying the connection asks for nobody."""
    before = len(gateway.calls())
    assert plugin.test_connection(host).ok

    assert [one["answer"] for one in gateway.calls()[before:]] == ["fault"]
