"""What is done about notices: they are owed, tried, read, and settled by telephone."""

from motcua.notices.actions.mark_read import mark_read
from motcua.notices.actions.owe import Owed, owe
from motcua.notices.actions.settle_by_phone import settle_by_phone
from motcua.notices.actions.try_channels import try_channels

__all__ = ["Owed", "mark_read", "owe", "settle_by_phone", "try_channels"]
