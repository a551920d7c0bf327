"""Errors of the outbox.

OutboxError
├── OutsideTransaction     a message was emitted outside the transaction of what it reports
├── UnknownSubscriber      a delivery names a subscriber this process does not have
└── NotWaiting             a delivery cannot be sent again or set aside in its present state
"""


class OutboxError(Exception):
    """The outbox refuses."""


class OutsideTransaction(OutboxError):
    """Messages belong to the transaction of the change they report."""


class UnknownSubscriber(OutboxError):
    """The subscriber is not registered: its plugin is missing or switched off."""


class NotWaiting(OutboxError):
    """Only parked deliveries can be sent again or set aside."""

    sentences = {
        "vi": "Tin này không ở trạng thái tạm giữ nên không gửi lại hay bỏ qua được. Hãy tải lại trang.",
        "en": "This message is not parked, so it cannot be sent again or set aside. Reload the page.",
    }
