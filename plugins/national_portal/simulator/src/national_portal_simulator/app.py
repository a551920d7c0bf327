"""The portal's addresses behind the exchange adapter, and the control addresses of the simulator."""

import asyncio
import json
import secrets
from typing import Any

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from national_portal_simulator import services
from national_portal_simulator.ledger import Ledger
from national_portal_simulator.mood import Mood

BASE = "/XrdAdapter/RestService/forward/mapi"
DESTINATION = "VN:GOV:000.00.00.G22:vpcpdvcprovider"
SILENCE_SECONDS = 300


class Portal:
    """One portal: its memory, its mood, the account it accepts."""

    def __init__(self, ledger: Ledger, username: str, password: str) -> None:
        self.ledger, self.username, self.password = ledger, username, password
        self.mood = Mood()

    async def login(self, request: Request) -> Response:
        """Username and password against a session."""
        return await self._answer(request, "login", self._login)

    async def shared(self, request: Request) -> Response:
        """Services a province reads."""
        return await self._answer(request, "share", lambda body: self._serve(body, services.SHARED))

    async def integrated(self, request: Request) -> Response:
        """Services a province pushes to."""
        return await self._answer(request, "integrate", lambda body: self._serve(body, services.INTEGRATED))

    async def _answer(self, request: Request, door: str, work: Any) -> Response:
        mood = self.mood.now()
        if refusal := await _bad_day(mood):
            return refusal
        body = await _json(request)
        if body is None or _destination(request) != DESTINATION:
            return JSONResponse(services.refused("Yêu cầu không hợp lệ", "-2"))
        reply = services.refused(mood.refuse) if mood.refuse and door == "integrate" else work(body)
        self.ledger.record(str(body.get("service", door)), body, reply)
        if mood.lose_reply:
            return PlainTextResponse("upstream connection lost", status_code=502)
        return JSONResponse(reply)

    def _login(self, body: dict[str, Any]) -> dict[str, Any]:
        known = body.get("username") == self.username and body.get("password") == self.password
        if not known:
            return {"session": "", "error_code": "1"}
        session = secrets.token_hex(16)
        self.ledger.open_session(session)
        return {"session": session, "error_code": "0"}

    def _serve(self, body: dict[str, Any], offered: Any) -> dict[str, Any]:
        if not self.ledger.knows_session(str(body.get("session", ""))):
            return services.refused("Session không hợp lệ hoặc đã hết hạn", "-4")
        if not body.get("madonvi"):
            return services.refused("Thiếu mã đơn vị")
        service = offered.get(str(body.get("service")))
        return service(body, self.ledger) if service else services.refused("Dịch vụ không tồn tại")

    async def control(self, request: Request) -> Response:
        """Read what the portal holds (GET) or change its mood (POST)."""
        what = request.path_params["what"]
        if request.method == "POST":
            return await self._command(what, request)
        code = request.query_params.get("code", "")
        read = {
            "dossiers": self.ledger.dossiers,
            "calls": self.ledger.calls,
            "progress": lambda: self.ledger.progress(code),
            "dossier": lambda: self.ledger.dossier(code),
        }.get(what)
        return JSONResponse(read()) if read else PlainTextResponse("unknown", status_code=404)

    async def _command(self, what: str, request: Request) -> Response:
        try:
            match what:
                case "mood":
                    self.mood.change(await _json(request) or {})
                case "expire_sessions":
                    self.ledger.end_sessions()
                case "reset":
                    self.mood = Mood()
                    self.ledger.forget_everything()
                case _:
                    return PlainTextResponse("unknown", status_code=404)
        except KeyError as unknown:
            return PlainTextResponse(f"unknown switch {unknown}", status_code=400)
        return JSONResponse({"done": what})


async def _bad_day(mood: Mood) -> Response | None:
    if mood.slow:
        await asyncio.sleep(mood.slow)
    if mood.silent:
        await asyncio.sleep(SILENCE_SECONDS)
    if mood.down:
        return PlainTextResponse("Service Unavailable", status_code=503)
    return PlainTextResponse("<html>lỗi hệ thống</html>") if mood.drunk else None


async def _json(request: Request) -> dict[str, Any] | None:
    try:
        body = json.loads(await request.body())
    except ValueError:
        return None
    return body if isinstance(body, dict) else None


def _destination(request: Request) -> str:
    return request.query_params.get("dstcode") or request.headers.get("dstcode", "")


def make_app(ledger: Ledger, username: str, password: str) -> Starlette:
    """The portal as an ASGI application."""
    portal = Portal(ledger, username, password)
    return Starlette(
        routes=[
            Route(f"{BASE}/login", portal.login, methods=["POST"]),
            Route(f"{BASE}/g", portal.integrated, methods=["POST"]),
            Route(f"{BASE}/s", portal.shared, methods=["POST"]),
            Route("/simulator/{what}", portal.control, methods=["GET", "POST"]),
        ]
    )
