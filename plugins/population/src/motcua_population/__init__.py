"""Look-ups in the national population database (Cơ sở dữ liệu quốc gia về dân cư)."""

from motcua_population import plugin

__all__ = ["plugin"]
