"""What is said again and again is read once."""

from motcua.ground.repeats import gathered


def test_only_neighbours_become_one() -> None:
    """Said again at once it is one line with its number; said again after something else it is a line of its own."""
    found = gathered(["1 late", "2 late", "3 late", "4 sent", "5 late"], same=lambda said: said[2:])
    assert [(one.first, one.last, one.times) for one in found] == [
        ("1 late", "3 late", 3),
        ("4 sent", "4 sent", 1),
        ("5 late", "5 late", 1),
    ]
