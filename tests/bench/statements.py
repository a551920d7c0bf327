"""How many SQL statements each main page costs: the whole application, asked in this process."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from typing import Any

import httpx
from bench.publish import CODE, PAGES
from bench.submissions import answers
from faults.portal import CITIZENS, PASSWORD
from lxml import html
from portal_browser import PageRefused, PortalBrowser

OFFICER = "camthanh"
ONE_TIME_CODE = re.compile(r"\b\d{6}\b")


@dataclass(frozen=True)
class Page:
    """One page with its SQL statements."""

    name: str
    statements: int


@contextmanager
def counted() -> Iterator[list[str]]:
    """The statements that run on our connection meanwhile."""
    from django.db import connection

    seen: list[str] = []

    def note(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        seen.append(sql)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note):
        yield seen


def run() -> list[Page]:
    """Every page once to warm up, once to count."""
    from motcua.site.wsgi import application

    def browser() -> PortalBrowser:
        transport = httpx.WSGITransport(application, raise_app_exceptions=True)
        return PortalBrowser("http://localhost", transport=transport)

    return [*_public(browser()), *_citizen(browser()), *_desk(browser())]


def _page(name: str, ask: Callable[[], Any]) -> Page:
    with counted() as seen:
        ask()
    return Page(name, len(seen))


def _public(visitor: PortalBrowser) -> Iterator[Page]:
    named = {
        "health (JSON)": "/health/",
        "home": "/vi/",
        "list of procedures": "/vi/thu-tuc/",
        "search": "/vi/thu-tuc/?q=chung%20thuc",
        "procedure": "/vi/thu-tuc/2.000815/",
        "tracking": "/vi/tra-cuu/",
    }
    for name, path in named.items():
        visitor.get(path)
        yield _page(name, lambda path=path: visitor.get(path))


def _citizen(citizen: PortalBrowser) -> Iterator[Page]:
    """Form pages and handing in, for the second dossier of the same person."""
    citizen.sign_in(CITIZENS[0], PASSWORD)
    citizen.client.follow_redirects = True
    citizen.hand_in(citizen.fill(citizen.begin(CODE, "standard"), answers(), PAGES + 1))
    first = citizen.begin(CODE, "standard")
    path = first.url.path
    yield _page("form page", lambda: citizen.get(path))
    check = citizen.fill(first, answers(), PAGES + 1)
    citizen.client.follow_redirects = False
    page = citizen.get(path)
    yield _page("form page sent", lambda: citizen.send(page, {**answers(), "go": "next"}, button="go"))
    citizen.client.follow_redirects = True
    yield _page("check your answers", lambda: citizen.get(check.url.path))
    citizen.client.follow_redirects = False
    yield _page("hand in", lambda: citizen.hand_in(check))
    citizen.client.follow_redirects = True
    yield _page("my dossiers", lambda: citizen.get("/vi/ho-so/"))


def _desk(officer: PortalBrowser) -> Iterator[Page]:
    sign_in_at_desk(officer)
    queue = officer.get("/vi/desk/")
    yield _page("desk: queue", lambda: officer.get("/vi/desk/"))
    link = next(
        (one for one in html.fromstring(queue.content).xpath("//a/@href") if "/desk/ho-so/" in one), None
    )
    if link is None:
        raise PageRefused("The queue shows no dossier.")
    officer.get(link)
    yield _page("desk: dossier", lambda: officer.get(link))


def sign_in_at_desk(officer: PortalBrowser) -> None:
    """Password, then the one-time code the demonstration shows."""
    first = officer.get("/vi/desk/dang-nhap/")
    second = officer.send(first, {"login": OFFICER, "password": PASSWORD}, field="password")
    code = ONE_TIME_CODE.findall(html.fromstring(second.content).text_content())
    if not code:
        raise PageRefused(f"{second.url} shows no one-time code.")
    officer.send(second, {"code": code[-1]}, field="code")


def lines(pages: list[Page]) -> list[str]:
    """The table as people read it."""
    return ["SQL statements for one request", *(f"    {one.name:<48}{one.statements:>10}" for one in pages)]


def as_dicts(pages: list[Page]) -> list[dict[str, Any]]:
    return [asdict(one) for one in pages]
