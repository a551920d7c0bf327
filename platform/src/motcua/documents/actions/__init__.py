"""What can be done with letters: they are issued, once."""

from motcua.documents.actions.issue import issue

__all__ = ["issue"]
