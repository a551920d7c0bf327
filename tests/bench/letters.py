"""The acknowledgement slip as PDF: one compiler kept for the process against a new one for every letter."""

from __future__ import annotations

from bench.timing import Comparison, Contender, compare
from motcua.documents import typesetting
from sample_letter import BODIES, LETTER

SLIP = LETTER | BODIES["acknowledgement"]


def run() -> Comparison:
    """Both print a PDF, each letter with a code of its own, then they are timed."""
    counter = iter(range(10**9))

    def slip() -> bytes:
        data = SLIP | {"code": f"H48.10-261123-{next(counter):04d}"}
        return typesetting.pdf("acknowledgement", data, "vi")

    def slip_anew() -> bytes:
        typesetting._compiler.cache_clear()
        return slip()

    assert slip().startswith(b"%PDF")
    assert slip_anew().startswith(b"%PDF")
    return compare(
        "An acknowledgement slip printed",
        "letter",
        Contender("compiler kept by the process", slip),
        Contender("new compiler for each letter", slip_anew),
    )
