"""``make bench``: one run, everything side by side, in about five minutes."""

from __future__ import annotations

import argparse
import json
import os
import platform
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import psutil
from own_site import Site

TESTS = Path(__file__).resolve().parents[1]


def main(arguments: list[str]) -> int:
    """Measure, print, and write the figures as JSON when asked to."""
    wanted = _parser().parse_args(arguments)
    began = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="motcua-bench-") as folder:
        found = _measured(Path(folder), wanted.only)
    found |= {"machine": _machine(), "seconds": round(time.monotonic() - began)}
    say(f"{found['seconds']} s in all; {found['machine']}")
    if wanted.json:
        wanted.json.write_text(json.dumps(found, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="motcua bench", description=__doc__)
    parser.add_argument("--json", type=Path, help="also write the figures to this file")
    parser.add_argument("--only", choices=["start", "parts", "site"], help="only this section")
    return parser


def _measured(folder: Path, only: str | None) -> dict[str, Any]:
    # The site comes first: Django reads its settings once in a process, and the parts need the site's database.
    found = {} if only == "start" else _of_a_site(folder, only)
    return found if only in ("parts", "site") else found | {"start": _start(folder)}


def _start(folder: Path) -> list[dict[str, Any]]:
    from bench import starting

    say("Starting an installation twice (about a minute) …")
    waited = starting.run(folder)
    say(*starting.lines(waited))
    return [one.as_dict() for one in waited]


def _of_a_site(folder: Path, only: str | None) -> dict[str, Any]:
    site = Site(folder / "home")
    try:
        say("Starting a site of its own (about a minute) …")
        site.start()
        _use(site)
        found: dict[str, Any] = {} if only == "site" else {"parts": _parts()}
        return found if only == "parts" else found | _whole(site)
    finally:
        site.stop()


def _use(site: Site) -> None:
    """Let Django in this process use the site's database."""
    os.environ.update(
        {**site.environment, **site.addresses, "DJANGO_SETTINGS_MODULE": "motcua.site.settings"}
    )
    os.environ.update({"MOTCUA_DEMO": "1", "MOTCUA_PROCESS": "command", "MOTCUA_LOG_LEVEL": "WARNING"})
    import django

    django.setup()


def _parts() -> list[dict[str, Any]]:
    from bench import calendars, days, forms, letters, rules, validation

    found = []
    for module in (rules, validation, days, forms, letters, calendars):
        compared = module.run()
        for one in compared if isinstance(compared, list) else [compared]:
            say(*one.lines())
            found.append(one.as_dict())
    return found


def _whole(site: Site) -> dict[str, Any]:
    from bench import statements, submissions

    environment = {**site.environment, **site.addresses, "MOTCUA_DEMO": "1", "MOTCUA_LOG_LEVEL": "WARNING"}
    environment["PYTHONPATH"] = os.pathsep.join(filter(None, [str(TESTS), environment.get("PYTHONPATH", "")]))
    subprocess.run([sys.executable, "-m", "bench.publish"], env=environment, check=True)
    compared, facts = submissions.run(site)
    say(*compared.lines())
    pace = facts["submissions_per_second"]
    say(f"    {pace['median']:.1f} submissions/s by {facts['clients']} clients, who share the processors")
    pages = statements.run()
    say(*statements.lines(pages))
    return {"submissions": compared.as_dict() | facts, "statements": statements.as_dicts(pages)}


def _machine() -> dict[str, Any]:
    return {
        "cores": len(os.sched_getaffinity(0)),
        "load": os.getloadavg()[0],
        "memory_gb": round(psutil.virtual_memory().total / 1e9, 1),
        "python": platform.python_version(),
        "at": datetime.now(UTC).isoformat(timespec="seconds"),
    }


def say(*lines: str) -> None:
    """Print at once."""
    sys.stdout.write("\n".join(lines) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
