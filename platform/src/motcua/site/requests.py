"""What every request gets: the network it comes from, an id for the logs, and the policy of its page."""

import re
import secrets
from collections.abc import Callable
from ipaddress import ip_address

import structlog
from csp.middleware import CSPMiddleware, PolicyParts
from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase

from motcua.site import policies

HEADER = "X-Request-ID"
_ACCEPTED = re.compile(r"[A-Za-z0-9_-]{8,64}")
_WITH_PORT = re.compile(r"\[(?P<six>[^\]]+)\](?::\d+)?|(?P<four>[\d.]+):\d+")


class ClientAddress:
    """Behind PROXY_HOPS proxies REMOTE_ADDR becomes the address the outermost of them saw.

    Each proxy appends to X-Forwarded-For whom it answers, so only the last PROXY_HOPS entries are its own;
    what stands left of them was written by whoever asks and is not read. Without a proxy nothing is.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        hops = settings.PROXY_HOPS
        forwarded = request.headers.get("X-Forwarded-For", "").split(",")
        address = _address(forwarded[-hops]) if 0 < hops <= len(forwarded) else ""
        if address:
            request.META["REMOTE_ADDR"] = address
        return self.get_response(request)


def _address(entry: str) -> str:
    """The address in one entry, without a port; empty when there is none."""
    with_port = _WITH_PORT.fullmatch(entry.strip())
    bare = with_port["six"] or with_port["four"] if with_port else entry.strip()
    try:
        return str(ip_address(bare))
    except ValueError:
        return ""


class RequestIdMiddleware:
    """Gives each request an id (the proxy's, when it is a plain token), also for the logs."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        offered = request.headers.get(HEADER, "")
        request.request_id = offered if _ACCEPTED.fullmatch(offered) else secrets.token_hex(8)  # type: ignore[attr-defined]
        with structlog.contextvars.bound_contextvars(request_id=request.request_id):  # type: ignore[attr-defined]
            response = self.get_response(request)
        response[HEADER] = request.request_id  # type: ignore[attr-defined]
        return response


class PolicyMiddleware(CSPMiddleware):
    """The strict policy everywhere, the editor's policy below /admin/ and nowhere else."""

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        """Send the policy's headers, with the older header for frames in step with it."""
        if _is_editor(request):
            response["X-Frame-Options"] = "SAMEORIGIN"
        return super().process_response(request, response)

    def get_policy_parts(
        self, request: HttpRequest, response: HttpResponseBase, report_only: bool = False
    ) -> PolicyParts:
        parts = super().get_policy_parts(request, response, report_only)
        if not report_only and parts.config is None and _is_editor(request):
            parts.config = policies.EDITOR
        return parts


def _is_editor(request: HttpRequest) -> bool:
    return request.path_info.startswith(policies.EDITOR_PREFIX)
