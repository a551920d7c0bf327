"""What can go wrong in the exchange with partners.

::

    ExchangeError
    ├── NoSnapshot        nobody can say how the dossier stands now
    └── PurposeMissing    a look-up without a stated purpose
"""


class ExchangeError(Exception):
    """Base of every error of the exchange; says it in Vietnamese and English."""

    def __init__(self, vi: str, en: str) -> None:
        self.message = {"vi": vi, "en": en}
        super().__init__(en)


class NoSnapshot(ExchangeError):
    """Nobody can say how the dossier stands now."""


class PurposeMissing(ExchangeError):
    """A look-up must say what it is for."""
