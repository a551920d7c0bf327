"""The one way out: an httpx client that reaches only allowed hosts, at checked addresses, and no further."""

import ipaddress
import socket
from collections.abc import Collection, Iterable

import httpcore
import httpx
from django.conf import settings

from motcua.ground.errors import AddressRefused

DEFAULT_TIMEOUT = 10.0


def client(
    allow: Collection[str],
    *,
    timeout: float = DEFAULT_TIMEOUT,
    base_url: str = "",
    headers: dict[str, str] | None = None,
    verify: bool = True,
) -> httpx.Client:
    """A client for the hosts in `allow` ("host" or "host:port"), used as a context manager.

    timeout: seconds, for connecting and for each read. Redirects are not followed. Hosts that resolve to
    private or local addresses are refused unless listed in the setting HTTP_PRIVATE_HOSTS. Raises
    AddressRefused.
    """
    transport = httpx.HTTPTransport(verify=verify, trust_env=False)
    transport._pool._network_backend = _CheckedNetwork()
    return httpx.Client(
        transport=_AllowedHosts(transport, frozenset(allow)),
        timeout=timeout,
        base_url=base_url,
        headers=headers,
        follow_redirects=False,
        trust_env=False,
    )


class _AllowedHosts(httpx.BaseTransport):
    """Refuses every request to a host or scheme that was not named."""

    def __init__(self, inner: httpx.HTTPTransport, allow: frozenset[str]) -> None:
        self._inner, self._allow = inner, allow

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        host = request.url.host
        if (
            request.url.scheme not in {"http", "https"}
            or not {host, f"{host}:{request.url.port}"} & self._allow
        ):
            raise _refused(host)
        if request.url.scheme == "http" and host not in _private_hosts():
            raise _refused(host)
        return self._inner.handle_request(request)

    def close(self) -> None:
        self._inner.close()


class _CheckedNetwork(httpcore.SyncBackend):
    """Resolves a name once, checks every address it stands for, and connects to a checked one.

    Checking here and not before leaves no moment in which the name could be made to point elsewhere.
    """

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.NetworkStream:
        address = checked_address(host, port)
        return super().connect_tcp(address, port, timeout, local_address, socket_options)


def checked_address(host: str, port: int) -> str:
    """One address of `host` that may be connected to; raises AddressRefused, httpcore.ConnectError."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except socket.gaierror as error:
        raise httpcore.ConnectError(f"The name {host} does not resolve.") from error
    addresses = [str(entry[4][0]) for entry in found]
    if host not in _private_hosts() and not all(map(_is_public, addresses)):
        raise _refused(host)
    return addresses[0]


def _is_public(address: str) -> bool:
    parsed = ipaddress.ip_address(address.partition("%")[0])
    mapped = getattr(parsed, "ipv4_mapped", None)
    return (mapped or parsed).is_global and not (mapped or parsed).is_multicast


def _private_hosts() -> frozenset[str]:
    return frozenset(getattr(settings, "HTTP_PRIVATE_HOSTS", ()))


def _refused(host: str) -> AddressRefused:
    return AddressRefused(
        f"Địa chỉ {host} không nằm trong danh sách được phép gọi. Quản trị viên cần khai báo địa chỉ này.",
        f"The address {host} is not among those that may be called. Add it to the plugin's options.",
    )
