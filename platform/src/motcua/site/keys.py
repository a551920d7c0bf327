"""Secret keys: from the environment, else generated once into MOTCUA_HOME/secrets, for the owner only."""

import base64
import json
import os
import secrets
from collections.abc import Callable
from pathlib import Path

from motcua.site import places


def _stored(name: str, fresh: Callable[[], str]) -> str:
    """Return the stored secret, writing a fresh one first when there is none yet (safe between processes)."""
    file = places.private(places.home() / "secrets") / name
    if not file.exists():
        draft = file.with_name(f".{name}.{os.getpid()}.{secrets.token_hex(4)}")
        _write_private(draft, fresh())
        try:
            os.link(draft, file)
        except FileExistsError:
            pass
        finally:
            draft.unlink()
    return file.read_text(encoding="utf-8").strip()


def _write_private(file: Path, text: str) -> None:
    descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as stream:
        stream.write(text)


def secret(name: str, variable: str) -> str:
    """Return a text secret, from `variable` in the environment or generated once under `name`."""
    return os.environ.get(variable) or _stored(name, lambda: secrets.token_urlsafe(48))


def _fresh_ring() -> str:
    return json.dumps({"k1": base64.b64encode(secrets.token_bytes(32)).decode()})


def ring(name: str, variable: str) -> dict[str, bytes]:
    """Return a ring of 256-bit keys by id, oldest first; the last one is used for new data.

    In the environment and in the file it is a JSON object {"id": "base64 of 32 bytes", ...}.
    """
    text = os.environ.get(variable) or _stored(name, _fresh_ring)
    return {key: base64.b64decode(value, validate=True) for key, value in json.loads(text).items()}
