"""Keep the answers of a draft."""

import json
from collections.abc import Mapping
from typing import Any

from motcua.ground import clock, crypto
from motcua.ground.models import Subject
from motcua.portal.models import Draft
from motcua.portal.reads import PURPOSE


def run(draft: Draft, answers: Mapping[str, Any], locked: Mapping[str, Any]) -> None:
    """Seal and store the answers; the last one to store wins."""
    draft.sealed = sealed(draft.subject, answers, locked)
    draft.changed_at = clock.now()
    draft.save(update_fields=["sealed", "changed_at"])


def sealed(subject: Subject, answers: Mapping[str, Any], locked: Mapping[str, Any]) -> bytes:
    """The answers under the draft's own key."""
    text = json.dumps({"answers": dict(answers), "locked": dict(locked)}, ensure_ascii=False)
    return crypto.seal(subject, text, purpose=PURPOSE)
