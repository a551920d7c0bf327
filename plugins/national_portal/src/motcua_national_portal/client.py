"""Talking to the portal: sign in, keep the session, sign in once more when it has ended."""

from __future__ import annotations

from typing import Any

import httpx
from motcua_sdk.host import Host

from motcua_national_portal import replies
from motcua_national_portal.options import Options

SESSION = "session"


class NoAnswer(Exception):
    """The portal gave no usable answer; whether it acted is unknown."""


class SignInRefused(Exception):
    """The portal does not accept our account."""


class Portal:
    """One conversation with the portal during one call of the plugin."""

    def __init__(self, host: Host) -> None:
        self.host = host
        self.options = Options.read(host.options)

    def integrate(self, service: str, **body: Any) -> dict[str, Any]:
        """A service we push to. Raises NoAnswer, SignInRefused."""
        return self._call(self.options.integration_path, service, body)

    def share(self, service: str, **body: Any) -> dict[str, Any]:
        """A service we read. Raises NoAnswer, SignInRefused."""
        return self._call(self.options.share_path, service, body)

    def _call(self, path: str, service: str, body: dict[str, Any]) -> dict[str, Any]:
        reply = self._post(path, self._envelope(service, body, self._session()))
        if replies.session_ended(reply):
            reply = self._post(path, self._envelope(service, body, self.sign_in()))
        return reply

    def _envelope(self, service: str, body: dict[str, Any], session: str) -> dict[str, Any]:
        return {"session": session, "madonvi": self.options.agency_code, "service": service, **body}

    def _session(self) -> str:
        kept = self.host.store.get(SESSION)
        return str(kept[0]) if kept else self.sign_in()

    def sign_in(self) -> str:
        """A new session, kept for the calls to come."""
        account = {"username": self.options.username, "password": self.options.password}
        reply = self._post(self.options.login_path, account)
        if str(reply.get("error_code")) != "0" or not reply.get("session"):
            raise SignInRefused
        session = str(reply["session"])
        self.host.store.put(SESSION, session)
        return session

    def _post(self, path: str, body: dict[str, Any]) -> dict[str, Any]:
        address = self.options.adapter_url.rstrip("/") + path
        try:
            with self.host.http() as http:
                answer = http.post(address, params={"dstcode": self.options.destination}, json=body)
        except httpx.HTTPError as error:
            raise NoAnswer(type(error).__name__) from error
        return _read(answer)


def _read(answer: httpx.Response) -> dict[str, Any]:
    if answer.status_code != httpx.codes.OK:
        raise NoAnswer(f"HTTP {answer.status_code}")
    try:
        reply = answer.json()
    except ValueError as error:
        raise NoAnswer("HTTP 200 without JSON") from error
    if not isinstance(reply, dict):
        raise NoAnswer("HTTP 200 without an object")
    return reply
