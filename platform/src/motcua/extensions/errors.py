"""What can go wrong around plugins.

::

    ExtensionError
    ├── CallRefused        the plugin may not be called now: quarantined, breaker open, or a transaction is open
    ├── CallFailed         the plugin raised or answered nonsense
    ├── CallTimedOut       the plugin took longer than its kind of call allows
    └── OptionsRefused     the options do not fit the plugin's own schema
"""


class ExtensionError(Exception):
    """Base of every error around plugins; says it in Vietnamese and English."""

    def __init__(self, vi: str, en: str) -> None:
        self.message = {"vi": vi, "en": en}
        super().__init__(en)


class CallRefused(ExtensionError):
    """The plugin may not be called now."""


class CallFailed(ExtensionError):
    """The plugin raised or answered something that is no answer."""


class CallTimedOut(ExtensionError):
    """The plugin took longer than its kind of call allows."""


class OptionsRefused(ExtensionError):
    """The options do not fit the plugin's own schema."""
