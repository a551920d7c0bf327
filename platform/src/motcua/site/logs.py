"""Logs: one JSON object per line, with the request's id, and never a person's data."""

import logging
from typing import Any

import structlog

# Values under these names never reach a log line, whoever passes them.
PERSONAL = frozenset(
    {
        "name",
        "full_name",
        "phone",
        "email",
        "address",
        "personal_id",
        "password",
        "token",
        "pin",
        "answers",
        "body",
    }
)


def without_personal_data(_logger: Any, _method: str, event: dict[str, Any]) -> dict[str, Any]:
    """Replace the values of personal keys by a dash; a structlog processor."""
    return {key: "-" if key in PERSONAL else value for key, value in event.items()}


def _shared() -> list[Any]:
    return [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_logger_name,
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.StackInfoRenderer(),
        structlog.processors.format_exc_info,
        without_personal_data,
    ]


def configure() -> None:
    """Make structlog write through the standard library's logging."""
    structlog.configure(
        processors=[*_shared(), structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )


def dictionary(level: str) -> dict[str, Any]:
    """Return the LOGGING setting: everything to standard error as JSON lines."""
    formatter = {
        "()": structlog.stdlib.ProcessorFormatter,
        "foreign_pre_chain": _shared(),
        "processors": [
            structlog.stdlib.ProcessorFormatter.remove_processors_meta,
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ],
    }
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"json": formatter},
        "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "json"}},
        "root": {"handlers": ["stderr"], "level": level},
        "loggers": {
            "django.server": {"level": "WARNING"},
            "django.request": {"level": "ERROR"},
            "axes": {"level": "WARNING"},
            "celery": {"level": "WARNING"},
        },
    }


def logger(name: str) -> structlog.stdlib.BoundLogger:
    """Return a logger that takes an event name and plain keyword values (ids, codes, times)."""
    return structlog.stdlib.get_logger(name)


logging.captureWarnings(True)
