"""Identifiers shown to the outside."""

from motcua.ground.ids import new_public_id


def test_public_ids_are_long_random_and_fit_a_url():
    """Ten thousand ids are all different and use only letters a URL carries as they are."""
    made = {new_public_id() for _ in range(10_000)}
    assert len(made) == 10_000
    assert all(len(one) == 22 and one.replace("-", "").replace("_", "").isalnum() for one in made)
