"""The promises every plugin makes, kept by the plugin of the national portal."""

from motcua_sdk.testkit import contract


class TestInfo(contract.PluginInfoContract):
    """Who it is and what it asks of an administrator."""


class TestTopics(contract.TopicsHeardContract):
    """What it hears."""


class TestFields(contract.FieldsReadContract):
    """What it reads of the answers."""


class TestCheck(contract.CheckBeforeTakingInContract):
    """What it says before intake."""


class TestConnection(contract.ConnectionContract):
    """What it says of its options."""


class TestTelling(contract.TellPartnerContract):
    """What it tells the portal."""


class TestReadingBack(contract.ReadBackContract):
    """What it reads from the portal."""
