"""What other apps may do through this one."""

from safeward.apps.foundation.outbox import (
    deliver,
    deliver_due,
    post,
    send_outside,
    send_within,
)
from safeward.apps.foundation.submitting import KeyReused, once

__all__ = [
    "KeyReused",
    "deliver",
    "deliver_due",
    "once",
    "post",
    "send_outside",
    "send_within",
]
