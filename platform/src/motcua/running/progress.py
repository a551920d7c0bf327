"""What a person sees while the installation starts: one line per step, Vietnamese first."""

import sys
import time

_BEGAN = time.monotonic()


def tell(vi: str, en: str) -> None:
    """Print one step with the seconds since the start."""
    print(f"[{time.monotonic() - _BEGAN:5.1f} s] {vi} · {en}", flush=True)  # noqa: T201


def problem(text: str) -> None:
    """Print what went wrong and what to do."""
    for line in text.splitlines():
        print(f"✗ {line}", file=sys.stderr, flush=True)  # noqa: T201


def box(lines: list[str]) -> None:
    """Print the closing lines between two rules."""
    width = max(map(len, lines))
    print("\n" + "─" * width, *lines, "─" * width + "\n", sep="\n", flush=True)  # noqa: T201
