"""Publishes the measured procedure in the running site: ``python -m bench.publish``, with its environment."""

from __future__ import annotations

import os

import django

FIELDS, PAGES = 25, 3
CODE = "9.000025"


def main() -> None:
    """Import the generated document and publish it, by two people."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "motcua.site.settings")
    django.setup()
    import making
    from bench import documents

    making.published(documents.document(FIELDS, PAGES, id="bench_permit", code=CODE))


if __name__ == "__main__":
    main()
