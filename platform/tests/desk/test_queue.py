"""The queue: what an officer sees first in the morning."""

import making
from signing import signed_in

HOME = "/vi/desk/"


def test_the_queue_lists_open_dossiers_in_words(office: making.Office) -> None:
    """Each open dossier stands in the queue with its code, owner, state and remaining days in words."""
    dossier = making.taken_in(office)
    text = signed_in(office.receiver).get(f"{HOME}?tab=open").content.decode()
    assert dossier.code in text
    assert "Nguyễn Thị Thử" in text
    assert "15/07/2026" in text
    assert "Còn 10 ngày làm việc" in text
