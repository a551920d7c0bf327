"""What can go wrong with letters.

::

    LetterError
    └── UnknownLetter    no template is known for this kind of letter
"""


class LetterError(Exception):
    """Base of every error of letters."""


class UnknownLetter(LetterError):
    """No template is known for this kind of letter."""

    def __init__(self, kind: str) -> None:
        super().__init__(f"There is no printed template for letters of kind “{kind}”.")
