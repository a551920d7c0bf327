"""Run the registry: ``python -m population_simulator --port 8102``."""

import argparse

import uvicorn

from population_simulator.app import make_app


def main() -> None:
    """Serve until stopped."""
    parser = argparse.ArgumentParser(prog="population_simulator", description=__doc__)
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=8102)
    parser.add_argument("--account", default="province")
    parser.add_argument("--secret", default="population-demo")
    wanted = parser.parse_args()
    app = make_app(wanted.account, wanted.secret)
    uvicorn.run(app, host=wanted.host, port=wanted.port, log_level="warning", timeout_graceful_shutdown=2)


if __name__ == "__main__":
    main()
