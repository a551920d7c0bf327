"""From plain data to an accessible PDF (PDF/UA-1) by typst; the data can never become markup."""

import io
import json
from collections.abc import Mapping
from functools import cache
from threading import Lock
from typing import Any

import segno
import typst
from django.conf import settings

from motcua.documents import layouts
from motcua.ground import clock

_lock = Lock()


@cache
def _compiler() -> typst.Compiler:
    """One compiler for the process; a new one for each letter takes about a sixth longer."""
    return typst.Compiler(ignore_system_fonts=True)


def pdf(kind: str, data: Mapping[str, Any], language: str) -> bytes:
    """The letter of this kind as PDF/UA-1.

    ``data`` travels as one JSON string and typst reads it as data, so that a name such as ``#eval("1")`` is
    printed as it stands. Raises UnknownLetter for a kind without template.
    """
    source = layouts.path(kind)
    inputs = {"data": json.dumps(dict(data)), "language": language, "qr": qr_svg(str(data["code"]), language)}
    with _lock:
        printed = _compiler().compile(
            input=source,
            root=source.parent,
            format="pdf",
            sys_inputs=inputs,
            pdf_standards=["ua-1"],
            timestamp=int(clock.now().timestamp()),
        )
    if not isinstance(printed, bytes):
        printed = b"".join(printed or [])
    return printed


def qr_svg(code: str, language: str) -> str:
    """The QR code on a letter: the address at which this dossier is followed (TCVN 7322:2009)."""
    drawing = io.BytesIO()
    address = settings.TRACKING_ADDRESS.format(language=language, code=code)
    segno.make(address, error="m").save(drawing, kind="svg", border=0, xmldecl=False)
    return drawing.getvalue().decode()
