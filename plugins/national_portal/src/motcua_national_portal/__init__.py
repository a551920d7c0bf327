"""Dossiers and their progress to the national public service portal (Cổng Dịch vụ công quốc gia)."""

from motcua_national_portal import plugin

__all__ = ["plugin"]
