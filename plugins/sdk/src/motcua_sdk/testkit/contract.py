"""What every plugin promises, hook by hook: test classes that a plugin's tests inherit.

A plugin's test class names the fixtures that the contract asks for; the rules come from here. Each class checks one
hook and says so in ``HOOK``. Fixtures used by all: ``plugin`` (the module named by the entry point). The others are
named in the docstring of each class.
"""

from __future__ import annotations

import copy
import re
import time
from collections.abc import Callable, Mapping, Sequence
from typing import Any, ClassVar

from jsonschema import Draft202012Validator

from motcua_sdk import CONTRACT_VERSION, PluginInfo
from motcua_sdk.hookspecs import SECONDS
from motcua_sdk.testkit.fake_host import FakeHost
from motcua_sdk.values import DossierSnapshot, Health, LookUp, Message, Outcome, PersonQuery, Polled, Problem

NAME = re.compile(r"[a-z][a-z0-9_]{0,39}")
TOPIC = re.compile(r"[a-z_]+\.([a-z_]+|\*)")
VERSION = re.compile(r"\d+\.\d+\.\d+")
SECRET_WORDS = re.compile(r"password|secret|token|private_key")
LONGEST_REACTION = 120


def in_both_languages(words: Mapping[str, str]) -> bool:
    """Whether a text is a non-empty sentence in Vietnamese and in English."""
    return bool(words.get("vi", "").strip()) and bool(words.get("en", "").strip())


class HookContract:
    """One hook's promise."""

    HOOK: ClassVar[str]


class PluginInfoContract(HookContract):
    """Asks for: ``plugin``."""

    HOOK = "plugin_info"

    def test_it_says_who_it_is(self, plugin: Any) -> None:
        """A plugin has a name, a title in Vietnamese and English, and a version."""
        info = plugin.plugin_info()

        assert isinstance(info, PluginInfo)
        assert NAME.fullmatch(info.name)
        assert in_both_languages(info.title)
        assert VERSION.fullmatch(info.version)

    def test_it_fits_this_contract(self, plugin: Any) -> None:
        """A plugin is written for the contract that is in use."""
        lowest, beyond = re.fullmatch(r">=(\d+),<(\d+)", plugin.plugin_info().contract).groups()  # type: ignore[union-attr]

        assert int(lowest) <= int(CONTRACT_VERSION.split(".", maxsplit=1)[0]) < int(beyond)

    def test_its_options_are_a_bounded_schema(self, plugin: Any) -> None:
        """The options are a valid JSON Schema that takes nothing unnamed and no text without a limit."""
        options = plugin.plugin_info().options

        Draft202012Validator.check_schema(options)
        assert options.get("additionalProperties") is False
        texts = [one for one in options["properties"].values() if one.get("type") == "string"]
        assert [one for one in texts if "maxLength" not in one and "enum" not in one] == []
        assert all(in_both_languages(one["x-title"]) for one in options["properties"].values())

    def test_its_secrets_are_never_shown(self, plugin: Any) -> None:
        """A password, secret, token or private key is marked so that it is kept encrypted and never shown again."""
        properties = plugin.plugin_info().options["properties"]

        named = {name: part for name, part in properties.items() if SECRET_WORDS.search(name)}
        assert [name for name, part in named.items() if part.get("writeOnly") is not True] == []

    def test_it_does_not_ask_for_too_much_time(self, plugin: Any) -> None:
        """A reaction may take two minutes at most."""
        assert 0 < plugin.plugin_info().react_seconds <= LONGEST_REACTION

    def test_it_says_why_it_sees_personal_data(self, plugin: Any) -> None:
        """Each kind of personal data has a purpose in words and a legal basis."""
        told = plugin.plugin_info().personal_data
        looks_up = hasattr(plugin, "look_up_person")

        assert told or not looks_up
        assert all(in_both_languages(one.purpose) and one.legal_basis and one.fields for one in told)


class TopicsHeardContract(HookContract):
    """Asks for: ``plugin``."""

    HOOK = "topics_heard"

    def test_it_names_topics_of_the_outbox(self, plugin: Any) -> None:
        """Topics are written like ``dossier.taken_in`` or ``dossier.*``, each once."""
        topics = list(plugin.topics_heard())

        assert topics
        assert all(TOPIC.fullmatch(topic) for topic in topics)
        assert len(set(topics)) == len(topics)


class FieldsReadContract(HookContract):
    """Asks for: ``plugin``."""

    HOOK = "fields_read"

    def test_it_names_fields_by_their_ids(self, plugin: Any) -> None:
        """A plugin names each answer it needs; it cannot ask for all of them."""
        fields = list(plugin.fields_read())

        assert all(NAME.fullmatch(field) for field in fields)
        assert len(set(fields)) == len(fields)


class CheckBeforeTakingInContract(HookContract):
    """Asks for: ``plugin``, ``good_snapshot``, ``refused_snapshot``."""

    HOOK = "check_before_taking_in"

    def test_a_good_dossier_has_no_problem(self, plugin: Any, good_snapshot: DossierSnapshot) -> None:
        """A dossier the partner would take is not held up."""
        assert list(plugin.check_before_taking_in(good_snapshot)) == []

    def test_a_problem_is_said_in_words(self, plugin: Any, refused_snapshot: DossierSnapshot) -> None:
        """What the partner would refuse is said to the officer before intake, in Vietnamese and English."""
        found = list(plugin.check_before_taking_in(refused_snapshot))

        assert found
        assert all(isinstance(one, Problem) and one.code and in_both_languages(one.message) for one in found)

    def test_it_decides_from_values_alone(self, plugin: Any, refused_snapshot: DossierSnapshot) -> None:
        """The same dossier gets the same answer, within the time of a decision."""
        before, began = copy.deepcopy(refused_snapshot), time.monotonic()
        first, second = (list(plugin.check_before_taking_in(refused_snapshot)) for _ in range(2))

        assert first == second
        assert refused_snapshot == before
        assert time.monotonic() - began < SECONDS["decide"]


class LookUpPersonContract(HookContract):
    """Asks for: ``plugin``, ``host``, ``absent_host`` (nobody answers), ``known_query``, ``unknown_query``."""

    HOOK = "look_up_person"

    def test_a_known_person_is_found(self, plugin: Any, host: FakeHost, known_query: PersonQuery) -> None:
        """Who is in the registry is found under number, name and date of birth."""
        answer = plugin.look_up_person(known_query, host)

        assert isinstance(answer, LookUp)
        assert answer.kind == "found"
        assert answer.person is not None
        assert answer.person.identity.number
        assert in_both_languages(answer.message)

    def test_nothing_found_is_no_fact(self, plugin: Any, host: FakeHost, unknown_query: PersonQuery) -> None:
        """An empty answer gives no person and says that it does not mean the person does not exist."""
        answer = plugin.look_up_person(unknown_query, host)

        assert (answer.kind, answer.person) == ("no_match", None)
        assert "không có nghĩa" in answer.message["vi"]
        assert "does not mean" in answer.message["en"]

    def test_a_dead_registry_lets_people_go_on(
        self, plugin: Any, absent_host: FakeHost, known_query: PersonQuery
    ) -> None:
        """Where nobody answers, the person is asked to go on by hand."""
        answer = plugin.look_up_person(known_query, absent_host)

        assert (answer.kind, answer.person) == ("unavailable", None)
        assert in_both_languages(answer.message)

    def test_the_log_names_nobody(
        self, plugin: Any, host: FakeHost, absent_host: FakeHost, known_query: PersonQuery
    ) -> None:
        """Neither number nor name of a person is written to a log or kept in the plugin's rows."""
        for one in (host, absent_host):
            plugin.look_up_person(known_query, one)
            written = repr((one.log.lines, one.store.rows))

            assert known_query.identity.number not in written
            assert known_query.name not in written


class ConnectionContract(HookContract):
    """Asks for: ``plugin``, ``host``, ``absent_host``, ``locked_host`` (the partner refuses the account)."""

    HOOK = "test_connection"

    def test_a_good_connection_is_said_to_be_good(self, plugin: Any, host: FakeHost) -> None:
        """With the right options the administrator reads that the connection works."""
        self._expect(plugin.test_connection(host), ok=True)

    def test_nobody_there_is_said(self, plugin: Any, absent_host: FakeHost) -> None:
        """Where nobody answers, the administrator reads that there is no connection."""
        self._expect(plugin.test_connection(absent_host), ok=False)

    def test_a_refused_account_is_said(self, plugin: Any, locked_host: FakeHost) -> None:
        """An account the partner refuses is said to be refused."""
        self._expect(plugin.test_connection(locked_host), ok=False)

    @staticmethod
    def _expect(health: Health, *, ok: bool) -> None:
        assert isinstance(health, Health)
        assert health.ok is ok
        assert in_both_languages(health.message)


class TellPartnerContract(HookContract):
    """Asks for: ``plugin``, ``host``, ``absent_host``, ``locked_host``, ``message``, ``good_snapshot``, ``held``.

    ``held`` is a function that returns what the partner holds now, in any comparable form.
    """

    HOOK = "tell_partner"

    def test_a_good_message_is_accepted(
        self, plugin: Any, host: FakeHost, message: Message, good_snapshot: DossierSnapshot
    ) -> None:
        """A good dossier is taken by the partner, whose reply is kept word for word."""
        outcome = plugin.tell_partner(message, good_snapshot, host)

        assert isinstance(outcome, Outcome)
        assert outcome.settled, outcome
        assert outcome.reply
        assert in_both_languages(outcome.message)

    def test_telling_twice_counts_once(
        self,
        plugin: Any,
        host: FakeHost,
        message: Message,
        good_snapshot: DossierSnapshot,
        held: Callable[[], Any],
    ) -> None:
        """The same message told again ends well and leaves with the partner what was there."""
        assert plugin.tell_partner(message, good_snapshot, host).settled
        once = held()

        assert plugin.tell_partner(message, good_snapshot, host).settled
        assert held() == once

    def test_a_forgetful_plugin_still_counts_once(
        self,
        plugin: Any,
        host: FakeHost,
        message: Message,
        good_snapshot: DossierSnapshot,
        held: Callable[[], Any],
    ) -> None:
        """Even when the plugin's own rows are lost, telling again doubles nothing."""
        assert plugin.tell_partner(message, good_snapshot, host).settled
        once = held()
        host.store.rows.clear()

        assert plugin.tell_partner(message, good_snapshot, host).settled
        assert held() == once

    def test_nobody_there_means_later(
        self, plugin: Any, absent_host: FakeHost, message: Message, good_snapshot: DossierSnapshot
    ) -> None:
        """Where nobody answers, the message is told again later and nobody is bothered."""
        outcome = plugin.tell_partner(message, good_snapshot, absent_host)

        assert outcome.kind == "retry_later"
        assert in_both_languages(outcome.message)

    def test_a_refused_account_is_an_administrators_task(
        self, plugin: Any, locked_host: FakeHost, message: Message, good_snapshot: DossierSnapshot
    ) -> None:
        """An account the partner refuses is for an administrator to mend, not for an officer."""
        outcome = plugin.tell_partner(message, good_snapshot, locked_host)

        assert outcome.kind == "wrong_configuration"
        assert in_both_languages(outcome.message)

    def test_the_log_names_nobody(
        self, plugin: Any, host: FakeHost, message: Message, good_snapshot: DossierSnapshot
    ) -> None:
        """No name, number, telephone or address of a party is written to a log or kept in the plugin's rows."""
        plugin.tell_partner(message, good_snapshot, host)
        written = repr((host.log.lines, host.store.rows))

        for party in good_snapshot.parties:
            identity = party.identity.number if party.identity else ""
            personal = [party.name, party.phone, party.email, party.address, identity]
            assert [one for one in personal if one and one in written] == []


class ReadBackContract(HookContract):
    """Asks for: ``plugin``, ``host``, ``told_code`` (a dossier the partner holds), ``never_told_code``."""

    HOOK = "read_back"

    def test_what_the_partner_holds_is_read(self, plugin: Any, host: FakeHost, told_code: str) -> None:
        """The status of a dossier that the partner holds is one of the ten national codes."""
        (status,) = self._read(plugin, host, [told_code])

        assert status.dossier_code == told_code
        assert status.status in range(1, 11)

    def test_what_the_partner_does_not_hold_stays_empty(
        self, plugin: Any, host: FakeHost, told_code: str, never_told_code: str
    ) -> None:
        """A dossier the partner never saw has no status; nothing is guessed, and the others are read all the same."""
        read = self._read(plugin, host, [never_told_code, told_code])
        statuses = {one.dossier_code: one.status for one in read}

        assert statuses[never_told_code] is None
        assert statuses[told_code] is not None

    @staticmethod
    def _read(plugin: Any, host: FakeHost, codes: Sequence[str]) -> Sequence[Any]:
        polled = plugin.read_back(codes, "", host)
        assert isinstance(polled, Polled)
        assert isinstance(polled.cursor, str)
        return polled.statuses


CONTRACTS: dict[str, type[HookContract]] = {one.HOOK: one for one in HookContract.__subclasses__()}
"""The contract of each hook."""
