"""The gateway's address, its check of the signature, and the control addresses of the simulator."""

import asyncio
import base64
import hashlib
import hmac
import json
import time
from dataclasses import dataclass, field
from typing import Any

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from population_simulator import soap
from population_simulator.matching import match

SERVICE_PATH = "/dancu/tracuu"
SKEW_SECONDS = 300
SILENCE_SECONDS = 300


@dataclass
class Gateway:
    """One gateway: the account it accepts, its mood, what it was asked."""

    account: str
    secret: str
    mood: dict[str, Any] = field(default_factory=dict)
    calls: list[dict[str, Any]] = field(default_factory=list)
    seen: set[str] = field(default_factory=set)

    async def serve(self, request: Request) -> Response:
        """Check the signature, read the request, answer."""
        if refusal := await self._bad_day():
            return refusal
        if not self._signed(request):
            self.calls.append({"answer": "unauthorised"})
            return PlainTextResponse("Unauthorized", status_code=401)
        try:
            return self._answer(soap.read(await request.body()))
        except soap.Refused as refused:
            self.calls.append({"answer": "fault", "why": str(refused)})
            return _xml(soap.fault(str(refused)), 500)

    def _answer(self, asked: soap.Asked) -> Response:
        if asked.request_id in self.seen:
            raise soap.Refused("MaYeuCau đã được sử dụng")
        self.seen.add(asked.request_id)
        one = match(asked)
        self.calls.append({"answer": "found" if one else "none", "request": asked.request_id})
        if asked.operation == "TraCuuThongTinCongDan":
            return _xml(soap.found([one] if one else []))
        if asked.operation == "XacThucThongTinCongDan":
            return _xml(soap.verified(one is not None))
        raise soap.Refused("Nghiệp vụ chưa được cấp quyền")

    def _signed(self, request: Request) -> bool:
        """HTTP Basic with lower-case hex SHA-256 of service path, account, timestamp and secret (generation B)."""
        stamp = request.headers.get("Timestamp", "")
        if not stamp.isdigit() or abs(time.time() - int(stamp) / 1000) > SKEW_SECONDS:
            return False
        digest = hashlib.sha256(f"{SERVICE_PATH}{self.account}{stamp}{self.secret}".encode()).hexdigest()
        wanted = "Basic " + base64.b64encode(f"{self.account}:{digest}".encode()).decode()
        return hmac.compare_digest(request.headers.get("Authorization", ""), wanted)

    async def _bad_day(self) -> Response | None:
        if self.mood.get("slow"):
            await asyncio.sleep(float(self.mood["slow"]))
        if self.mood.get("silent"):
            await asyncio.sleep(SILENCE_SECONDS)
        if self.mood.get("down"):
            return PlainTextResponse("Service Unavailable", status_code=503)
        return PlainTextResponse("<html/>") if self.mood.get("drunk") else None

    async def control(self, request: Request) -> Response:
        """Read the calls (GET) or change the mood (POST)."""
        if request.method == "GET":
            return JSONResponse(self.calls)
        wanted = json.loads(await request.body() or "{}")
        if set(wanted) - {"slow", "silent", "down", "drunk"}:
            return PlainTextResponse("unknown switch", status_code=400)
        self.mood = wanted
        return JSONResponse({"mood": wanted})


def _xml(body: bytes, status: int = 200) -> Response:
    return Response(body, status_code=status, media_type="text/xml; charset=utf-8")


def make_app(account: str, secret: str) -> Starlette:
    """The gateway as an ASGI application."""
    gateway = Gateway(account, secret)
    return Starlette(
        routes=[
            Route(SERVICE_PATH, gateway.serve, methods=["POST"]),
            Route("/simulator/{what}", gateway.control, methods=["GET", "POST"]),
        ]
    )
