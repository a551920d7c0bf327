"""Sending twice counts once: the first answer to a key is kept and given again.

The key row is written in the caller's transaction before the work. A second request with the same key waits
for the first to finish, then gets its answer; if the first failed, its row is gone and the work is done.
"""

import hashlib
import json
from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any

from django.db import connection, transaction

from motcua.ground import clock
from motcua.ground.errors import IdempotencyConflict, KeyUnusable
from motcua.ground.models import IdempotentAnswer

KEPT_FOR = timedelta(days=7)
LONGEST_KEY = 255


def fingerprint(contents: Mapping[str, Any]) -> str:
    """A fingerprint of what was sent; the contents themselves are not kept."""
    text = json.dumps(contents, sort_keys=True, ensure_ascii=False, default=str)
    return hashlib.sha256(text.encode()).hexdigest()


def once(scope: str, key: str, contents: Mapping[str, Any], work: Callable[[], Any]) -> tuple[Any, bool]:
    """Do `work` at most once per scope and key; its answer (plain JSON) and whether it was done before.

    scope: whose key it is and for what, for example "staff:<id>/take_in"; keys of different scopes never
    meet.
    Raises IdempotencyConflict when the key came before with other contents, KeyUnusable for no key at all or
    one longer than LONGEST_KEY.
    """
    demand_usable(key)
    print_ = fingerprint(contents)
    with transaction.atomic():
        if not _reserve(scope, key, print_):
            return _earlier(scope, key, print_), True
        answer = work()
        IdempotentAnswer.objects.filter(scope=scope, key=key).update(answer=answer)
        return answer, False


def demand_usable(key: str) -> str:
    """The key a form brought; raises KeyUnusable when it is missing or longer than LONGEST_KEY."""
    if not 1 <= len(key) <= LONGEST_KEY:
        raise KeyUnusable
    return key


def sweep() -> int:
    """Forget answers older than KEPT_FOR; how many."""
    return IdempotentAnswer.objects.filter(created_at__lt=clock.now() - KEPT_FOR).delete()[0]


def _reserve(scope: str, key: str, print_: str) -> bool:
    """True when the key is ours; waits while another transaction holds it undecided."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO ground_idempotentanswer (scope, key, fingerprint, created_at)"
            " VALUES (%s, %s, %s, %s) ON CONFLICT (scope, key) DO NOTHING",
            [scope, key, print_, clock.now()],
        )
        return cursor.rowcount == 1


def _earlier(scope: str, key: str, print_: str) -> Any:
    known = IdempotentAnswer.objects.get(scope=scope, key=key)
    if known.fingerprint != print_:
        raise IdempotencyConflict(
            "Yêu cầu này đã được gửi trước đó với nội dung khác. Hãy tải lại trang rồi thử lại.",
            "This request was sent before with other contents. Reload the page and try again.",
        )
    return known.answer
