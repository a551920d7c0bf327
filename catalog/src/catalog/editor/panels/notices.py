"""Notices and letters: what people are told."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from catalog.editor import words
from catalog.editor.parts import Control, Panel, Section

NOTICES = Panel(
    "notices",
    _("Notices"),
    (
        *(
            Section(
                label,
                (
                    Control("sms", "pair", _("Text message"), optional=True),
                    Control(
                        "email",
                        "object",
                        _("E-mail"),
                        optional=True,
                        columns=(
                            Control("subject", "pair", _("subject")),
                            Control("body", "long_pair", _("text")),
                        ),
                    ),
                ),
                at=f"notices/{event}",
            )
            for event, label in words.NOTICE_EVENTS
        ),
        *(
            Section(
                label,
                (Control("extra", "long_pair", _("Added to the printed paper"), optional=True),),
                at=f"letters/{name}",
            )
            for name, label in words.LETTERS
        ),
    ),
    intro=_(
        "What has no text here is told in the system's own plain words. In a text {dossier_code}, {due}, {agency}, "
        "{reason}, {supplement_until}, {link} and {happened} stand for the facts of the dossier. "
        "What is added to the printed papers is kept but not printed yet."
    ),
)
