"""Public identifiers: random, unguessable, safe in a URL; database keys never leave the system."""

import secrets
from typing import Any

from django.db import models

PUBLIC_ID_BYTES = 16
PUBLIC_ID_LENGTH = 22


def new_public_id() -> str:
    """128 random bits as 22 URL-safe characters (ASVS 5.0, 11.5.1)."""
    return secrets.token_urlsafe(PUBLIC_ID_BYTES)


class PublicIdField(models.CharField):
    """The identifier used in every URL, API answer and message; unique, set once."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs |= {
            "max_length": PUBLIC_ID_LENGTH,
            "unique": True,
            "editable": False,
            "default": new_public_id,
        }
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> tuple[str, str, list[Any], dict[str, Any]]:
        name, path, args, kwargs = super().deconstruct()
        for fixed in ("max_length", "unique", "editable", "default"):
            kwargs.pop(fixed, None)
        return name, path, list(args), kwargs
