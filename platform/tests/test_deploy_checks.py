"""Before people may use an installation it says itself what is still missing."""

import os
import subprocess
import sys
from pathlib import Path

READY = {
    "SCANNER": "clamd",
    "MOTCUA_DEMO": "0",
    "MOTCUA_BASE_URL": "https://dichvucong.example.vn",
    "MOTCUA_PROVINCE": "Tỉnh Thử",
    "MOTCUA_PROVINCE_EN": "Test Province",
    "MOTCUA_CONTACT": "0255 0000000",
    "EMAIL_HOST": "mail.example.vn",
    "CELERY_BROKER_URL": "amqp://broker.internal//",
}
HARM = {
    "SCANNER": "none",
    "MOTCUA_DEMO": "1",
    "MOTCUA_BASE_URL": "http://127.0.0.1:8000",
    "MOTCUA_PROVINCE": "",
}
MISSED = {"MOTCUA_CONTACT": "", "EMAIL_HOST": "", "CELERY_BROKER_URL": "filesystem://"}


def checked(home: Path, *words: str, **changes: str) -> subprocess.CompletedProcess[str]:
    plain = {name: word for name, word in os.environ.items() if not name.startswith(("MOTCUA_", "EMAIL_"))}
    return subprocess.run(
        [sys.executable, "-m", "motcua.site.cli", "check", "--deploy", *words],
        env={**plain, **READY, "MOTCUA_HOME": str(home), **changes},
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )


def test_an_installation_that_is_ready_is_told_nothing(tmp_path: Path) -> None:
    """With everything set neither our list nor Django's own list for production has even a warning."""
    done = checked(tmp_path, "--fail-level", "WARNING")
    assert done.returncode == 0, done.stderr


def test_files_nobody_scans_and_other_harm_stop_a_deployment(tmp_path: Path) -> None:
    """What would harm people fails the check; each complaint names the setting that mends it."""
    done = checked(tmp_path, **HARM)
    assert done.returncode == 1
    assert [name for name in HARM if name not in done.stderr] == []
    assert [name for name in MISSED if name in done.stderr] == []


def test_what_people_would_miss_is_told_and_stops_nothing(tmp_path: Path) -> None:
    """Without a telephone number, a mail server or a broker one may begin, and is told."""
    done = checked(tmp_path, **MISSED)
    assert done.returncode == 0
    assert [name for name in MISSED if name not in done.stderr] == []
