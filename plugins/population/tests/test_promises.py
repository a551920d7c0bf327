"""The promises every plugin makes, kept by the plugin of the population database."""

from motcua_sdk.testkit import contract


class TestInfo(contract.PluginInfoContract):
    """Who it is and what it asks of an administrator."""


class TestLookingUp(contract.LookUpPersonContract):
    """What it answers about one person."""


class TestConnection(contract.ConnectionContract):
    """What it says of its options."""
