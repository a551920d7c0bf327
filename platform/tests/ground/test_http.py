"""Outgoing calls reach only what was allowed."""

import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from motcua.ground import http
from motcua.ground.errors import AddressRefused


class Partner(BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(302 if self.path == "/away" else 200)
        self.send_header("Location", "http://169.254.169.254/")
        self.end_headers()

    def log_message(self, *args):
        pass


@pytest.fixture
def partner():
    server = ThreadingHTTPServer(("127.0.0.1", 0), Partner)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"127.0.0.1:{server.server_address[1]}"
    server.shutdown()


def test_an_allowed_partner_answers_and_redirects_are_not_followed(settings, partner):
    """A partner on the list is reached; where it points elsewhere, nobody follows."""
    settings.HTTP_PRIVATE_HOSTS = ["127.0.0.1"]
    with http.client({partner}) as client:
        assert client.get(f"http://{partner}/").status_code == 200
        assert client.get(f"http://{partner}/away").status_code == 302


def test_a_host_not_on_the_list_is_refused(settings, partner):
    """A plugin reaches only the partner it was given, even inside our own network."""
    settings.HTTP_PRIVATE_HOSTS = ["127.0.0.1"]
    with http.client({"dichvucong.gov.vn"}) as client, pytest.raises(AddressRefused):
        client.get(f"http://{partner}/")


def test_a_public_name_that_points_inside_is_refused(settings, partner):
    """A name on the list that resolves to this machine is refused unless the operator allows it."""
    settings.HTTP_PRIVATE_HOSTS = []
    with http.client({"localhost"}) as client, pytest.raises(AddressRefused):
        client.get(f"https://localhost:{partner.rpartition(':')[2]}/")


@pytest.mark.parametrize(
    "address",
    ["127.0.0.1", "10.0.0.1", "172.16.3.4", "192.168.1.1", "169.254.169.254", "0.0.0.0", "::1", "fd00::1",
     "::ffff:127.0.0.1", "100.64.0.1", "224.0.0.1"],
)  # fmt: skip
def test_private_addresses_are_refused(settings, address):
    """No address of an internal network, in any spelling, is ever connected to by default."""
    settings.HTTP_PRIVATE_HOSTS = []
    with pytest.raises(AddressRefused):
        http.checked_address(address, 443)


def test_plain_http_is_only_for_listed_private_hosts(settings):
    """Outside our own network calls are encrypted."""
    settings.HTTP_PRIVATE_HOSTS = []
    with http.client({"example.vn"}) as client, pytest.raises(AddressRefused):
        client.get("http://example.vn/")
