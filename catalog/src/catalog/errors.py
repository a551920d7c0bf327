"""Why the catalogue refuses, in sentences an administrator can act on.

Exceptions of the package::

    CatalogError                    everything the catalogue refuses on purpose
    ├── NotAllowed                  this person may not do this
    │   ├── SecondPersonNeeded      who changed a procedure cannot approve it
    │   └── SecondPersonForDays     who proposed a change of the working calendar cannot approve it
    ├── StaleBase                   somebody changed the procedure in between
    ├── Locked                      somebody else locked the procedure
    ├── InReview                    the procedure waits for its approval and is closed to changes
    ├── NothingToUndo               there is no change to take back (or to do again)
    ├── NothingToPublish            the same content is already published
    ├── NotPublishable              the check or a scenario fails; carries the problems
    ├── ImpossibleChange            the operation does not fit the document; carries the problems
    └── WagtailPublishingIsOff      publishing goes through ``publish_version`` only
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _


class CatalogError(Exception):
    """Base of every refusal; ``str()`` is a whole sentence in the language of the reader."""

    def __init__(self, sentence: str, problems: Iterable[Any] = ()) -> None:
        self.sentence = sentence
        self.problems = tuple(problems)
        super().__init__(sentence)


class NotAllowed(CatalogError, PermissionDenied):
    """This person may not do this; a page that does not catch it answers "forbidden"."""


class SecondPersonNeeded(NotAllowed):
    """Somebody who changed the procedure since the last published version tried to approve it."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "You changed this procedure yourself since it was last published. "
                "Ask a colleague who did not change it to approve it."
            )
        )


class SecondPersonForDays(NotAllowed):
    """The author of a proposal for the working calendar tried to approve it."""

    def __init__(self) -> None:
        super().__init__(_("You proposed this yourself. Ask a colleague to approve it."))


class StaleBase(CatalogError):
    """The change was made on content that has been changed since; names who changed it and when."""

    def __init__(self, who: str, when: str) -> None:
        self.who = who
        super().__init__(
            _(
                "%(who)s changed this procedure at %(when)s, after you opened it. "
                "Nothing was overwritten. Look at the change, then make yours again."
            )
            % {"who": who, "when": when}
        )


class InReview(CatalogError):
    """The procedure waits for approval; changing it now would change what is being approved."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "This procedure is waiting for approval and cannot be changed now. "
                "Take it back from review first, or ask the approver to return it."
            )
        )


class Locked(CatalogError):
    """Somebody locked the procedure for themselves."""

    def __init__(self, who: str) -> None:
        super().__init__(
            _("%(who)s has locked this procedure. Ask them to unlock it, then make your change again.")
            % {"who": who}
        )


class NothingToUndo(CatalogError):
    """There is no change to take back, or none to do again."""


class NothingToPublish(CatalogError):
    """Exactly this content is already published."""


class NotPublishable(CatalogError):
    """The check or a scenario fails; ``problems`` says where."""


class ImpossibleChange(CatalogError):
    """The operation does not fit the document; ``problems`` says why."""


class WagtailPublishingIsOff(CatalogError):
    """Wagtail tried to publish or unpublish the row; versions are the only truth of "published"."""

    def __init__(self) -> None:
        super().__init__(
            _("A procedure is published as a numbered version, after approval. Use Submit for review.")
        )
