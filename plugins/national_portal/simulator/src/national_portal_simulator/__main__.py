"""Run the portal: ``python -m national_portal_simulator --port 8101 --memory var/portal.sqlite3``."""

import argparse
import os
from pathlib import Path

import uvicorn

from national_portal_simulator.app import make_app
from national_portal_simulator.ledger import Ledger


def main() -> None:
    """Serve until stopped."""
    parser = argparse.ArgumentParser(prog="national_portal_simulator", description=__doc__)
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=8101)
    parser.add_argument(
        "--memory", type=Path, default=Path(os.environ.get("MOTCUA_HOME", "var")) / "national_portal.sqlite3"
    )
    parser.add_argument("--username", default="province")
    parser.add_argument("--password", default="province-demo")
    wanted = parser.parse_args()
    app = make_app(Ledger(wanted.memory), wanted.username, wanted.password)
    uvicorn.run(app, host=wanted.host, port=wanted.port, log_level="warning", timeout_graceful_shutdown=2)


if __name__ == "__main__":
    main()
