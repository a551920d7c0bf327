"""Sending twice counts once."""

import threading

import pytest
from django.db import connection
from motcua.ground.errors import IdempotencyConflict, KeyUnusable
from motcua.ground.idempotency import once
from motcua.ground.models import IdempotentAnswer


@pytest.mark.django_db
def test_the_second_time_gets_the_first_answer():
    """A form sent again with the same key gets the same answer and the work is not repeated."""
    done = []
    work = lambda: done.append(1) or {"code": "H48.10-260701-0001"}  # noqa: E731
    assert once("citizen:a", "k", {"x": 1}, work) == ({"code": "H48.10-260701-0001"}, False)
    assert once("citizen:a", "k", {"x": 1}, work) == ({"code": "H48.10-260701-0001"}, True)
    assert len(done) == 1


@pytest.mark.django_db
def test_the_same_key_with_other_contents_is_a_conflict():
    """A key used for one request cannot be used for another."""
    once("citizen:a", "k", {"x": 1}, lambda: 1)
    with pytest.raises(IdempotencyConflict):
        once("citizen:a", "k", {"x": 2}, lambda: 2)


@pytest.mark.django_db
@pytest.mark.parametrize("key", ["", "k" * 256])
def test_a_missing_or_impossible_key_is_a_refusal_and_no_breakdown(key):
    """Without a usable key nothing is done, and the person reads what to do next."""
    done = []
    with pytest.raises(KeyUnusable) as refused:
        once("citizen:a", key, {"x": 1}, lambda: done.append(1))
    assert (done, refused.value.status) == ([], 422)
    assert "Hãy tải lại trang" in refused.value.sentences["vi"]
    assert "Reload the page" in refused.value.sentences["en"]


@pytest.mark.django_db
def test_keys_of_two_people_never_meet():
    """Two persons may use the same key by chance."""
    assert once("citizen:a", "k", {"x": 1}, lambda: 1)[0] == 1
    assert once("citizen:b", "k", {"x": 2}, lambda: 2)[0] == 2


@pytest.mark.django_db
def test_failed_work_leaves_the_key_free():
    """When the work failed, sending again does it."""
    with pytest.raises(ZeroDivisionError):
        once("citizen:a", "k", {}, lambda: 1 / 0)
    assert once("citizen:a", "k", {}, lambda: "done") == ("done", False)


def test_many_at_once_do_the_work_once(committed_db):
    """Sixteen clicks at the same moment do the work once and all get the same answer."""
    answers, done, start = [], [], threading.Barrier(16)

    def click():
        start.wait()
        answers.append(once("citizen:a", "k", {"x": 1}, lambda: done.append(1) or len(done))[0])
        connection.close()

    threads = [threading.Thread(target=click) for _ in range(16)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (len(done), answers, IdempotentAnswer.objects.count()) == (1, [1] * 16, 1)
